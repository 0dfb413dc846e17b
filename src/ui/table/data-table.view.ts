import { attributes, type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'

export type Column<Row> = Readonly<{
  heading: string
  /** What a cell shows; `null` is unknown and is said so, never left blank or shown as zero. */
  cell: (row: Row) => HtmlValue
  isNumeric?: boolean
  /** The heading's link to the same table sorted by this column. */
  sort?: Readonly<{ href: string; direction: 'ascending' | 'descending' | null }>
  /** A shorter heading for sight only; the full one is still read out. */
  shortHeading?: string
}>

export type DataTable<Row> = Readonly<{
  /** Says what the table shows; also names the region that scrolls. */
  caption: string
  /** The first names the row and stays in place while the others scroll. */
  columns: readonly [Column<Row>, ...Column<Row>[]]
  rows: readonly Row[]
  /** Of this table on its page; the region that scrolls is named through it. */
  id: string
  isCaptionHidden?: boolean
  /** Said in place of rows when there are none. */
  whenEmpty?: string
  rowAttributes?: (row: Row) => Readonly<Record<string, string | number | boolean | null | undefined>>
}>

/** A table that scrolls sideways inside itself on a narrow screen, by keyboard too. Cost grows with its cells. */
export function dataTable<Row>(table: DataTable<Row>): Html {
  const { id, columns, rows, caption } = table
  return html`<div class="wm-table-region" role="region" tabindex="0" aria-labelledby="${id}-caption">
<table class="govuk-table wm-table" id="${id}">
<caption class="govuk-table__caption govuk-table__caption--s${table.isCaptionHidden ? ' govuk-visually-hidden' : ''}" id="${id}-caption">${caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map(headingCell)}</tr></thead>
<tbody class="govuk-table__body">
${rows.map((row) => bodyRow(table, row))}
${rows.length === 0 ? html`<tr class="govuk-table__row"><td class="govuk-table__cell" colspan="${columns.length}">${table.whenEmpty ?? 'Nothing to show'}</td></tr>` : nothing}
</tbody>
</table>
</div>`
}

function headingCell<Row>({ heading, shortHeading, isNumeric, sort }: Column<Row>): Html {
  const text = shortHeading
    ? html`<span aria-hidden="true">${shortHeading}</span><span class="govuk-visually-hidden">${heading}</span>`
    : heading
  const content = sort ? html`<a class="wm-table__sort" href="${sort.href}">${text}</a>` : text
  return html`<th scope="col" class="govuk-table__header${isNumeric ? ' govuk-table__header--numeric' : ''}"${attributes(
    { 'aria-sort': sort?.direction },
  )}>${content}</th>`
}

function bodyRow<Row>({ columns, rowAttributes }: DataTable<Row>, row: Row): Html {
  const [first, ...rest] = columns
  return html`<tr class="govuk-table__row"${rowAttributes ? attributes(rowAttributes(row)) : nothing}><th scope="row" class="govuk-table__header">${shown(first.cell(row))}</th>${rest.map(
    ({ cell, isNumeric }) =>
      html`<td class="govuk-table__cell${isNumeric ? ' govuk-table__cell--numeric' : ''}">${shown(cell(row))}</td>`,
  )}</tr>
`
}

function shown(value: HtmlValue): HtmlValue {
  return value === null || value === undefined ? html`<span class="wm-unknown">unknown</span>` : value
}
