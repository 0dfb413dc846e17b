import { countOf, NOT_KNOWN, oneDecimal, percent, probability, signed, whole } from '#core/figure-words.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'
import { govuk } from '#ui/govuk.view.ts'
import { attributes, type Html, html, nothing } from '#ui/html.view.ts'
import { addressOf, areaAddress } from './question.ts'
import { opensDescending, PAGE_SIZES, type SortKey } from './ranked-list.ts'
import { addressWithin, fieldsWithin, type Results } from './results.ts'
import { TREND_WORDS } from './trend-words.ts'

type Column = Readonly<{
  sort: SortKey
  title: string
  /** Said in the key below the table. */
  meaning: string
  isText?: boolean
  cell: (area: ScreenedArea, results: Results) => Html
}>

const COLUMNS: readonly Column[] = [
  {
    sort: 'name',
    title: 'Area',
    meaning: 'Its name leads to its page.',
    isText: true,
    cell: (area, results) =>
      html`<a class="govuk-link" href="${areaAddress(area.code, results.question)}">${area.name}</a><span class="wm-code">${area.code}${results.hasMap ? html`<span class="wm-code__link"> · </span><a class="govuk-link govuk-link--no-visited-state" data-select href="${addressWithin(results, { selected: area.code })}#map">Map<span class="govuk-visually-hidden">: show ${area.name}</span></a>` : nothing}${shortlistLink(area, results)}</span>`,
  },
  {
    sort: 'rank',
    title: 'Rank',
    meaning: 'Place by composite score; in brackets where it could lie for all the counts can tell (95%).',
    cell: (area) =>
      html`<strong>${whole(area.rank)}</strong> <span class="wm-doubt">(${whole(area.rankLow)} to ${whole(area.rankHigh)})</span>`,
  },
  {
    sort: 'band',
    title: 'Band',
    meaning: 'Areas of one band cannot be told apart.',
    cell: (area) => html`${area.band}`,
  },
  {
    sort: 'count',
    title: 'Count',
    meaning: 'Crimes and incidents recorded in the known months.',
    cell: (area) => html`${whole(area.count)}`,
  },
  {
    sort: 'rate',
    title: 'Rate',
    meaning: 'Per 1,000 residents a year.',
    cell: (area) =>
      html`${figure(oneDecimal(area.rate))}${area.isTownCentre ? html`<span class="wm-flag"> many visitors</span>` : nothing}`,
  },
  {
    sort: 'steady',
    title: 'Steadied rate',
    meaning:
      'The same drawn towards the average where numbers are small (empirical Bayes), with its 95% interval.',
    cell: (area) =>
      area.steadyRate === null
        ? figure(NOT_KNOWN)
        : html`${oneDecimal(area.steadyRate)} <span class="wm-doubt">(${oneDecimal(area.steadyRateLow)} to ${oneDecimal(area.steadyRateHigh)})</span>`,
  },
  {
    sort: 'burglary',
    title: 'Burglary',
    meaning: 'Burglaries per 1,000 households a year.',
    cell: (area) => figure(oneDecimal(area.burglaryRate)),
  },
  {
    sort: 'persistence',
    title: 'Persistence',
    meaning: 'Share of known months, and number of years, among the force’s highest tenth of areas.',
    cell: (area) =>
      html`${percent(area.monthsInTopShare)} <span class="wm-doubt">${area.yearsInTop} of ${countOf(area.years, 'year')}</span>`,
  },
  {
    sort: 'trend',
    title: 'Trend',
    meaning:
      'Middle slope of the months without their season (Theil–Sen): crimes a year more each year. Called rising or falling only where chance is an unlikely reason (Mann–Kendall, false discovery rate 5%).',
    cell: (area) => {
      const trend = area.trend ?? 'unknown'
      return html`${figure(signed(area.slopePerYear))} <span class="wm-trend wm-trend--${trend}">${TREND_WORDS[trend]}</span>`
    },
  },
  {
    sort: 'cluster',
    title: 'Gi*',
    meaning: 'Above 0 where the area and its neighbours are high together; p after Benjamini–Hochberg.',
    cell: (area) =>
      area.giStar === null
        ? figure(NOT_KNOWN)
        : html`${signed(area.giStar)} <span class="wm-doubt">p ${probability(area.giStarP)}</span>`,
  },
  {
    sort: 'moran',
    title: 'Local Moran',
    meaning: 'The area’s rate and its neighbours’, high or low; bold where chance is an unlikely reason.',
    isText: true,
    cell: (area) =>
      area.quadrant === null
        ? figure(NOT_KNOWN)
        : area.quadrantP !== null && area.quadrantP < 0.05
          ? html`<strong>${area.quadrant}</strong>`
          : html`<span class="wm-doubt">${area.quadrant}</span>`,
  },
  {
    sort: 'vulnerability',
    title: 'VLI (open)',
    meaning:
      'Vulnerable Localities Index made from open data; 100 is average, above 200 calls for a closer look.',
    cell: (area) => figure(whole(area.vli)),
  },
  {
    sort: 'deprivation',
    title: 'Deprivation decile',
    meaning: 'Index of Multiple Deprivation; 1 is the most deprived tenth of England.',
    cell: (area) => figure(whole(area.imdDecile)),
  },
]

