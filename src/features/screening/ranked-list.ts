import type { ScreenedArea } from '#core/screening/screening.ts'

/** What the table can be ordered by: each has one value an area, `null` where it is unknown. */
export const SORTS = {
  rank: (area: ScreenedArea) => area.rank,
  band: (area: ScreenedArea) => area.band,
  name: (area: ScreenedArea) => area.name,
  count: (area: ScreenedArea) => area.count,
  rate: (area: ScreenedArea) => area.rate,
  steady: (area: ScreenedArea) => area.steadyRate,
  burglary: (area: ScreenedArea) => area.burglaryRate,
  persistence: (area: ScreenedArea) => area.monthsInTopShare,
  trend: (area: ScreenedArea) => area.slopePerYear,
  cluster: (area: ScreenedArea) => area.giStar,
  moran: (area: ScreenedArea) => area.quadrant,
  vulnerability: (area: ScreenedArea) => area.vli,
  deprivation: (area: ScreenedArea) => area.imdDecile,
} as const satisfies Record<string, (area: ScreenedArea) => number | string | null>
export type SortKey = keyof typeof SORTS

export const PAGE_SIZES = [25, 50, 100] as const

/** What of the ranking the table shows. */
export type TableChoice = Readonly<{
  sort: SortKey
  descending: boolean
  text: string
  band: number | null
  neighbourhood: string | null
  size: (typeof PAGE_SIZES)[number]
  page: number
  /** The area whose row is selected. */
  selected: string | null
}>

export type ListedAreas = Readonly<{
  rows: readonly ScreenedArea[]
  /** Areas that pass the filters. */
  matching: number
  page: number
  pages: number
  /** Place of the first row among the matching ones, from 1; 0 when there is none. */
  firstRow: number
}>

// What is best looked at from its high end opens there.
const HIGH_FIRST: readonly SortKey[] = [
  'count',
  'rate',
  'steady',
  'burglary',
  'persistence',
  'trend',
  'cluster',
  'vulnerability',
]

export function opensDescending(sort: SortKey): boolean {
  return HIGH_FIRST.includes(sort)
}

/** Reads the choice out of an address. Nothing a person can type makes it fail: what is not understood is left out. */
export function readTableChoice(
  queries: Readonly<Record<string, readonly string[] | undefined>>,
): TableChoice {
  const first = (name: string) => queries[name]?.[0]?.trim().slice(0, 200) ?? ''
  const sort = (Object.keys(SORTS) as SortKey[]).find((key) => key === first('sort')) ?? 'rank'
  const order = first('order')
  return {
    sort,
    descending: order === '' ? opensDescending(sort) : order === 'down',
    text: first('q'),
    band: positive(first('band')),
    neighbourhood: first('neighbourhood') || null,
    size: PAGE_SIZES.find((size) => String(size) === first('size')) ?? 25,
    page: positive(first('page')) ?? 1,
    selected: first('area') || null,
  }
}

/** The parts of an address that ask for a choice; defaults are left out. */
export function choiceParts(choice: TableChoice): Record<string, string | number | null> {
  return {
    sort: choice.sort === 'rank' ? null : choice.sort,
    order: choice.descending === opensDescending(choice.sort) ? null : choice.descending ? 'down' : 'up',
    q: choice.text,
    band: choice.band,
    neighbourhood: choice.neighbourhood,
    size: choice.size === 25 ? null : choice.size,
    page: choice.page === 1 ? null : choice.page,
    area: choice.selected,
  }
}

/**
 * The page of areas asked for. Unknown values come last in either order [S5]; equal ones stay in rank order. A page
 * beyond the last is the last. `members` are the area codes of the chosen neighbourhood.
 */
export function listAreas(
  areas: readonly ScreenedArea[],
  choice: TableChoice,
  members: ReadonlySet<string>,
): ListedAreas {
  const words = choice.text.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean)
  const matching = areas.filter((area) => {
    if (choice.band !== null && area.band !== choice.band) return false
    if (choice.neighbourhood && !members.has(area.code)) return false
    const text = `${area.code} ${area.name}`.toLocaleLowerCase('en-GB')
    return words.every((word) => text.includes(word))
  })
  if (choice.sort !== 'rank' || choice.descending) matching.sort(inOrder(choice))
  const pages = Math.max(1, Math.ceil(matching.length / choice.size))
  const page = Math.min(choice.page, pages)
  const start = (page - 1) * choice.size
  return {
    rows: matching.slice(start, start + choice.size),
    matching: matching.length,
    page,
    pages,
    firstRow: matching.length === 0 ? 0 : start + 1,
  }
}

/** The page on which an area's row stands under this choice; null when the filters leave it out. */
export function pageOf(
  areas: readonly ScreenedArea[],
  choice: TableChoice,
  code: string,
  members: ReadonlySet<string>,
): number | null {
  const all = { ...choice, page: 1, size: Number.MAX_SAFE_INTEGER as 100 }
  const place = listAreas(areas, all, members).rows.findIndex((area) => area.code === code)
  return place < 0 ? null : Math.floor(place / choice.size) + 1
}

function inOrder({ sort, descending }: TableChoice) {
  const figureOf = SORTS[sort]
  const way = descending ? -1 : 1
  return (a: ScreenedArea, b: ScreenedArea): number => {
    const [one, other] = [figureOf(a), figureOf(b)]
    if (one === null || other === null) return one === other ? a.rank - b.rank : one === null ? 1 : -1
    const difference =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : String(one).localeCompare(String(other), 'en-GB', { numeric: true })
    return difference * way || a.rank - b.rank
  }
}

function positive(text: string): number | null {
  const value = Number(text)
  return /^\d{1,6}$/.test(text) && value > 0 ? value : null
}
