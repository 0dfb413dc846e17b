import { competitionRanks } from './rank.ts'
import { type RankIntervals, rankIntervals } from './rank-interval.ts'

/** Brings a raw value to 0–100: 0 at the lowest area, 100 at the highest. */
export type Scale = (value: number) => number

/**
 * The scale of a criterion, made once from the values of all areas: linear between the lowest and the highest, or
 * linear in their square roots for counts and what grows like them (`root`), which steadies their variance
 * (M. S. Bartlett, JRSS Supplement 3, 1936) and keeps one extreme area from flattening the rest. Distances count, not
 * only standing: twice as much at the top is not one place better. Where all known areas are equal every value is 50;
 * NaN stays NaN.
 */
export function rangeScale(values: ArrayLike<number>, shape: 'linear' | 'root' = 'linear'): Scale {
  const bend = shape === 'root' ? (value: number) => Math.sqrt(Math.max(0, value)) : (value: number) => value
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = bend(values[i]!)
    if (value < low) low = value
    if (value > high) high = value
  }
  const span = high - low
  if (!(span > 0)) return (value) => (Number.isNaN(value) ? value : 50)
  return (value) => 100 * ((bend(value) - low) / span)
}

/**
 * Weighted mean of scaled criteria, 0–100. A criterion unknown for an area is left out and the other weights share its
 * place; NaN where no criterion with weight is known. Weights need not sum to anything; none may be negative.
 */
export function compositeScores(
  scaled: readonly ArrayLike<number>[],
  weights: readonly number[],
): Float64Array {
  if (scaled.length !== weights.length)
    throw new RangeError(`${weights.length} weights for ${scaled.length} criteria`)
  const areas = scaled[0]?.length ?? 0
  const sums = new Float64Array(areas)
  const used = new Float64Array(areas)
  for (const [k, column] of scaled.entries()) {
    const weight = weights[k]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`weight ${weight} of criterion ${k}`)
    if (weight === 0) continue
    for (let i = 0; i < areas; i++) {
      const value = column[i]!
      if (Number.isNaN(value)) continue
      sums[i] = sums[i]! + weight * value
      used[i] = used[i]! + weight
    }
  }
  for (let i = 0; i < areas; i++) sums[i] = used[i]! > 0 ? sums[i]! / used[i]! : Number.NaN
  return sums
}

/** Scores and competition ranks (1 highest, 0 unknown) after a change of weights. */
export function rerank(
  scaled: readonly ArrayLike<number>[],
  weights: readonly number[],
): Readonly<{ scores: Float64Array; ranks: Int32Array }> {
  const scores = compositeScores(scaled, weights)
  return { scores, ranks: competitionRanks(scores) }
}

/**
 * Rank intervals of the composite: in each draw, criteria with `scaledDraws` take that draw's values and the rest stay
 * as they are. Draws of several criteria must be equally many; a criterion without draws is `null`. Without any draws
 * there is nothing to be uncertain about, and every interval is the rank itself (equals spanning their places).
 */
export function compositeRankIntervals(
  scaled: readonly ArrayLike<number>[],
  scaledDraws: readonly (Float32Array | null)[],
  weights: readonly number[],
): RankIntervals {
  const areas = scaled[0]?.length ?? 0
  const lengths = new Set(scaledDraws.filter((draws) => draws !== null).map((draws) => draws.length))
  if (lengths.size > 1) throw new RangeError('criteria with different numbers of draws')
  const draws = areas === 0 ? 0 : ([...lengths][0] ?? areas) / areas
  return rankIntervals(areas, draws, (d, into) => {
    const columns = scaled.map((column, k) => scaledDraws[k]?.subarray(d * areas, (d + 1) * areas) ?? column)
    into.set(compositeScores(columns, weights))
  })
}
