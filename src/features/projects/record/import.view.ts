import { fileField } from '#ui/forms/file-field.view.ts'
import { type FormState, form } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import type { RecordProblem } from './parse-record.ts'

export type ImportView = Readonly<{
  /** What is wrong with the file that was sent, and how many problems more there are. */
  problems: readonly RecordProblem[]
  more: number
  limitMb: number
  key: string
  state: FormState
}>

/** Where a record from elsewhere becomes a project here. */
export function importPage(frame: Frame, { problems, more, limitMb, key, state }: ImportView): string {
  return page(
    {
      ...frame,
      title: 'Import a project’s record',
      breadcrumbs: [{ text: 'Projects', href: '/projects' }],
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-l">Import a project’s record</h1>
<p class="govuk-body">A record saved as data (JSON) from any Wardmote becomes a project of your force, with the next number of yours. It keeps its entries, their writers’ names, its steps as they stood, its decision and its figures. Its decision was made elsewhere, and every page of it says so. The team is named here anew.</p>
${
  problems.length
    ? html`<h2 class="govuk-heading-m" id="problems">What is wrong with the file</h2>
<p class="govuk-body">Nothing was imported. Each line says where in the file, and what.</p>
<ul class="govuk-list govuk-list--bullet">${problems.map(({ path, text }) => html`<li class="wm-words">${path ? html`<code>${path}</code> ` : 'The file '}${text}</li>`)}</ul>
${more ? html`<p class="govuk-body">And at least ${more} more.</p>` : nothing}`
    : nothing
}
${form(
  { action: '/projects/import/files', key, isMultipart: true },
  html`${fileField(state, { field: 'file', label: 'The record', hint: `One JSON file of at most ${limitMb} MB`, accept: '.json,application/json' })}
${govuk.button({ text: 'Import it', preventDoubleClick: true })}`,
)}
<p class="govuk-body"><a class="govuk-link" href="/schemas/project-record.json">What such a file holds (JSON Schema)</a></p>`,
  )
}
