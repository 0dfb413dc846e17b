import { normalQuantile } from './normal.ts'

// Stirling's series, Abramowitz & Stegun 6.1.41; from 15 upwards these terms reach double precision.
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < 15) product *= shifted++
  const square = 1 / (shifted * shifted)
  let series = 0
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * square + STIRLING[k]!
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    Math.log(2 * Math.PI) / 2 +
    series / shifted -
    Math.log(product)
  )
}

/**
 * P(X ≤ x) for a gamma of this shape and rate 1: the regularised incomplete gamma function, by its series (A&S 6.5.29)
 * below shape + 1 and its continued fraction (A&S 6.5.31) above. Relative accuracy about 1e-12.
 */
export function gammaCdf(x: number, shape: number): number {
  if (!(x > 0)) return 0
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (shape + k)
      sum += term
    }
    return scale * sum
  }
  // Modified Lentz evaluation of the continued fraction for the upper tail.
  let b = x + 1 - shape
  let c = Number.MAX_VALUE
  let d = 1 / b
  let fraction = d
  for (let k = 1; k < 100_000; k++) {
    const a = k * (shape - k)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return 1 - scale * fraction
}

/** Nearly the x that leaves as much of a gamma below it as a standard normal has below z: E. B. Wilson & M. M. Hilferty (PNAS 17, 1931). */
export function wilsonHilferty(z: number, shape: number): number {
  const ninth = 1 / (9 * shape)
  return shape * Math.max(0, 1 - ninth + z * Math.sqrt(ninth)) ** 3
}

/**
 * The x with {@link gammaCdf}(x, shape) = p, for 0 < p < 1. Starts from {@link wilsonHilferty}
 * or, near zero, from the series' first term; then Newton steps kept inside a shrinking bracket.
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p > 0 && p < 1 && shape > 0)) return Number.NaN
  const near = wilsonHilferty(normalQuantile(p), shape)
  const nearZero = Math.exp((Math.log(p) + logGamma(shape + 1)) / shape)
  let x = near > shape * 0.008 ? near : nearZero
  if (x === 0) return 0
  let low = 0
  let high = Number.POSITIVE_INFINITY
  for (let step = 0; step < 100; step++) {
    const miss = gammaCdf(x, shape) - p
    if (miss > 0) high = x
    else low = x
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape))
    let next = x - miss / density
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? x * 2 : (low + high) / 2
    const change = Math.abs(next - x)
    x = next
    // What a Newton step leaves is its square times half the bend of the curve: no need to look again to know.
    if (change * change * Math.abs((shape - 1) / x - 1) <= 2e-14 * x) break
  }
  return x
}
