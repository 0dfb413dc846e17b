import { fileCalled, type RecordedFile } from '#core/record/recorded-file.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { type FormState, form } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import type { Project } from '../project.ts'
import { projectBreadcrumbs } from '../project.view.ts'
import type { RecordProblem } from './parse-record.ts'
import { RECORD_MOST_MB, ZIP_MOST_MB } from './record-zip.ts'

export type ImportView = Readonly<{
  /** What is wrong with the file that was sent, and how many problems more there are. */
  problems: readonly RecordProblem[]
  more: number
  key: string
  state: FormState
}>

/** Where a record from elsewhere becomes a project here. */
export function importPage(frame: Frame, { problems, more, key, state }: ImportView): string {
  return page(
    {
      ...frame,
      title: 'Import a project’s record',
      breadcrumbs: [{ text: 'Projects', href: '/projects' }],
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-l">Import a project’s record</h1>
<p class="govuk-body">A record saved from any Wardmote, as data (JSON) or with its files (ZIP), becomes a project of your force, with the next number of yours. It keeps its entries, their writers’ names, its steps as they stood, its decision and its figures. Its decision was made elsewhere, and every page of it says so. What was raised and rated elsewhere stays to be read. The team is named here anew.</p>
<p class="govuk-body">Pictures and files come with a ZIP. Each is checked as if it were sent from here, which takes up to half a second a picture. From data alone the record comes without them, and you are told which.</p>
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
  html`${fileField(state, { field: 'file', label: 'The record', hint: `One JSON file of at most ${RECORD_MOST_MB} MB, or one ZIP of at most ${formatNumber(ZIP_MOST_MB)} MB with such a file and others of at most ${RECORD_MOST_MB} MB each`, accept: '.json,.zip,application/json,application/zip' })}
${govuk.button({ text: 'Import it', preventDoubleClick: true })}`,
)}
<p class="govuk-body"><a class="govuk-link" href="/schemas/project-record.json">What such a file holds (JSON Schema)</a></p>`,
  )
}

/** After an import that some files did not come with: which, and the way to the project. */
export function importedPage(frame: Frame, project: Project, notHere: readonly RecordedFile[]): string {
  return page(
    { ...frame, title: 'Imported, without some files', breadcrumbs: projectBreadcrumbs(project) },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Imported, without ${notHere.length === 1 ? 'one file' : `${formatNumber(notHere.length)} files`}</h1>
<p class="govuk-body">The record is here whole. These files are named in it and did not come with it. The entries they belong to say so. To have them too, ask for the record as a ZIP, or attach them by hand.</p>
<ul class="govuk-list govuk-list--bullet">${notHere.map((file) => html`<li class="wm-words">${fileCalled(file)}</li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="/projects/${project.number}">Go to the project</a></p>`,
  )
}
