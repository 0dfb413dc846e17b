/** English indices of deprivation 2015, 2019 and 2025: the published all-indices file, its simplified copies, the underlying indicators, and the UK-wide composite. */
import { findAreaColumn, plainHeader } from './header.ts'
import { indicatorName } from './indicator-registry.ts'
import type { TableShape, WideCell } from './table-shape.ts'

// Longer names before those they begin with. The published headers carry the words "score", "rank" or "decile" early,
// so one that was cut short ("…10% of LSO") still tells what it is.
const DOMAINS: readonly (readonly [stem: string, names: RegExp])[] = [
  ['imd', /^(index of multiple deprivation|imd)/],
  ['idaci', /^(income deprivation affecting children|idaci)/],
  ['idaopi', /^(income deprivation affecting older people|idaopi)/],
  ['income', /^income/],
  ['employment', /^employment/],
  ['education', /^education/],
  ['health', /^health/],
  ['crime', /^crime/],
  ['housing', /^(barriers to housing|housing)/],
  ['environment', /^(living )?environment/],
  ['children-and-young-people', /^children and young people/],
  ['adult-skills', /^adult skills/],
  ['geographical-barriers', /^geographical barriers/],
  ['wider-barriers', /^wider barriers/],
  ['indoors', /^indoors/],
  ['outdoors', /^outdoors/],
]
const MEASURE = / (score|rank|decile)\b/
const POPULATIONS = /^(total population|dependent children|older population|working age population)\b/
const EXPECTED = /^((lsoa|msoa)\d*|local authority|lad|la|nation)\b|^.* name( \(\d{4}\))?$/

/** The year an edition came out, told by the district codes it uses. */
const EDITION_OF_DISTRICTS: Readonly<Record<string, string>> = {
  '2013': '2015',
  '2019': '2019',
  '2024': '2025',
}

/** The all-indices file or a simplified copy of it. */
export function recogniseIndices(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const area = findAreaColumn(plain)
  if (area?.level !== 'lsoa' || area.vintage === null) return null
  const cells = plain.flatMap((cell, index): WideCell[] => {
    const indicator = deprivationIndicator(cell)
    return indicator ? [{ indicator, columns: [index] }] : []
  })
  if (!cells.some(({ indicator }) => indicator === 'imd-rank' || indicator === 'imd-decile')) return null
  const edition = editionOf(plain) ?? (area.vintage === '2011' ? '2019' : '2025')
  const isPublished = /\(\d{4}\)/.test(plain[area.index]!)
  const used = new Set([area.index, ...cells.flatMap(({ columns }) => columns)])
  return {
    title: `English indices of deprivation ${edition}`,
    source: isPublished ? `iod-${edition}` : `iod-${edition}-simplified`,
    width: header.length,
    area: area.index,
    areaCodes: 'published',
    vintage: { stated: area.vintage },
    period: { stated: edition },
    values: { layout: 'wide', cells },
    unknownColumns: header.filter((_, i) => !used.has(i) && !EXPECTED.test(plain[i]!)),
  }
}

/** The underlying indicators of 2019: every column under its own name. */
export function recogniseUnderlyingIndicators(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const area = findAreaColumn(plain)
  if (!area || !plain.some((cell) => cell.startsWith('income domain numerator'))) return null
  const cells = plain.flatMap((cell, index): WideCell[] =>
    EXPECTED.test(cell) ? [] : [{ indicator: `iod--${indicatorName(cell)}`, columns: [index] }],
  )
  const edition = area.vintage === '2021' ? '2025' : '2019'
  return {
    title: `English indices of deprivation ${edition}: underlying indicators`,
    source: `iod-${edition}-underlying-indicators`,
    width: header.length,
    area: area.index,
    areaCodes: 'published',
    vintage: { stated: area.vintage },
    period: { stated: edition },
    values: { layout: 'wide', cells },
    unknownColumns: [],
  }
}

/**
 * mySociety's composite UK index, anchored to England. On rows of nation E the local score is the English index of
 * 2019 and the income and employment figures its domain scores as percentages; other nations' indices are different
 * indices and never take those names.
 */
export function recogniseUkComposite(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const at = (name: string) => plain.indexOf(name)
  const needed = [
    'nation',
    'lsoa',
    'overall local score',
    'income score',
    'employment score',
    'uk imd e score',
  ]
  if (needed.some((name) => at(name) < 0)) return null
  const onlyWhere = { column: at('nation'), equals: 'E' }
  const cells: WideCell[] = [
    { indicator: 'imd-score', columns: [at('overall local score')], onlyWhere },
    { indicator: 'income-score', columns: [at('income score')], percent: true, onlyWhere },
    { indicator: 'employment-score', columns: [at('employment score')], percent: true, onlyWhere },
  ]
  plain.forEach((cell, index) => {
    if (/^(uk imd e |original decile$)/.test(cell)) {
      // Its own copy of each nation's decile differs from the published one in places, so it keeps its own name.
      const name = indicatorName(cell.replace('original', 'uk imd e original'))
      cells.push({ indicator: name, columns: [index] })
    }
  })
  const used = new Set([at('lsoa'), at('nation'), ...cells.flatMap(({ columns }) => columns)])
  return {
    title: 'UK composite index of multiple deprivation (mySociety)',
    source: 'uk-imd-e',
    width: header.length,
    area: at('lsoa'),
    areaCodes: 'published',
    vintage: { stated: '2011' },
    period: { stated: '2019' },
    values: { layout: 'wide', cells },
    unknownColumns: header.filter((_, i) => !used.has(i) && plain[i] !== 'e expanded decile'),
  }
}

function deprivationIndicator(cell: string): string | null {
  // The denominators of the indices are not the resident population (prisoners left out, older year).
  if (POPULATIONS.test(cell)) return `iod--${indicatorName(cell.replace(/ \(.*$/, '').replace(/:.*$/, ''))}`
  const measure = MEASURE.exec(cell)?.[1]
  const domain = DOMAINS.find(([, names]) => names.test(cell))?.[0]
  return measure && domain ? `${domain}-${measure}` : null
}

function editionOf(plain: readonly string[]): string | null {
  for (const cell of plain) {
    const year = /^local authority district (?:code|name) \((\d{4})\)$/.exec(cell)?.[1]
    if (year && EDITION_OF_DISTRICTS[year]) return EDITION_OF_DISTRICTS[year]
  }
  return null
}
