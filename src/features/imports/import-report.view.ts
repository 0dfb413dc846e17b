import type { Example, ImportReport } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import { countOf } from '#core/figure-words.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type IsoMonth, monthInWords } from '#core/time/month.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const FILES_SHOWN = 100

/** The quality report of one import. `part` is what stands above it, such as the run it belongs to. */
export function importReportPage(frame: Frame, report: ImportReport): string {
  return page(
    {
      ...frame,
      title: `Import of ${momentInWords(new Date(report.finishedAt))}`,
      breadcrumbs: [{ text: 'Imports', href: '/imports' }],
    },
    html`<h1 class="govuk-heading-l">Import report</h1>${importReport(report)}`,
  )
}

export function importReport(report: ImportReport): Html {
  return html`<p class="govuk-body">Loaded by ${report.by} on ${momentInWords(new Date(report.finishedAt))}. <a class="govuk-link" href="/imports/reports/${report.id}.json">This report as JSON</a></p>
${headline(report)}
${report.notes.length === 0 ? nothing : list('What to know', report.notes)}
<h2 class="govuk-heading-m">Months</h2>
${Object.keys(report.months).length === 0 ? html`<p class="govuk-body">These files hold no months of recorded crime.</p>` : nothing}
${(Object.keys(report.months) as ForceSlug[]).map((force) => coverage(report, force))}
${refusals(report)}
${oddities(report)}
${files(report)}`
}

function headline(report: ImportReport): Html {
  const rows: [string, string][] = [
    ['Files', formatNumber(report.files)],
    ['Rows read', formatNumber(report.rowsRead)],
    ['Rows loaded', formatNumber(report.rowsLoaded)],
    ['Rows refused', formatNumber(report.rowsRefused)],
  ]
  return govuk.summaryList({
    rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
  })
}

/** Years down, months across; a month no file gives is unknown, which is not zero. */
function coverage(report: ImportReport, force: ForceSlug): Html {
  const months = report.months[force] ?? []
  const unknown = report.monthsUnknown[force] ?? []
  const all = [...months, ...unknown].sort()
  const years = [...new Set(all.map((month) => month.slice(0, 4)))]
  const inWords = unknown.map(monthInWords).join(', ')
  return html`<p class="govuk-body">${force}: ${formatNumber(months.length)} ${months.length === 1 ? 'month' : 'months'} from ${all[0] ? monthInWords(all[0]) : ''} to ${all.at(-1) ? monthInWords(all.at(-1)!) : ''}. ${
    unknown.length === 0
      ? 'None is missing between them.'
      : `Unknown: ${inWords}. No file gives them, so they are left out of every sum.`
  }</p>
${dataTable({
  id: `coverage-${force}`,
  caption: `Rows of recorded crime loaded for ${force}, by month`,
  rows: years,
  columns: [
    { heading: 'Year', cell: (year) => year },
    ...MONTHS.map((heading, at) => ({
      heading,
      isNumeric: true,
      cell: (year: string) =>
        coverageCell(report, force, `${year}-${String(at + 1).padStart(2, '0')}` as IsoMonth, unknown),
    })),
  ],
})}`
}

// Null is shown as unknown; a month that this import does not speak of is left blank.
function coverageCell(
  report: ImportReport,
  force: ForceSlug,
  month: IsoMonth,
  unknown: readonly IsoMonth[],
): HtmlValue {
  if (unknown.includes(month)) return null
  const rows = report.rowsByForceAndMonth[force]?.[month]
  return rows === undefined
    ? html`<span class="govuk-visually-hidden">not in this import</span>`
    : formatNumber(rows)
}

