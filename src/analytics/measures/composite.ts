import type { DrawStream } from './gamma-stream.ts'
import { competitionRanks } from './rank.ts'
import { type RankIntervals, rankIntervals } from './rank-interval.ts'

/** How values become 0–100, in plain numbers: see {@link rangeOf}. */
export type Range = Readonly<{ shape: 'linear' | 'root'; low: number; span: number }>

/**
 * The scale of a criterion, made once from the values of all areas: linear between the lowest and the highest, or
 * linear in their square roots for counts and what grows like them (`root`), which steadies their variance
 * (M. S. Bartlett, JRSS Supplement 3, 1936) and keeps one extreme area from flattening the rest. Distances count, not
 * only standing: twice as much at the top is not one place better. Where all known areas are equal every value is 50;
 * NaN stays NaN.
 */
export function rangeOf(values: ArrayLike<number>, shape: Range['shape'] = 'linear'): Range {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  if (shape === 'root') {
    low = Math.sqrt(Math.max(0, low))
    high = Math.sqrt(Math.max(0, high))
  }
  return { shape, low, span: high > low ? high - low : 0 }
}

/** Puts these values on the scale, in place. */
export function scaleTo({ shape, low, span }: Range, values: Float64Array): Float64Array {
  const isRoot = shape === 'root'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const bent = isRoot ? Math.sqrt(Math.max(0, value)) : value
    values[i] = span > 0 || Number.isNaN(value) ? 100 * ((bent - low) / span) : 50
  }
  return values
}

/**
 * Weighted mean of scaled criteria, 0–100. A criterion unknown for an area is left out and the other weights share its
 * place; NaN where no criterion with weight is known. Weights need not sum to anything; none may be negative.
 */
export function compositeScores(
  scaled: readonly ArrayLike<number>[],
  weights: readonly number[],
): Float64Array {
  const { sums, used } = weightedSums(scaled, weights)
  return sums.map((sum, i) => (used[i]! > 0 ? sum / used[i]! : Number.NaN))
}

function weightedSums(
  scaled: readonly ArrayLike<number>[],
  weights: readonly number[],
): Readonly<{ sums: Float64Array; used: Float64Array }> {
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
  return { sums, used }
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
 * Rank intervals of the composite over `draws` draws: in each, criteria with a stream take its next values and the rest
 * stay as they are. A criterion without doubt has `null`. Without any stream there is nothing to be uncertain about, and
 * every interval is the rank itself (equals spanning their places).
 */
export function compositeRankIntervals(
  scaled: readonly ArrayLike<number>[],
  streams: readonly (DrawStream | null)[],
  weights: readonly number[],
  draws: number,
): RankIntervals {
  const areas = scaled[0]?.length ?? 0
  const drawn = streams.flatMap((draw, k) => (draw && weights[k]! > 0 ? [{ draw, weight: weights[k]! }] : []))
  const settled = weights.map((weight, k) => (streams[k] ? 0 : weight))
  const { sums, used } = weightedSums(scaled, settled)
  const values = new Float64Array(areas)
  const total = new Float64Array(areas)
  return rankIntervals(areas, drawn.length > 0 ? draws : 1, (into) => {
    into.set(sums)
    total.set(used)
    for (const { draw, weight } of drawn) {
      draw(values)
      for (let i = 0; i < areas; i++) {
        const value = values[i]!
        if (Number.isNaN(value)) continue
        into[i] = into[i]! + weight * value
        total[i] = total[i]! + weight
      }
    }
    for (let i = 0; i < areas; i++) into[i] = into[i]! / total[i]! // 0 / 0 where nothing is known
  })
}
