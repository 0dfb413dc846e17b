import type { DrawStream } from './gamma-stream.ts'
import { descendingSorter } from './sort-order.ts'

/** Best (`low`) and worst (`high`) rank that is credible for each area; 0 where the area is unknown. */
export type RankIntervals = Readonly<{ low: Int32Array; high: Int32Array }>

/**
 * Ranks every draw and gives, for each area, the middle 95 % of its ranks (rounded outwards), 1 being the highest
 * value. `fill` writes the next draw's value of every area, NaN where unknown. Areas equal within a draw may stand
 * anywhere among their equals: the best of those places counts for `low`, the worst for `high`. An area unknown in any
 * draw has no interval. H. Goldstein & D. J. Spiegelhalter, JRSS A 159 (1996), section 4.
 *
 * Only the few best and worst ranks that decide are kept. O(draws × areas): about 0.2 s for 35,000 areas × 200 draws.
 */
export function rankIntervals(
  areas: number,
  draws: number,
  fill: DrawStream,
  coverage = 0.95,
): RankIntervals {
  const kept = draws === 0 ? 0 : Math.floor(((1 - coverage) / 2) * (draws - 1)) + 1
  // By area the `kept` best ranks, ascending, and the `kept` worst, descending; and of each the last, which decides.
  const best = new Int32Array(areas * kept).fill(areas + 1)
  const worst = new Int32Array(areas * kept)
  const low = new Int32Array(areas).fill(areas + 1)
  const high = new Int32Array(areas)
  const isUnknown = new Uint8Array(areas).fill(Number(draws === 0))
  const values = new Float64Array(areas)
  const sort = descendingSorter(areas)
  for (let d = 0; d < draws; d++) {
    fill(values)
    const order = sort(values)
    if (order.length < areas) {
      for (let i = 0; i < areas; i++) if (Number.isNaN(values[i]!)) isUnknown[i] = 1
    }
    let value = values[order[0]!]!
    let first = 0
    for (let k = 0; k < order.length; k++) {
      const next = k + 1 < order.length ? values[order[k + 1]!]! : Number.NaN
      if (next === value) continue
      value = next
      // Equals stand from `first` to k: nearly always one area.
      for (let at = first; at <= k; at++) {
        const i = order[at]!
        if (first + 1 < low[i]!) low[i] = putAmong(best, i * kept, kept, first + 1, -1)
        if (k + 1 > high[i]!) high[i] = putAmong(worst, i * kept, kept, k + 1, 1)
      }
      first = k + 1
    }
  }
  const known = (ranks: Int32Array) => ranks.map((rank, i) => (isUnknown[i] ? 0 : rank))
  return { low: known(low), high: known(high) }
}

/** Puts a rank in its place among an area's most extreme ones (`way` −1: lowest), dropping the last. The new last. */
function putAmong(table: Int32Array, first: number, kept: number, rank: number, way: 1 | -1): number {
  let at = first + kept - 1
  for (; at > first && way * table[at - 1]! < way * rank; at--) table[at] = table[at - 1]!
  table[at] = rank
  return table[first + kept - 1]!
}

/** Widens each interval to take in the rank that is shown, so that no area stands outside its own interval. */
export function takeIn(intervals: RankIntervals, ranks: ArrayLike<number>): RankIntervals {
  return {
    low: intervals.low.map((low, i) => (low === 0 || ranks[i] === 0 ? low : Math.min(low, ranks[i]!))),
    high: intervals.high.map((high, i) => (high === 0 || ranks[i] === 0 ? high : Math.max(high, ranks[i]!))),
  }
}