function refusals(report: ImportReport): Html {
  const reasons = Object.entries(report.refusedByReason)
  if (reasons.length === 0)
    return html`<h2 class="govuk-heading-m">Rows refused</h2><p class="govuk-body">None.</p>`
  return html`<h2 class="govuk-heading-m">Rows refused</h2>${reasons.map(
    ([reason, rows]) =>
      html`<h3 class="govuk-heading-s">${reason}: ${formatNumber(rows)}</h3>${examples(report.refusedExamples[reason] ?? [])}`,
  )}`
}

function examples(given: readonly Example[]): Html {
  if (given.length === 0) return nothing
  return html`<ul class="govuk-list govuk-list--bullet">${given.map(
    (example) =>
      html`<li class="wm-break">${example.file}, line ${formatNumber(example.line)}: <code>${example.text}</code></li>`,
  )}</ul>`
}

function oddities(report: ImportReport): Html {
  const repeated = report.repeatedCrimeIds
  const rows: [string, string][] = [
    [
      'No location',
      `${countOf(report.rowsWithoutLocation, 'row')}; they count for the force and for no area`,
    ],
    ['Coordinates but no LSOA', countOf(report.rowsWithoutLsoa, 'row')],
    [
      'Crime IDs seen before',
      `${countOf(repeated.rows, 'row')} with ${countOf(repeated.ids, 'ID')}; ${formatNumber(repeated.exactRows)} of them equal in every column and loaded once, the rest kept`,
    ],
    [
      'Identical rows without a Crime ID',
      `${countOf(report.identicalRowsWithoutId, 'row')} beyond the first of each, all kept: snapped points make them normal`,
    ],
    ['Outside the force’s area', countOf(report.rowsOutsideForce, 'row')],
    [
      'Outcomes',
      `${formatNumber(report.outcomes.joined)} joined to their crime, ${formatNumber(report.outcomes.unmatched)} whose crime is not loaded`,
    ],
    ['LSOA vintage', report.lsoaVintages.join(' and ') || 'cannot be told from these files'],
    ['Columns nobody knows', report.unknownColumns.join(', ') || 'none'],
    ['Polygons mended', formatNumber(report.repairedPolygons.length)],
  ]
  return html`<h2 class="govuk-heading-m">What was found</h2>
${govuk.summaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })}
${
  report.repairedPolygons.length === 0
    ? nothing
    : govuk.details({
        summaryText: 'Polygons mended',
        html: html`<ul class="govuk-list govuk-list--bullet">${report.repairedPolygons.slice(0, FILES_SHOWN).map(({ code, fault }) => html`<li>${code}: ${fault}</li>`)}</ul>`,
      })
}`
}

function files(report: ImportReport): Html {
  const shown = report.fileReports.slice(0, FILES_SHOWN)
  return html`<h2 class="govuk-heading-m">Files</h2>
${dataTable({
  id: 'files',
  caption: 'Files of this import',
  isCaptionHidden: true,
  rows: shown,
  columns: [
    { heading: 'File', cell: (file) => html`<span class="wm-break">${file.name}</span>` },
    { heading: 'Kind', cell: (file) => file.kind.replaceAll('-', ' ') },
    { heading: 'Read', isNumeric: true, cell: (file) => formatNumber(file.rowsRead) },
    { heading: 'Loaded', isNumeric: true, cell: (file) => formatNumber(file.rowsLoaded) },
    { heading: 'Refused', isNumeric: true, cell: (file) => formatNumber(file.rowsRefused) },
  ],
})}
${
  report.repeatedCrimeIds.exactRows > 0
    ? html`<p class="govuk-body">Exact repeats are taken off over all files together, so the files add up to ${formatNumber(report.repeatedCrimeIds.exactRows)} more than were loaded.</p>`
    : nothing
}
${
  report.fileReports.length > shown.length
    ? html`<p class="govuk-body">The first ${formatNumber(shown.length)} of ${formatNumber(report.fileReports.length)} files; the JSON report has them all.</p>`
    : nothing
}`
}

function list(title: string, lines: readonly string[]): Html {
  return html`<h2 class="govuk-heading-m">${title}</h2><ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}
