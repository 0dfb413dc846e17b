import { twoSidedP } from './normal.ts'

/** S, its variance, z with continuity correction, its two-sided p, z without the correction, and Kendall's tau-b. */
export type Trend = Readonly<{
  s: number
  variance: number
  z: number
  p: number
  zWithoutContinuity: number
  tauB: number
  /** Known values used. */
  n: number
}>

/**
 * Is a series rising or falling more steadily than chance would? H. B. Mann, Econometrica 13 (1945) 245–259;
 * M. G. Kendall, "Rank correlation methods" (1975), eq. 4.3 (variance with ties) and 3.3 (tau-b).
 *
 * Unknown values (NaN) are left out; the order of the rest is what counts. With fewer than two known values, or all
 * of them equal, there is no trend to speak of: S = 0, variance 0 and everything else NaN. O(n²).
 */
export function mannKendall(y: ArrayLike<number>): Trend {
  const known = new Float64Array(y.length)
  let n = 0
  for (let i = 0; i < y.length; i++) if (!Number.isNaN(y[i]!)) known[n++] = y[i]!
  const { s, variance, tiedPairs } = pairsOf(known, n)
  const pairs = (n * (n - 1)) / 2
  const tauB = s / Math.sqrt(pairs * (pairs - tiedPairs))
  return { s, variance, ...score(s, variance), tauB: Number.isFinite(tauB) ? tauB : Number.NaN, n }
}

/**
 * The same question asked within each season (January against January …) and added up, so a yearly cycle is not
 * taken for a trend. R. M. Hirsch, J. R. Slack & R. A. Smith, Water Resources Research 18 (1982), eqs 5–9.
 *
 * `y[i]` is at time `times[i]` (whole steps, ascending; by default 0, 1, 2 …) and its season is that time modulo `period`.
 * `tauB` is not defined for the sum and is NaN.
 */
export function seasonalMannKendall(y: ArrayLike<number>, period = 12, times?: ArrayLike<number>): Trend {
  const seasons = new Map<number, number[]>()
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(y[i]!)) continue
    const step = times ? times[i]! : i
    const season = ((step % period) + period) % period
    const values = seasons.get(season)
    if (values) values.push(y[i]!)
    else seasons.set(season, [y[i]!])
  }
  let s = 0
  let variance = 0
  let n = 0
  for (const values of seasons.values()) {
    const pairs = pairsOf(values, values.length)
    s += pairs.s
    variance += pairs.variance
    n += values.length
  }
  return { s, variance, ...score(s, variance), tauB: Number.NaN, n }
}

/** Kendall's S, its variance, and how many pairs are equal, in one look at every pair. */
function pairsOf(y: ArrayLike<number>, n: number): { s: number; variance: number; tiedPairs: number } {
  const others = new Int32Array(n) // that equal each value
  let s = 0
  for (let i = 0; i < n; i++) {
    const earlier = y[i]!
    for (let j = i + 1; j < n; j++) {
      const later = y[j]!
      // Sums rather than branches: which way a pair goes cannot be foreseen, whether it is equal can.
      s += Number(later > earlier) - Number(later < earlier)
      if (later === earlier) {
        others[i] = others[i]! + 1
        others[j] = others[j]! + 1
      }
    }
  }
  let eighteenths = n < 2 ? 0 : n * (n - 1) * (2 * n + 5)
  let tied = 0
  // A group of t equals takes off t (t − 1) (2 t + 5): each of its members a t-th of that.
  for (let i = 0; i < n; i++) {
    eighteenths -= others[i]! * (2 * others[i]! + 7)
    tied += others[i]!
  }
  return { s, variance: eighteenths / 18, tiedPairs: tied / 2 }
}

function score(s: number, variance: number): { z: number; p: number; zWithoutContinuity: number } {
  if (!(variance > 0)) return { z: Number.NaN, p: Number.NaN, zWithoutContinuity: Number.NaN }
  const spread = Math.sqrt(variance)
  const z = (s - Math.sign(s)) / spread
  return { z, p: twoSidedP(z), zWithoutContinuity: s / spread }
}
