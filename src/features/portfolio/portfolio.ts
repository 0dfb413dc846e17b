import type { AreaCode } from '#core/area/area.ts'

/** [O3] A step in which nothing has moved for this long stands still. */
export const STANDS_STILL_DAYS = 28
/** [O7] */
export const TIME_WEEKS = 12

export const SORTS = ['need', 'overdue', 'still', 'newest'] as const
export type Sort = (typeof SORTS)[number]
export const FILTERS = ['still', 'overdue', 'escalated'] as const
export type Filter = (typeof FILTERS)[number]

/** One project as the portfolio has it. */
export type PortfolioProject = Readonly<{
  id: string
  number: string
  placeName: string
  areaCode: AreaCode
  areaCodes: readonly AreaCode[]
  openedAt: Date
  stepsSignedOff: number
  /** [O3] Numbers of the steps that stand still, and for how many days the longest does. */
  still: readonly number[]
  stillDays: number
  overdue: number
  /** [O5] Open escalations, and the age of the oldest in days. */
  escalations: number
  oldestDays: number | null
}>

/** What is asked only for the projects on the page. */
export type PortfolioDetail = Readonly<{
  leadOfficer: string | null
  /** Minutes; `null` where nobody noted any. */
  given: number | null
  taken: number | null
}>

/** An area as the force's screening ranks it now. */
export type RankedArea = Readonly<{ code: AreaCode; name: string; rank: number; band: number; count: number }>

/** [O5] Open escalations at one organisation's door. */
export type Door = Readonly<{ organisation: string; open: number; late: number; oldestDays: number }>

/** [O2] The best rank among a project's areas; `null` where none is ranked. */
export function needOf(
  project: Pick<PortfolioProject, 'areaCodes'>,
  ranked: ReadonlyMap<AreaCode, RankedArea>,
): RankedArea | null {
  return project.areaCodes.reduce<RankedArea | null>((best, code) => {
    const area = ranked.get(code)
    return area && (!best || area.rank < best.rank) ? area : best
  }, null)
}

/** [O2] The first band, and never fewer than the first ten. */
const FIRST_RANKS = 10

export function isHighNeed({ band, rank }: Pick<RankedArea, 'band' | 'rank'>): boolean {
  return band === 1 || rank <= FIRST_RANKS
}

/** [O2] Areas of high need that no project's place covers, in rank order. */
export function needWithoutProject(
  areas: readonly RankedArea[],
  projects: readonly Pick<PortfolioProject, 'areaCodes'>[],
): RankedArea[] {
  const covered = new Set(projects.flatMap((project) => project.areaCodes))
  return areas.filter((area) => isHighNeed(area) && !covered.has(area.code))
}

/** [O8] Those that a filter lets through, in the order asked for; ties by number. */
export function arranged(
  projects: readonly PortfolioProject[],
  ranked: ReadonlyMap<AreaCode, RankedArea>,
  sort: Sort,
  filter: Filter | null,
): PortfolioProject[] {
  const passes: Record<Filter, (project: PortfolioProject) => boolean> = {
    still: (project) => project.still.length > 0,
    overdue: (project) => project.overdue > 0,
    escalated: (project) => project.escalations > 0,
  }
  const keys = new Map<PortfolioProject, number>()
  const key = (project: PortfolioProject): number => {
    switch (sort) {
      case 'need':
        return needOf(project, ranked)?.rank ?? Number.POSITIVE_INFINITY
      case 'overdue':
        return -project.overdue
      case 'still':
        return -project.stillDays
      case 'newest':
        return -project.openedAt.getTime()
    }
  }
  const through = projects.filter((project) => !filter || passes[filter](project))
  for (const project of through) keys.set(project, key(project))
  return through.sort((a, b) => keys.get(a)! - keys.get(b)! || 0 || (a.number < b.number ? -1 : 1))
}
