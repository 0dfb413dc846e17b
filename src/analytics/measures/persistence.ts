import { topShareFlags } from './rank.ts'

/** A run of months `[from, to)` by position in the series. */
export type Span = Readonly<{ from: number; to: number }>

/** In how many of the periods that could be judged each area stood in the top share. */
export type Persistence = Readonly<{
  inTop: Int32Array
  known: Int32Array
  /** `inTop / known`; NaN where no period is known. */
  share: Float64Array
}>

/** What each area counted in each month: one array of areas for every month, `null` for a month that is unknown. */
export type CountsByMonth = readonly (ArrayLike<number> | null)[]

/**
 * Share of known months in which each area is in the force's top share (`topShareFlags`: equals that do not fit are out,
 * zero is never in). Unknown months, and areas unknown (NaN) in a month, are left out rather than counted as absent.
 */
export function persistenceByMonth(counts: CountsByMonth, areas: number, share = 0.1): Persistence {
  return tally(
    counts.filter((month) => month !== null),
    areas,
    share,
  )
}

/**
 * The same by year: each span is judged on an area's mean over its known months, so a year with a gap stays comparable.
 * A span with fewer than `minimumMonths` known months is not judged.
 */
export function persistenceByYear(
  counts: CountsByMonth,
  areas: number,
  spans: readonly Span[],
  share = 0.1,
  minimumMonths = 6,
): Persistence {
  const years = spans.map(({ from, to }) => {
    const sums = new Float64Array(areas)
    const known = new Int32Array(areas)
    for (const month of counts.slice(from, to)) {
      if (month === null) continue
      for (let i = 0; i < areas; i++) {
        if (Number.isNaN(month[i]!)) continue
        sums[i] = sums[i]! + month[i]!
        known[i] = known[i]! + 1
      }
    }
    return sums.map((sum, i) => (known[i]! >= minimumMonths ? sum / known[i]! : Number.NaN))
  })
  return tally(years, areas, share)
}

/** Whole years counted back from the last month, oldest first; months before the first whole year are in none. */
export function rollingYears(months: number): Span[] {
  const spans: Span[] = []
  for (let to = months; to >= 12; to -= 12) spans.unshift({ from: to - 12, to })
  return spans
}

function tally(periods: readonly ArrayLike<number>[], areas: number, share: number): Persistence {
  const inTop = new Int32Array(areas)
  const known = new Int32Array(areas)
  for (const period of periods) {
    if (period.length !== areas) throw new RangeError(`${period.length} values for ${areas} areas`)
    const flags = topShareFlags(period, share)
    for (let i = 0; i < areas; i++) {
      if (Number.isNaN(period[i]!)) continue
      known[i] = known[i]! + 1
      inTop[i] = inTop[i]! + flags[i]!
    }
  }
  return { inTop, known, share: Float64Array.from(inTop, (count, i) => count / known[i]!) }
}
