import type { RankIntervals } from './rank-interval.ts'

/**
 * Groups areas that cannot be told apart: 1 for the top band, 0 where the area is unknown. Walking down the ranks, an
 * area joins the band if its interval overlaps that of every area already in it, and starts the next one otherwise. So
 * any two areas of a band overlap; areas of different bands may overlap too. Equal ranks are walked in the order given.
 * O(n log n).
 */
export function bands(ranks: ArrayLike<number>, intervals: RankIntervals): Int32Array {
  const order: number[] = []
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! > 0 && intervals.low[i]! > 0) order.push(i)
  order.sort((a, b) => ranks[a]! - ranks[b]! || a - b)
  const result = new Int32Array(ranks.length)
  let band = 0
  // The worst rank that all of the band so far could hold.
  let shared = 0
  for (const i of order) {
    if (intervals.low[i]! > shared) {
      band++
      shared = intervals.high[i]!
    }
    shared = Math.min(shared, intervals.high[i]!)
    result[i] = band
  }
  return result
}
