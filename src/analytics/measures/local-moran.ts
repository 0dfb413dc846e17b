import { twoSidedPs } from './normal.ts'
import { inPlace, knownOnly, neighbourCount, neighbourSums, type Weights, weightEach } from './weights.ts'

/** Own value, then the neighbours': `High-Low` is a high area among low ones. */
export type Quadrant = 'High-High' | 'Low-Low' | 'High-Low' | 'Low-High'

/** Moments of a statistic with its standard score and two-sided normal p, one of each for every area. */
export type Moments = Readonly<{
  expected: Float64Array
  variance: Float64Array
  z: Float64Array
  p: Float64Array
}>

export type LocalMoran = Readonly<{
  i: Float64Array
  /** Given the area's own value. */
  conditional: Moments
  /** Over all arrangements. */
  total: Moments
  /** `null` where there is no value or no neighbour. A value equal to the mean is Low. */
  quadrant: (Quadrant | null)[]
}>

/**
 * Which areas are like, or unlike, their neighbours? I_i = (z_i / m₂) Σ_j w_ij z_j with m₂ = Σ z² / n.
 * L. Anselin, "Local indicators of spatial association", Geographical Analysis 27 (1995), eqs 12–13 (total moments);
 * R. R. Sokal, N. L. Oden & B. A. Thomson, Geographical Analysis 30 (1998), appendix (conditional moments).
 *
 * The quadrant sets the value against the mean of values and the neighbours' mean (or sum) against the mean of those.
 * NaN where the value is unknown, the area has no neighbours or all values are equal. For permutation p see
 * `conditional-permutation.ts`. O(areas + neighbours).
 */
export function localMoran(values: ArrayLike<number>, weights: Weights): LocalMoran {
  const { values: x, weights: w, rows } = knownOnly(values, weights)
  const n = w.size
  let mean = 0
  for (let i = 0; i < n; i++) mean += x[i]! / n
  const z = x.map((value) => value - mean)
  let squares = 0
  let fourths = 0
  for (let i = 0; i < n; i++) {
    const square = z[i]! * z[i]!
    squares += square
    fourths += square * square
  }
  const m2 = squares / n
  const kurtosis = fourths / n / (m2 * m2)
  const lags = neighbourSums(w, z)
  let lagSum = 0
  let withNeighbours = 0

  const [index, cExpected, cVariance, tExpected, tVariance] = columns(n, 5)
  for (let i = 0; i < n; i++) {
    const count = neighbourCount(w, i)
    if (count === 0 || !(m2 > 0)) continue
    const weight = weightEach(w.style, count)
    const sum = count * weight
    const sumOfSquares = sum * weight
    const own = z[i]!
    const lag = lags[i]! * weight
    lags[i] = lag
    lagSum += lag
    withNeighbours++
    index[i] = (own / m2) * lag

    cExpected[i] = (-own * own * sum) / ((n - 1) * m2)
    cVariance[i] =
      (own / m2) ** 2 * (n / (n - 2)) * (sumOfSquares - (sum * sum) / (n - 1)) * (m2 - (own * own) / (n - 1))

    const expected = -sum / (n - 1)
    tExpected[i] = expected
    tVariance[i] =
      (sumOfSquares * (n - kurtosis)) / (n - 1) +
      ((sum * sum - sumOfSquares) * (2 * kurtosis - n)) / ((n - 1) * (n - 2)) -
      expected * expected
  }
  const quadrant: (Quadrant | null)[] = new Array(weights.size).fill(null)
  const lagMean = lagSum / withNeighbours
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(index[i]!)) continue
    const own = z[i]! > 0 ? 'High' : 'Low'
    quadrant[rows ? rows[i]! : i] = `${own}-${lags[i]! > lagMean ? 'High' : 'Low'}`
  }
  const size = weights.size
  return {
    i: inPlace(index, rows, size),
    conditional: moments(index, cExpected, cVariance, rows, size),
    total: moments(index, tExpected, tVariance, rows, size),
    quadrant,
  }
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]

function columns(length: number, count: 5): Columns {
  return Array.from({ length: count }, () => new Float64Array(length).fill(Number.NaN)) as Columns
}

function moments(
  index: Float64Array,
  expected: Float64Array,
  variance: Float64Array,
  rows: Int32Array | null,
  size: number,
): Moments {
  const z = new Float64Array(index.length)
  for (let i = 0; i < z.length; i++) {
    const score = (index[i]! - expected[i]!) / Math.sqrt(variance[i]!)
    z[i] = Number.isFinite(score) ? score : Number.NaN
  }
  const placed = inPlace(z, rows, size)
  return {
    expected: inPlace(expected, rows, size),
    variance: inPlace(variance, rows, size),
    z: placed,
    p: twoSidedPs(placed),
  }
}