/** The table of the ranking with its filters, pages and key. Every figure of the map is in it [S6]. */
export function rankedTable(results: Results): Html {
  const { listed, screening } = results
  return html`<div class="wm-ranking">
<h3 class="govuk-heading-m" id="ranking-title">The ranking</h3>
${filters(results)}
<p class="govuk-body-s wm-shown" id="shown">${shown(results)}</p>
${
  listed.rows.length === 0
    ? html`<p class="govuk-body">No area is left by these filters. <a class="govuk-link" data-swap href="${addressWithin(results, NO_FILTERS)}">Show all ${countOf(screening.areas.length, 'area')}</a></p>`
    : html`<div class="wm-table-region wm-ranked" role="region" aria-labelledby="ranking-title" tabindex="0">
<table class="govuk-table wm-table" aria-describedby="shown">
<caption class="govuk-visually-hidden">Areas by ${titleOf(results.choice.sort)}</caption>
<thead class="govuk-table__head"><tr>${COLUMNS.map((column) => header(column, results))}</tr></thead>
${bodies(results)}
</table></div>`
}
${pages(results)}
${key()}
</div>`
}

const NO_FILTERS = { text: '', band: null, neighbourhood: null, page: 1 } as const

function titleOf(sort: SortKey): string {
  return COLUMNS.find((column) => column.sort === sort)!.title.toLocaleLowerCase('en-GB')
}

function shown({ listed, screening }: Results): string {
  if (listed.matching === 0) return ''
  const last = listed.firstRow + listed.rows.length - 1
  const of =
    listed.matching === screening.areas.length ? '' : ` (of ${whole(screening.areas.length)} screened)`
  return `Areas ${whole(listed.firstRow)} to ${whole(last)} of ${whole(listed.matching)}${of}.`
}

function header({ sort, title, isText }: Column, results: Results): Html {
  const { choice } = results
  const isSorted = choice.sort === sort
  const descending = isSorted ? !choice.descending : opensDescending(sort)
  const href = addressWithin(results, { sort, descending, page: 1, selected: null })
  const state = isSorted ? (choice.descending ? 'descending' : 'ascending') : null
  return html`<th scope="col" class="govuk-table__header${isText ? '' : ' govuk-table__header--numeric'} wm-column--${sort}"${attributes({ 'aria-sort': state })}><a class="wm-table__sort" data-swap href="${href}">${title}</a></th>`
}

function bodies(results: Results): Html {
  const { choice, listed, bandSizes } = results
  if (choice.sort !== 'rank')
    return html`<tbody class="govuk-table__body">${listed.rows.map((area) => row(area, results))}</tbody>`
  const groups: { band: number; areas: ScreenedArea[] }[] = []
  for (const area of listed.rows) {
    const last = groups.at(-1)
    if (last?.band === area.band) last.areas.push(area)
    else groups.push({ band: area.band, areas: [area] })
  }
  return html`${groups.map(
    ({ band, areas }) =>
      html`<tbody class="govuk-table__body"><tr class="wm-band"><th scope="rowgroup" colspan="${COLUMNS.length}"><span>${bandTitle(band, bandSizes.get(band) ?? areas.length)}</span></th></tr>${areas.map((area) => row(area, results))}</tbody>`,
  )}`
}

function bandTitle(band: number, size: number): string {
  const name = band === 1 ? 'Top band' : `Band ${band}`
  return size === 1
    ? `${name}: one area, told apart from the rest`
    : `${name}: these ${whole(size)} areas cannot be told apart`
}

