import type { ImportReport } from '#analytics/index.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { checkboxesField, type FormState, form } from '#ui/forms/form.view.ts'
import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type ImportRun, type ImportState, percentDone } from './import-run.ts'

export type ImportListView = Readonly<{
  runs: readonly ImportRun[]
  /** Reports of imports made from the command line. */
  reports: readonly ImportReport[]
  mayImport: boolean
  forceName: string
  formKey: string
  uploadLimitMb: number
  /** Names in the folder the operator named; null when none is named. */
  serverFiles: readonly string[] | null
  errors?: readonly FieldProblem[]
}>

/** The list of imports, and the two ways of starting one. */
export function importListPage(frame: Frame, view: ImportListView): string {
  const errors = view.errors ?? []
  return page(
    { ...frame, title: 'Imports', errors },
    html`<h1 class="govuk-heading-l">Imports</h1>
<p class="govuk-body">Recorded crime, indicators and boundaries that have been loaded for ${view.forceName}, each with a report of what was found in it.</p>
${view.mayImport ? forms(view, { errors }) : nothing}
<h2 class="govuk-heading-m">What was loaded</h2>
${view.runs.length + view.reports.length === 0 ? empty(view.mayImport) : table(view)}`,
  )
}

const STATES: Readonly<Record<ImportState, readonly [text: string, tag: string]>> = {
  waiting: ['Waiting', 'govuk-tag--grey'],
  running: ['Loading', 'govuk-tag--blue'],
  loaded: ['Loaded', 'govuk-tag--green'],
  refused: ['Refused', 'govuk-tag--red'],
  failed: ['Failed', 'govuk-tag--red'],
}

export function stateTag(state: ImportState): Html {
  const [text, classes] = STATES[state]
  return govuk.tag({ text, classes })
}

function forms(view: ImportListView, state: FormState): Html {
  return html`<h2 class="govuk-heading-m">Load files</h2>
${form(
  { action: '/imports/upload', key: view.formKey, isMultipart: true },
  html`${fileField(state, {
    field: 'files',
    isMultiple: true,
    label: 'Files from your computer',
    hint: `Archives from data.police.uk (zip or CSV), indicator tables (CSV) or boundaries (GeoJSON), up to ${formatNumber(view.uploadLimitMb)} MB in all. Files are recognised by their columns, not by their names.`,
  })}
${govuk.button({ text: 'Load files', preventDoubleClick: true })}`,
)}
${view.serverFiles === null ? nothing : serverForm(view, state, view.serverFiles)}`
}

function serverForm(view: ImportListView, state: FormState, names: readonly string[]): Html {
  if (names.length === 0) return html`<p class="govuk-body">The import folder on the server is empty.</p>`
  return form(
    { action: '/imports/folder', key: view.formKey },
    html`${checkboxesField(
      state,
      'names',
      'Files in the import folder on the server',
      names.map((name) => ({ value: name, text: name })),
    )}
${govuk.button({ text: 'Load from the server', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  )
}

function empty(mayImport: boolean): Html {
  return html`<p class="govuk-body">Nothing has been loaded yet. ${
    mayImport
      ? 'Start with an archive of recorded crime; three years or more is best.'
      : 'An analyst or administrator of your force can load data.'
  }</p>`
}

type Line = Readonly<{ at: Date; href: string; files: readonly string[]; by: string; state: Html }>

function table(view: ImportListView): Html {
  const lines: Line[] = [
    ...view.runs.map((run) => ({
      at: run.requestedAt,
      href: `/imports/${run.id}`,
      files: run.fileNames,
      by: run.requestedBy,
      state: html`${stateTag(run.state)}${progressText(run)}`,
    })),
    ...view.reports.map((report) => ({
      at: new Date(report.finishedAt),
      href: `/imports/reports/${report.id}`,
      files: report.fileReports.map((file) => file.name),
      by: report.by,
      state: stateTag('loaded'),
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
  return dataTable({
    id: 'imports',
    caption: 'Imports, newest first',
    isCaptionHidden: true,
    rows: lines,
    columns: [
      {
        heading: 'When',
        cell: (line) => html`<a class="govuk-link" href="${line.href}">${momentInWords(line.at)}</a>`,
      },
      { heading: 'What', cell: (line) => html`<span class="wm-break">${filesInWords(line.files)}</span>` },
      { heading: 'By', cell: (line) => line.by },
      { heading: 'State', cell: (line) => line.state },
    ],
  })
}

function progressText(run: ImportRun): Html {
  const percent = percentDone(run.progress)
  return run.state === 'running' && percent !== null ? html` ${percent}%` : nothing
}

function filesInWords(names: readonly string[]): string {
  const [first = 'nothing', ...others] = names
  return others.length === 0 ? first : `${first} and ${formatNumber(others.length)} more`
}
