import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import { errorOf } from './sign-in.view.ts'

const ABOVE = [{ text: 'Your account', href: '/account' }]

export type AccountSummary = Readonly<{
  name: string
  email: string
  forceName: string
  rank: string | null
  roles: readonly Readonly<{ role: string; areaCode: string | null }>[]
  hasPassword: boolean
  hasAuthenticator: boolean
  sessions: number
}>

export function accountView(frame: Frame, account: AccountSummary): string {
  const row = (key: string, value: string, action?: { href: string; text: string; about: string }) => ({
    key: { text: key },
    value: { text: value },
    ...(action && {
      actions: { items: [{ href: action.href, text: action.text, visuallyHiddenText: action.about }] },
    }),
  })
  return page(
    { ...frame, title: 'Your account' },
    html`<h1 class="govuk-heading-xl">Your account</h1>
${govuk.summaryList({
  rows: [
    row('Name', account.name),
    row('E-mail address', account.email),
    row('Force', account.forceName),
    ...(account.rank ? [row('Rank', account.rank)] : []),
    row(
      account.roles.length === 1 ? 'Role' : 'Roles',
      account.roles.map((held) => `${held.role}${held.areaCode ? ` for ${held.areaCode}` : ''}`).join(', '),
    ),
    row('Password', account.hasPassword ? 'Set' : 'Not set', {
      href: '/account/password',
      text: account.hasPassword ? 'Change' : 'Set',
      about: 'password',
    }),
    row('Second factor', account.hasAuthenticator ? 'Authenticator app' : 'None', {
      href: '/account/second-factor',
      text: account.hasAuthenticator ? 'Change' : 'Set up',
      about: 'second factor',
    }),
    row('Signed in', account.sessions === 1 ? 'On this device only' : `In ${account.sessions} places`, {
      href: '/account/sessions',
      text: 'See where',
      about: 'you are signed in',
    }),
  ],
})}
<p class="govuk-body">Your name, rank and roles are kept by your force's administrator.</p>`,
  )
}

export type SessionLine = Readonly<{
  id: string
  device: string
  method: string
  startedAt: Date
  seenAt: Date
  isThisOne: boolean
}>

const METHOD_WORDS: Readonly<Record<string, string>> = {
  password: 'with a password',
  link: 'with an e-mailed link',
}

export function sessionsView(frame: Frame, sessions: readonly SessionLine[], ended: number | null): string {
  return page(
    {
      ...frame,
      title: 'Where you are signed in',
      breadcrumbs: ABOVE,
      flash:
        ended === null
          ? null
          : { tone: 'success', text: `${ended} other session${ended === 1 ? '' : 's'} ended` },
    },
    html`<h1 class="govuk-heading-xl">Where you are signed in</h1>
<p class="govuk-body">If you do not know one of these, end it and change your password. A session ends by itself after an hour without use, and after 12 hours in any case.</p>
${sessions.map((session) =>
  govuk.summaryList({
    card: {
      title: { text: session.isThisOne ? `${session.device} (this one)` : session.device, headingLevel: 2 },
    },
    rows: [
      {
        key: { text: 'Signed in' },
        value: {
          text: `${momentInWords(session.startedAt)}, ${METHOD_WORDS[session.method] ?? session.method}`,
        },
      },
      { key: { text: 'Last used' }, value: { text: momentInWords(session.seenAt) } },
      ...(session.isThisOne
        ? []
        : [
            {
              key: { text: 'End it' },
              value: {
                html: html`<form method="post" action="/account/sessions/${session.id}/end">${govuk.button({
                  html: html`End this session<span class="govuk-visually-hidden">: ${session.device}, signed in ${momentInWords(session.startedAt)}</span>`,
                  classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
                })}</form>`,
              },
            },
          ]),
    ],
  }),
)}
${
  sessions.length > 1
    ? html`<form method="post" action="/account/sessions/end-others">${govuk.button({
        text: 'End all other sessions',
        classes: 'govuk-button--warning',
        preventDoubleClick: true,
      })}</form>`
    : nothing
}`,
  )
}

export type PasswordPage = Readonly<{ hasPassword: boolean; email: string; errors: readonly FieldProblem[] }>

export function passwordView(frame: Frame, { hasPassword, email, errors }: PasswordPage): string {
  const title = hasPassword ? 'Change your password' : 'Set a password'
  return page(
    { ...frame, title, breadcrumbs: ABOVE, errors },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">${title}</h1>
<p class="govuk-body">You will be signed out everywhere else.</p>
<form method="post" action="/account/password" novalidate>
<input type="hidden" name="username" autocomplete="username" value="${email}">
${
  hasPassword
    ? govuk.passwordInput({
        id: 'current',
        name: 'current',
        label: { text: 'Your present password' },
        autocomplete: 'current-password',
        errorMessage: errorOf(errors, 'current'),
      })
    : nothing
}
${govuk.passwordInput({
  id: 'fresh',
  name: 'fresh',
  label: { text: 'New password' },
  hint: { text: 'At least 12 characters. Three random words are good; capitals and symbols are not needed.' },
  autocomplete: 'new-password',
  errorMessage: errorOf(errors, 'fresh'),
})}
${govuk.button({ text: 'Save', preventDoubleClick: true })}
</form>
</div></div>`,
  )
}