function row(area: ScreenedArea, results: Results): Html {
  const isSelected = results.choice.selected === area.code
  return html`<tr class="govuk-table__row" id="area-${area.code}" data-code="${area.code}"${attributes({ 'aria-selected': isSelected ? 'true' : null })}>${COLUMNS.map(
    (column) =>
      column.sort === 'name'
        ? html`<th scope="row" class="govuk-table__header wm-column--name">${column.cell(area, results)}</th>`
        : html`<td class="govuk-table__cell${column.isText ? '' : ' govuk-table__cell--numeric'} wm-column--${column.sort}">${column.cell(area, results)}</td>`,
  )}</tr>`
}

// Decisions start from a saved screening.
// A shortlist belongs to a saved screening, so from one that is not saved the way leads past saving it.
function shortlistLink({ code, name }: ScreenedArea, { savedId, mayShortlist, question }: Results): Html {
  if (!mayShortlist) return nothing
  const address = savedId
    ? `/screening/${savedId}/shortlist?add=${encodeURIComponent(code)}`
    : addressOf('/screening/save', question, { shortlist: code })
  return html`<span class="wm-code__link"> · </span><a class="govuk-link govuk-link--no-visited-state" href="${address}">Shortlist<span class="govuk-visually-hidden">: add ${name}</span></a>`
}

function figure(text: string): Html {
  return text === NOT_KNOWN ? html`<span class="wm-unknown">${NOT_KNOWN}</span>` : html`${text}`
}

function filters(results: Results): Html {
  const { choice, bandSizes, neighbourhoods, path } = results
  const isFiltered = choice.text !== '' || choice.band !== null || choice.neighbourhood !== null
  return html`<form class="wm-filters" method="get" action="${path}" data-swap-form aria-label="Filter the ranking">
${hidden(fieldsWithin(results, ['q', 'band', 'neighbourhood', 'size', 'page', 'area']))}
${govuk.input({ id: 'q', name: 'q', value: choice.text, label: { text: 'Name or code' }, attributes: { maxlength: '100' } })}
${select(
  'band',
  'Band',
  [
    { value: '', text: 'All bands' },
    ...[...bandSizes].map(([band, size]) => ({
      value: String(band),
      text: `${band === 1 ? 'Top band' : `Band ${band}`} (${size})`,
    })),
  ],
  choice.band === null ? '' : String(choice.band),
)}
${
  neighbourhoods.length === 0
    ? nothing
    : select(
        'neighbourhood',
        'Neighbourhood',
        [
          { value: '', text: 'All neighbourhoods' },
          ...neighbourhoods.map(({ code, name }) => ({ value: code, text: name })),
        ],
        choice.neighbourhood ?? '',
      )
}
${select(
  'size',
  'Rows',
  PAGE_SIZES.map((size) => ({ value: String(size), text: String(size) })),
  String(choice.size),
)}
${govuk.button({ text: 'Filter', classes: 'govuk-button--secondary' })}
${isFiltered ? html`<a class="govuk-link wm-filters__clear" data-swap href="${addressWithin(results, NO_FILTERS)}">Clear filters</a>` : nothing}
</form>`
}

function select(
  name: string,
  label: string,
  items: readonly { value: string; text: string }[],
  value: string,
): Html {
  return govuk.select({ id: name, name, label: { text: label }, items, value })
}

/** Fields a form carries along unseen. */
export function hidden(fields: readonly (readonly [string, string])[]): Html {
  return html`${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

function pages(results: Results): Html {
  const { page, pages: count } = results.listed
  if (count === 1) return nothing
  const to = (number: number) => ({
    href: addressWithin(results, { page: number, selected: null }),
    attributes: { 'data-swap': '' },
  })
  const near = [...new Set([1, page - 1, page, page + 1, count])].filter((each) => each >= 1 && each <= count)
  return govuk.pagination({
    landmarkLabel: 'Pages of the ranking',
    previous: page > 1 ? to(page - 1) : undefined,
    next: page < count ? to(page + 1) : undefined,
    items: near.flatMap((number, at) => [
      ...(at > 0 && number - near[at - 1]! > 1 ? [{ ellipsis: true }] : []),
      { number, current: number === page, ...to(number) },
    ]),
  })
}

let keyMarkup: Html | null = null

function key(): Html {
  keyMarkup ??= govuk.details({
    summaryText: 'What the columns mean',
    html: html`<dl class="wm-columns-key">${COLUMNS.map(({ title, meaning }) => html`<div><dt>${title}</dt><dd>${meaning}</dd></div>`)}</dl>`,
  })
  return keyMarkup
}
