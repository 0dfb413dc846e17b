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
  // By area the `kept` best ranks, ascending, and the `kept` worst, descending.
  const best = new Int32Array(areas * kept).fill(areas + 1)
  const worst = new Int32Array(areas * kept)
  const ranked = new Int32Array(areas)
  const values = new Float64Array(areas)
  const sort = descendingSorter(areas)
  for (let d = 0; d < draws; d++) {
    fill(values)
    const order = sort(values)
    for (let start = 0; start < order.length; ) {
      const value = values[order[start]!]!
      let end = start + 1
      while (end < order.length && values[order[end]!] === value) end++
      for (let k = start; k < end; k++) {
        const i = order[k]!
        ranked[i] = ranked[i]! + 1
        const first = i * kept
        let at = first + kept - 1
        if (start + 1 < best[at]!) {
          for (; at > first && best[at - 1]! > start + 1; at--) best[at] = best[at - 1]!
          best[at] = start + 1
        }
        at = first + kept - 1
        if (end > worst[at]!) {
          for (; at > first && worst[at - 1]! < end; at--) worst[at] = worst[at - 1]!
          worst[at] = end
        }
      }
      start = end
    }
  }
  const deciding = (table: Int32Array) =>
    ranked.map((times, i) => (times > 0 && times === draws ? table[(i + 1) * kept - 1]! : 0))
  return { low: deciding(best), high: deciding(worst) }
}

/** Widens each interval to take in the rank that is shown, so that no area stands outside its own interval. */
export function takeIn(intervals: RankIntervals, ranks: ArrayLike<number>): RankIntervals {
  return {
    low: intervals.low.map((low, i) => (low === 0 || ranks[i] === 0 ? low : Math.min(low, ranks[i]!))),
    high: intervals.high.map((high, i) => (high === 0 || ranks[i] === 0 ? high : Math.max(high, ranks[i]!))),
  }
}
