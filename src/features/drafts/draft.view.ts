import { momentInWords } from '#core/time/moment-in-words.ts'
import { form } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'

/** One form's words that were not saved. */
export type ShownDraft = Readonly<{
  form: string
  page: string
  fields: Readonly<Record<string, string | readonly string[]>>
  savedAt: Date
}>

/** [F2] Everything somebody typed that was not saved, to read, take over or throw away. */
export function draftsPage(frame: Frame, drafts: readonly ShownDraft[], key: () => string): string {
  return page(
    { ...frame, title: 'Words you have not saved' },
    html`<h1 class="govuk-heading-l">Words you have not saved</h1>
<p class="govuk-body">What you typed stays here for thirty days when it could not be saved. Only you can see it.</p>
${drafts.length === 0 ? html`<p class="govuk-body">There is nothing: everything you typed has been saved.</p>` : drafts.map((one) => draft(one, key()))}`,
  )
}

function draft({ form: address, page: from, fields, savedAt }: ShownDraft, key: string): Html {
  const typed = Object.entries(fields).filter(([name]) => !name.startsWith('_'))
  return html`<section aria-label="Typed ${momentInWords(savedAt)}"><h2 class="govuk-heading-m">Typed ${momentInWords(savedAt)}</h2>
${govuk.summaryList({
  rows: typed.map(([name, value]) => ({
    key: { text: inWords(name) },
    value: {
      html: html`<span class="wm-words">${typeof value === 'string' ? value : value.join(', ')}</span>`,
    },
  })),
})}
<p class="govuk-body"><a class="govuk-link" href="${withDraft(from)}">Go back to the form with these words in it</a></p>
${form(
  { action: '/drafts/drop', key },
  html`<input type="hidden" name="form" value="${address}">${govuk.button({ text: 'Throw these words away', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
)}</section>`
}

// `detail` and `reopenReason` as a person would say them.
function inWords(name: string): string {
  const words = name
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}

/** The form's page, asked to begin with the draft. */
export function withDraft(from: string): string {
  const [path = '/', query = ''] = from.split('?')
  const asked = new URLSearchParams(query)
  asked.set('draft', 'back')
  return `${path}?${asked}`
}
