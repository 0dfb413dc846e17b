import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FormState, form, radiosField, selectField, textField } from '#ui/forms/form.view.ts'
import { type Flash, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { EMAILED_DAYS, type Invitation, LINK_DAYS, LINK_USES, standingOf } from './invitation.ts'

export type InvitationsView = Readonly<{
  project: Readonly<{ number: string; placeName: string; state: string }>
  breadcrumbs: readonly Readonly<{ text: string; href: string }>[]
  invitations: readonly Invitation[]
  /** Members without an account, whom an invitation can be for. */
  members: readonly Readonly<{ id: string; name: string }>[]
  now: Date
  keyOf(): string
  state: FormState
  told: Flash | null
}>

/** [W5] Inviting somebody into the group, and every invitation there was. */
export function invitationsPage(frame: Frame, view: InvitationsView): string {
  const { project, state } = view
  return page(
    {
      ...frame,
      title: `Invitations to ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
      flash: view.told,
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Invite somebody into the group</h1>
<p class="govuk-body">Whoever joins gets an account as a partner or a resident. They see what this project shares with its members, and nothing else of the force’s.</p>
${project.state === 'open' ? inviteForm(view) : html`<p class="govuk-body">This project is closed, so nobody can be invited.</p>`}
<h2 class="govuk-heading-m">Invitations</h2>
${list(view)}`,
  )
}

function inviteForm({ project, members, keyOf, state }: InvitationsView): Html {
  return form(
    { action: `/projects/${project.number}/invitations`, key: keyOf() },
    html`${radiosField(state, 'way', 'How do you invite them?', [
      {
        value: 'email',
        text: 'By e-mail',
        hint: `To one person. It works once, for ${EMAILED_DAYS} days`,
      },
      {
        value: 'link',
        text: 'With a link and a code',
        hint: 'To hand over, to print or to read out. Whoever uses it says their e-mail address first',
      },
    ])}
${radiosField(state, 'role', 'What will they be here?', [
  { value: 'resident', text: 'Resident', hint: 'Somebody who lives, works or spends time in the place' },
  { value: 'partner', text: 'Partner', hint: 'Somebody who comes for an organisation' },
])}
${textField(state, 'email', 'E-mail address', { type: 'email', classes: 'govuk-!-width-two-thirds', autocomplete: 'off', spellcheck: false, hint: { text: 'Only for an invitation by e-mail' } })}
${
  members.length
    ? selectField(
        state,
        'member',
        'Is it for somebody who is on the list of members already?',
        [
          { value: '', text: 'No, for somebody else' },
          ...members.map(({ id, name }) => ({ value: id, text: name })),
        ],
        { hint: { text: 'Then they are not listed twice. Only for an invitation to one person' } },
      )
    : nothing
}
${selectField(
  state,
  'uses',
  'How many people may use the link?',
  LINK_USES.map((uses) => ({ value: String(uses), text: uses === 1 ? 'One' : `Up to ${uses}` })),
  { hint: { text: 'Only for a link' } },
)}
${selectField(
  state,
  'days',
  'How long does the link work?',
  LINK_DAYS.map((days) => ({ value: String(days), text: days === 1 ? 'One day' : `${days} days` })),
  { value: '7', hint: { text: 'Only for a link' } },
)}
${govuk.button({ text: 'Invite', preventDoubleClick: true })}`,
  )
}

const STANDING = {
  open: ['Open', 'govuk-tag--blue'],
  used: ['Used', 'govuk-tag--green'],
  expired: ['Too old', 'govuk-tag--grey'],
  revoked: ['Withdrawn', 'govuk-tag--grey'],
} as const

function list({ project, invitations, now, keyOf }: InvitationsView): Html {
  return dataTable<Invitation>({
    id: 'invitations',
    caption: 'Everybody who was invited, latest first',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'For',
        cell: ({ email, usesAllowed }) =>
          html`<span class="wm-words">${email ?? `Whoever has the link: up to ${usesAllowed}`}</span>`,
      },
      { heading: 'As', cell: ({ role }) => (role === 'partner' ? 'Partner' : 'Resident') },
      {
        heading: 'State',
        cell: (one) => {
          const [text, classes] = STANDING[standingOf(one, now)]
          return govuk.tag({ text, classes })
        },
      },
      { heading: 'Joined', isNumeric: true, cell: ({ uses }) => String(uses) },
      { heading: 'Works until', cell: ({ expiresAt }) => momentInWords(expiresAt) },
      { heading: 'By', cell: ({ madeAs, madeAt }) => html`${madeAs}<br>${momentInWords(madeAt)}` },
      {
        heading: 'Change',
        cell: (one) =>
          standingOf(one, now) === 'open'
            ? form(
                { action: `/projects/${project.number}/invitations/${one.id}/revoke`, key: keyOf() },
                govuk.button({
                  html: html`Withdraw<span class="govuk-visually-hidden"> the invitation for ${one.email ?? 'whoever has the link'}</span>`,
                  classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
                  preventDoubleClick: true,
                }),
              )
            : nothing,
      },
    ],
    rows: invitations,
    whenEmpty: 'Nobody has been invited.',
  })
}

/** [W6] A link just made: the only time it is shown. */
export function linkMadePage(
  frame: Frame,
  view: Readonly<{
    project: Readonly<{ number: string; placeName: string }>
    code: string
    publicUrl: string
    usesAllowed: number
    days: number
  }>,
): string {
  const { project, code, publicUrl, usesAllowed, days } = view
  const list = `/projects/${project.number}/invitations`
  return page(
    { ...frame, title: `A link into the group of ${project.placeName}`, backLink: list },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Join the working group</h1>
<div class="wm-no-print">${govuk.warningText({ text: 'Copy or print it. It is shown only this once.', iconFallbackText: 'Warning' })}</div>
<p class="govuk-body">Open this address:</p>
<p class="govuk-body-l wm-code"><code>${publicUrl}/join/${code}</code></p>
<p class="govuk-body">Or go to <strong>${publicUrl}/join</strong> and type this code:</p>
<p class="govuk-body-l wm-code"><code>${code}</code></p>
<p class="govuk-body">It works for ${usesAllowed === 1 ? 'one person' : `up to ${usesAllowed} people`}, for ${days === 1 ? 'one day' : `${days} days`}. You will be asked for your e-mail address, so that only you can use your account.</p>
<p class="govuk-body wm-no-print"><a class="govuk-link" href="${list}">I have kept it</a></p>`,
  )
}
