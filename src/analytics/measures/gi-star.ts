import { twoSidedPs } from './normal.ts'
import { inPlace, knownOnly, neighbourCount, neighbourSums, type Weights } from './weights.ts'

/** Standard score and two-sided normal p for each area; NaN where the statistic has no value. */
export type LocalScores = Readonly<{ z: Float64Array; p: Float64Array }>

/**
 * Gi* as a standard score: does the area together with its neighbours hold more of `values` than chance would give?
 * J. K. Ord & A. Getis, "Local spatial autocorrelation statistics", Geographical Analysis 27 (1995), eq. 5.
 *
 * The area itself counts; an area without neighbours is therefore judged on its own value alone. NaN where `values`
 * is unknown, where all values are equal, and where an area touches every other. With equal weights in a row, binary
 * and row-standardised weights give the same score. O(areas + neighbours).
 */
export function giStar(values: ArrayLike<number>, weights: Weights): LocalScores {
  const known = knownOnly(values, weights)
  const n = known.weights.size
  const centred = centre(known.values)
  let squares = 0
  for (let i = 0; i < n; i++) squares += centred[i]! * centred[i]!
  const deviation = Math.sqrt(squares / n)
  const sums = neighbourSums(known.weights, centred)
  for (let i = 0; i < n; i++) {
    const count = neighbourCount(known.weights, i) + 1
    sums[i] = (sums[i]! + centred[i]!) / (deviation * Math.sqrt((n * count - count * count) / (n - 1)))
  }
  return scores(sums, known.rows, weights.size)
}

/**
 * Gi: as {@link giStar} without the area's own value, judged against the other n − 1 areas (Ord & Getis 1995, eq. 4).
 * NaN also where an area has no neighbours.
 */
export function gi(values: ArrayLike<number>, weights: Weights): LocalScores {
  const known = knownOnly(values, weights)
  const n = known.weights.size
  const centred = centre(known.values)
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    sum += centred[i]!
    squares += centred[i]! * centred[i]!
  }
  const results = neighbourSums(known.weights, centred)
  for (let i = 0; i < n; i++) {
    const own = centred[i]!
    const count = neighbourCount(known.weights, i)
    const mean = (sum - own) / (n - 1)
    const variance = (squares - own * own) / (n - 1) - mean * mean
    const spread = Math.sqrt((variance * ((n - 1) * count - count * count)) / (n - 2))
    results[i] = (results[i]! - count * mean) / spread
  }
  return scores(results, known.rows, weights.size)
}

// Both scores are unchanged by a shift; taking the mean off first keeps the digits of large values.
function centre(values: Float64Array): Float64Array {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  return values.map((value) => value - mean)
}

function scores(results: Float64Array, rows: Int32Array | null, size: number): LocalScores {
  for (let i = 0; i < results.length; i++) if (!Number.isFinite(results[i]!)) results[i] = Number.NaN
  const z = inPlace(results, rows, size)
  return { z, p: twoSidedPs(z) }
}
