import { orderDescending } from './sort-order.ts'

/** Best (`low`) and worst (`high`) rank that is credible for each area; 0 where the area is unknown. */
export type RankIntervals = Readonly<{ low: Int32Array; high: Int32Array }>

/**
 * Ranks every draw and gives, for each area, the middle 95 % of its ranks (rounded outwards), 1 being the highest
 * value. `fill` writes draw `d`'s value of every area, NaN where unknown. Areas equal within a draw may stand anywhere
 * among their equals: the best of those places counts for `low`, the worst for `high`. An area unknown in any draw has
 * no interval. H. Goldstein & D. J. Spiegelhalter, JRSS A 159 (1996), section 4.
 *
 * O(draws × areas): about 0.5 s and 30 MB for 35,000 areas × 200 draws.
 */
export function rankIntervals(
  areas: number,
  draws: number,
  fill: (draw: number, into: Float64Array) => void,
  coverage = 0.95,
): RankIntervals {
  const Ranks = areas < 65536 ? Uint16Array : Uint32Array
  const best = new Ranks(areas * draws)
  let worst = best
  const values = new Float64Array(areas)
  for (let d = 0; d < draws; d++) {
    fill(d, values)
    const order = orderDescending(values)
    for (let start = 0; start < order.length; ) {
      let end = start + 1
      while (end < order.length && values[order[end]!] === values[order[start]!]) end++
      // Draws without equals need one table only.
      if (end > start + 1 && worst === best) worst = best.slice()
      for (let k = start; k < end; k++) {
        best[order[k]! * draws + d] = start + 1
        if (worst !== best) worst[order[k]! * draws + d] = end
      }
      start = end
    }
  }
  const low = new Int32Array(areas)
  const high = new Int32Array(areas)
  const lowPlace = Math.floor(((1 - coverage) / 2) * (draws - 1))
  for (let i = 0; i < areas; i++) {
    const ranks = best.subarray(i * draws, (i + 1) * draws).sort()
    if (draws === 0 || ranks[0] === 0) continue
    low[i] = ranks[lowPlace]!
    const worstRanks = worst === best ? ranks : worst.subarray(i * draws, (i + 1) * draws).sort()
    high[i] = worstRanks[draws - 1 - lowPlace]!
  }
  return { low, high }
}

/** Widens each interval to take in the rank that is shown, so that no area stands outside its own interval. */
export function takeIn(intervals: RankIntervals, ranks: ArrayLike<number>): RankIntervals {
  return {
    low: intervals.low.map((low, i) => (low === 0 || ranks[i] === 0 ? low : Math.min(low, ranks[i]!))),
    high: intervals.high.map((high, i) => (high === 0 || ranks[i] === 0 ? high : Math.max(high, ranks[i]!))),
  }
}
