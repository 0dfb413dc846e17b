import { momentInWords } from '#core/time/moment-in-words.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, selectField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type BriefLink, type BriefWords, LINK_DAYS } from './brief.ts'

type Place = Readonly<{ number: string; placeName: string; isSensitive: boolean }>

export type WordsView = Readonly<{
  project: Place
  breadcrumbs: readonly Breadcrumb[]
  words: BriefWords | null
  /** Somebody else's, saved meanwhile [B4]. */
  theirs: BriefWords | null
  key: string
  state: FormState
}>

export function briefWordsPage(frame: Frame, view: WordsView): string {
  const { project, words, theirs, state, key } = view
  return page(
    {
      ...frame,
      title: `Words of the brief: ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Words of the brief</h1>
<p class="govuk-body">Anybody may read these. Write short sentences and everyday words, as you would to a child of ten. Name nobody who has not agreed.</p>
${
  theirs
    ? conflict({
        saved: html`<p class="wm-words">${theirs.problem}</p><p class="wm-words">${theirs.help}</p><p class="wm-words">${theirs.contact}</p>`,
        keep: `/projects/${project.number}/brief`,
      })
    : nothing
}
${form(
  {
    action: `/projects/${project.number}/brief/words`,
    key,
    version: (theirs ?? words)?.version ?? 0,
    keepsDraft: true,
  },
  html`${wordsField(state, 'problem', 'What is wrong here?', { rows: 4, value: words?.problem ?? '', hint: { text: 'For example: “Cars are raced along Harbour Row at night. People cannot sleep, and some are afraid to cross.”' } })}
${wordsField(state, 'help', 'How can people help?', { rows: 3, value: words?.help ?? '', hint: { text: 'For example: “Come to the next meeting, or tell us which nights are worst.”' } })}
${textField(state, 'contact', 'Whom can people ask?', { value: words?.contact ?? '', hint: { text: 'A phone number, an address or a place and time that may be public' } })}
${govuk.button({ text: 'Save these words', preventDoubleClick: true })}`,
)}</div></div>`,
  )
}

export type LinksView = Readonly<{
  project: Place
  breadcrumbs: readonly Breadcrumb[]
  links: readonly BriefLink[]
  now: Date
  /** Just made; shown this once [B5]. */
  address: string | null
  /** For each form its own. */
  makeKey(): string
  state: FormState
}>

export function briefLinksPage(frame: Frame, view: LinksView): string {
  const { project, links, address, state } = view
  const at = `/projects/${project.number}/brief/links`
  return page(
    {
      ...frame,
      title: `Links to the brief: ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Share the brief by a link</h1>
<p class="govuk-body">Whoever has the link reads <a class="govuk-link" href="/projects/${project.number}/brief">the brief</a> without an account, and nothing else. You can end it at any time.</p>
${
  address
    ? govuk.panel({
        titleText: 'The link is made',
        headingLevel: 2,
        html: html`<p class="govuk-body wm-brief__link"><a class="govuk-link wm-words" href="${address}">${address}</a></p><p class="govuk-body wm-brief__link">Copy it before you leave this page: it is not kept and cannot be shown again.</p>`,
        classes: 'wm-brief__made',
      })
    : nothing
}
${
  project.isSensitive
    ? html`<p class="govuk-body">This project is marked sensitive, so its brief cannot be shared by a link, and links made before do not work.</p>`
    : html`<h2 class="govuk-heading-m">Make a link</h2>${form(
        { action: at, key: view.makeKey() },
        html`${textField(state, 'madeFor', 'Who is it for?', { hint: { text: 'For example: “Parish council” or “Notice board at the shop”' } })}
${selectField(
  state,
  'days',
  'How long does it work?',
  LINK_DAYS.map((days) => ({ value: String(days), text: days === 365 ? 'One year' : `${days} days` })),
  { value: '30' },
)}
${govuk.button({ text: 'Make the link', preventDoubleClick: true })}`,
      )}`
}</div></div>
${dataTable<BriefLink>({
  id: 'links',
  caption: 'Links made so far',
  whenEmpty: 'None has been made',
  columns: [
    { heading: 'For', cell: (one) => html`<span class="wm-words">${one.madeFor}</span>` },
    { heading: 'Made', cell: (one) => `${one.madeAs}, ${momentInWords(one.madeAt)}` },
    { heading: 'Works until', cell: (one) => workingUntil(view, one) },
    {
      heading: 'Opened',
      cell: (one) =>
        one.opened === 0
          ? 'Never'
          : `${one.opened} ${one.opened === 1 ? 'time' : 'times'}${one.lastOpenedAt ? `, last ${momentInWords(one.lastOpenedAt)}` : ''}`,
    },
    {
      heading: 'Change',
      cell: (one) =>
        one.revoked || one.expiresAt <= view.now
          ? nothing
          : form(
              { action: `${at}/${one.id}/end`, key: view.makeKey() },
              govuk.button({
                html: html`End it<span class="govuk-visually-hidden">: link for ${one.madeFor}</span>`,
                classes: 'govuk-button--warning govuk-!-margin-bottom-0',
                preventDoubleClick: true,
              }),
            ),
    },
  ],
  rows: links,
})}`,
  )
}

function workingUntil({ now }: LinksView, { expiresAt, revoked }: BriefLink): Html | string {
  if (revoked) return `Ended by ${revoked.as}, ${momentInWords(revoked.at)}`
  const until = momentInWords(expiresAt)
  return expiresAt <= now ? `Ran out ${until}` : until
}
