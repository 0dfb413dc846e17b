import type { AreaCode } from '#core/area/area.ts'
import type { MonthlySeries } from '#core/screening/area-profile.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'
import { type IsoMonth, monthsBetween } from '#core/time/month.ts'

/** Another place that could be compared with; its months are of the same crime. */
export type LikePlace = Readonly<{
  area: ScreenedArea
  series: MonthlySeries
  /** What happens here may spill over into it. */
  touches: boolean
}>

/** Recorded crime in a place as it is loaded, of one published type or (`null`) of every type. */
export type PlaceFigures = Readonly<{
  type: string | null
  /** As published. */
  types: readonly string[]
  /** Every month that is loaded, of all of the place's areas together; `null` where a file is missing. */
  series: MonthlySeries
  /** The place's first area, for what is like it. */
  area: ScreenedArea
  /** Most like it in who lives there, not in crime [I8]; none of the place's own. */
  alike: readonly LikePlace[]
  source: string
}>

/** What is asked of the crime store for a project's place. */
export type PlaceQuestion = Readonly<{ codes: readonly AreaCode[]; type: string | null }>

/** A count over months, with the months that nobody can count [I7]. */
export type MonthsCounted = Readonly<{ count: number; known: number; unknown: readonly IsoMonth[] }>

/** [I7] Adds up the months from one to another, both included. A month without a file, or not loaded, is unknown. */
export function countMonths(series: MonthlySeries, from: IsoMonth, to: IsoMonth): MonthsCounted {
  const byMonth = new Map(series.map(({ month, count }) => [month, count]))
  const months = monthsBetween(from, to)
  const counts = months.map((month) => byMonth.get(month) ?? null)
  return {
    count: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    known: counts.filter((count) => count !== null).length,
    unknown: months.filter((_, at) => counts[at] === null),
  }
}

/** Several areas' months together: a month that one of them lacks is unknown for all. */
export function addSeries(all: readonly MonthlySeries[]): MonthlySeries {
  const [first = [], ...rest] = all
  return first.map(({ month, count }, at) => ({
    month,
    count: rest.reduce<number | null>((sum, series) => {
      const other = series[at]?.count ?? null
      return sum === null || other === null ? null : sum + other
    }, count),
  }))
}

/** The last twelve loaded months, which hold each season once. */
export function lastYear(series: MonthlySeries): Readonly<{ from: IsoMonth; to: IsoMonth }> | null {
  const to = series.at(-1)?.month
  const from = series.at(-Math.min(12, series.length))?.month
  return from && to ? { from, to } : null
}
