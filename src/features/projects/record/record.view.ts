import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import { projectBreadcrumbs } from '../project.view.ts'
import { type Fact, type RecordBlock, recordDocument, type WholeRecord } from './record-document.ts'
import { filesInZip, ZIP_MOST_MB } from './record-zip.ts'

/** The whole record on one page, for reading and printing: each step begins a sheet of its own. */
export function recordPage(frame: Frame, record: WholeRecord): string {
  const { project } = record
  const { title, number, front, sections } = recordDocument(record)
  const inZip = filesInZip(record)
  const leftOut = record.files.length - inZip.length
  let tables = 0
  const blocks = (of: readonly RecordBlock[]) =>
    html`${of.map((block) => blockShown(block, () => `record-${++tables}`))}`
  return page(
    {
      ...frame,
      title: `Record of ${title}`,
      breadcrumbs: projectBreadcrumbs(project),
      head: html`<link rel="stylesheet" href="/projects/${number}/record.css">`,
    },
    html`<div class="wm-record"><span class="govuk-caption-l">LISP project ${number}</span>
<h1 class="govuk-heading-l wm-words">${title}</h1>
<p class="govuk-body wm-changes wm-no-print">Print this page, or take it with you: <a class="govuk-link" href="/projects/${number}/record.docx">as a document (Word)</a> <a class="govuk-link" href="/projects/${number}/record.json">as data (JSON)</a> <a class="govuk-link" href="/projects/${number}/record.zip">as data with its files (ZIP${inZip.length ? `, ${sizeInWords(inZip)}` : ''})</a></p>${leftOut ? html`<p class="govuk-body wm-no-print">One ZIP holds ${formatNumber(ZIP_MOST_MB)} MB, so ${formatNumber(leftOut)} of its files are not in it. The data names them all.</p>` : nothing}
${blocks(front)}
${sections.map((section) => html`<section class="wm-record__section">${blocks(section)}</section>`)}</div>`,
  )
}

function blockShown(block: RecordBlock, nextId: () => string): Html {
  switch (block.is) {
    case 'heading':
      return block.level === 2
        ? html`<h2 class="govuk-heading-l">${block.text}</h2>`
        : html`<h3 class="govuk-heading-m">${block.text}</h3>`
    case 'words':
      return html`<p class="${block.isQuiet ? 'wm-byline' : 'govuk-body wm-words'}">${block.text}</p>`
    case 'facts':
      return govuk.summaryList({
        rows: block.rows.map(([name, said]) => ({
          key: { text: name },
          value: { html: html`<span class="wm-words">${said}</span>` },
        })),
      })
    case 'list':
      return html`<ol class="govuk-list wm-history">${block.items.map((item) => html`<li class="wm-words">${item}</li>`)}</ol>`
    case 'table':
      return dataTable<readonly string[]>({
        id: nextId(),
        caption: block.caption,
        columns: columnsOf(block),
        rows: block.rows,
      })
    case 'entry':
      return html`<div class="wm-record__entry"><h4 class="govuk-heading-s govuk-!-margin-bottom-1 wm-words">${
        block.isWithdrawn ? html`<s>${block.title}</s>` : block.title
      }</h4>${answers(block.answers)}${
        block.earlier.length
          ? html`<p class="wm-byline">Asked by an earlier version</p>${answers(block.earlier)}`
          : nothing
      }<p class="wm-byline wm-words">${block.byline}</p></div>`
  }
}

const sizeInWords = (files: readonly Readonly<{ bytes: number }>[]) =>
  `${formatNumber(Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000))} MB`

function columnsOf({ headings, numeric }: Extract<RecordBlock, { is: 'table' }>) {
  const [first, ...others] = headings.map(
    (heading, column): Column<readonly string[]> => ({
      heading,
      isNumeric: numeric?.includes(column) ?? false,
      cell: (row) => html`<span class="wm-words">${row[column]}</span>`,
    }),
  )
  return [first!, ...others] as const
}

// An answer of a word or two stands beside the others; a long one has a line of its own.
const SHORT = 60

function answers(facts: readonly Fact[]): Html {
  if (facts.length === 0) return nothing
  return html`<dl class="wm-record__answers">${facts.map(([name, said]) =>
    said.length > SHORT || said.includes('\n')
      ? html`<div class="wm-record__long"><dt>${name}</dt><dd class="wm-words">${said}</dd></div>`
      : html`<div><dt>${name}</dt><dd>${said}</dd></div>`,
  )}</dl>`
}
