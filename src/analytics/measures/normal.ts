/**
 * The standard normal distribution. Both tails keep their relative accuracy (about 1e-15 until they underflow near
 * z = 38), so a p-value of 1e-12 can be corrected for many tests without being noise.
 */

const SQRT_2PI = Math.sqrt(2 * Math.PI)

// Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of
// Computation 23 (1969) 631–637, in their normal-integral form: |z| ≤ 0.66291, up to √32, and beyond.
const CENTRE_TOP = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
]
const CENTRE_BOTTOM = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const MIDDLE_TOP = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
]
const MIDDLE_BOTTOM = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
]
const FAR_TOP = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
]
const FAR_BOTTOM = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
]

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (let k = 0; k < coefficients.length; k++) sum = sum * x + coefficients[k]!
  return sum
}

/** `exp(-z²/2)`; splitting off z to the nearest sixteenth keeps the square exact, so the tail keeps its digits. */
function bell(z: number): number {
  const coarse = Math.trunc(z * 16) / 16
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(z - coarse) * (z + coarse)) / 2)
}

/** P(Z > z) for z ≥ 0.66291. */
function farTail(z: number): number {
  if (z < 5.656854249492381) return (bell(z) * polynomial(MIDDLE_TOP, z)) / polynomial(MIDDLE_BOTTOM, z)
  const inverse = 1 / (z * z)
  const correction = (inverse * polynomial(FAR_TOP, inverse)) / polynomial(FAR_BOTTOM, inverse)
  return (bell(z) * (1 / SQRT_2PI - correction)) / z
}

/** P(Z ≤ z). NaN gives NaN. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return z
  if (Math.abs(z) <= 0.66291) {
    const square = z * z
    return 0.5 + (z * polynomial(CENTRE_TOP, square)) / polynomial(CENTRE_BOTTOM, square)
  }
  if (z === Number.NEGATIVE_INFINITY) return 0
  if (z === Number.POSITIVE_INFINITY) return 1
  return z < 0 ? farTail(-z) : 1 - farTail(z)
}

/** P(Z > z), accurate in the upper tail. */
export function normalUpperTail(z: number): number {
  return normalCdf(-z)
}

/** P(|Z| ≥ |z|). */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z))
}

/** {@link twoSidedP} of each. */
export function twoSidedPs(zs: Float64Array): Float64Array {
  return zs.map(twoSidedP)
}

/**
 * The z below which a share `p` of the distribution lies; ±Infinity at 0 and 1, NaN outside [0, 1]. Starts from
 * Abramowitz & Stegun 26.2.23 (error below 4.5e-4) and takes Halley steps on {@link normalCdf}, whose lower tail is
 * accurate, so p just above 0 is as good as p = 0.3.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  const tail = Math.min(p, 1 - p)
  if (tail === 0.5) return 0
  const t = Math.sqrt(-2 * Math.log(tail))
  let z =
    ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1) - t
  for (let step = 0; step < 4; step++) {
    const density = bell(z) / SQRT_2PI
    if (density === 0) break
    const miss = (normalCdf(z) - tail) / density
    const change = miss / (1 + (z * miss) / 2)
    z -= change
    if (Math.abs(change) < 1e-16 * Math.abs(z)) break
  }
  return p < 0.5 ? z : -z
}
