import { mannKendall } from './mann-kendall.ts'
import { normalQuantile } from './normal.ts'
import { atRank, medianInPlace } from './quantile.ts'

/** A line through a series that a few odd months cannot bend, with an interval for its slope. */
export type RobustLine = Readonly<{
  slope: number
  /** Median of y − slope × t. */
  intercept: number
  /** Ends of the interval for the slope. */
  low: number
  high: number
  /** Known values used. */
  n: number
}>

/**
 * Theil–Sen slope: the median of the slopes between all pairs. H. Theil (1950); P. K. Sen, JASA 63 (1968). Interval
 * from the variance of Mann–Kendall's S, R. O. Gilbert, "Statistical methods for environmental pollution monitoring"
 * (1987), section 16.4.2: ranks M1 = (N′ − C) / 2 and M2 + 1 = (N′ + C) / 2 + 1, linear between slopes, held at the
 * lowest and highest slope.
 *
 * Slopes are per unit of `times` (by default one step per value). Unknown values (NaN) are left out and the rest keep
 * their time. NaN throughout with fewer than two known values. O(n² log n).
 */
export function theilSen(y: ArrayLike<number>, times?: ArrayLike<number>, confidence = 0.95): RobustLine {
  const { ys, ts, n } = knownPoints(y, times)
  if (n < 2) return { slope: Number.NaN, intercept: Number.NaN, low: Number.NaN, high: Number.NaN, n }
  const slopes = pairSlopes(ys, ts, n)
  slopes.sort()
  const slope = (slopes[(slopes.length - 1) >>> 1]! + slopes[slopes.length >>> 1]!) / 2
  const residuals = new Float64Array(n)
  for (let i = 0; i < n; i++) residuals[i] = ys[i]! - slope * ts[i]!
  const spread = normalQuantile(0.5 + confidence / 2) * Math.sqrt(mannKendall(ys.subarray(0, n)).variance)
  const lowRank = (slopes.length - spread) / 2
  const highRank = (slopes.length + spread) / 2 + 1
  return {
    slope,
    intercept: medianInPlace(residuals),
    low: atRank(slopes, lowRank - 1),
    high: atRank(slopes, highRank - 1),
    n,
  }
}

/** The slope of {@link theilSen} alone, without sorting: for tens of thousands of series. O(n²) on average. */
export function theilSenSlope(y: ArrayLike<number>, times?: ArrayLike<number>): number {
  const pairs = (y.length * (y.length - 1)) / 2
  if (scratch.length < pairs) scratch = new Float64Array(pairs)
  let count = 0
  for (let i = 0; i < y.length; i++) {
    const earlier = y[i]!
    if (Number.isNaN(earlier)) continue
    for (let j = i + 1; j < y.length; j++) {
      const rise = y[j]! - earlier
      if (!Number.isNaN(rise)) scratch[count++] = rise / (times ? times[j]! - times[i]! : j - i)
    }
  }
  return medianInPlace(scratch, count)
}

// Kept between calls, which never overlap: making it afresh for each of 35,000 areas takes as long as the slopes.
let scratch = new Float64Array(0)

/** Least-squares slope over the known values; NaN with fewer than two. */
export function leastSquaresSlope(y: ArrayLike<number>, times?: ArrayLike<number>): number {
  const { ys, ts, n } = knownPoints(y, times)
  let meanY = 0
  let meanT = 0
  for (let i = 0; i < n; i++) {
    meanY += ys[i]! / n
    meanT += ts[i]! / n
  }
  let cross = 0
  let square = 0
  for (let i = 0; i < n; i++) {
    cross += (ts[i]! - meanT) * (ys[i]! - meanY)
    square += (ts[i]! - meanT) ** 2
  }
  return n < 2 ? Number.NaN : cross / square
}

function knownPoints(y: ArrayLike<number>, times?: ArrayLike<number>) {
  const ys = new Float64Array(y.length)
  const ts = new Float64Array(y.length)
  let n = 0
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(y[i]!)) continue
    ys[n] = y[i]!
    ts[n++] = times ? times[i]! : i + 1
  }
  return { ys, ts, n }
}

function pairSlopes(ys: Float64Array, ts: Float64Array, n: number): Float64Array {
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++) {
    const y = ys[i]!
    const t = ts[i]!
    for (let j = i + 1; j < n; j++) slopes[at++] = (ys[j]! - y) / (ts[j]! - t)
  }
  return slopes
}
