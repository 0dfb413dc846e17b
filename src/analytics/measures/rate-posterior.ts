import { empiricalBayes } from './empirical-bayes.ts'
import { gammaQuantile } from './gamma.ts'
import { seededRandom } from './random.ts'

/**
 * What is believed of each area's true rate once its count is seen: gamma with `shape[i]` and `rate[i]` (per person),
 * NaN where unknown. `mean` equals the global empirical-Bayes rate; `low` and `high` enclose 95 %.
 */
export type RatePosterior = Readonly<{
  shape: Float64Array
  rate: Float64Array
  mean: Float64Array
  low: Float64Array
  high: Float64Array
  a: number
  b: number
}>

/**
 * Gamma–Poisson posterior with the prior fitted by moments to the same a and b as {@link empiricalBayes}: prior shape
 * b² / a and rate b / a, posterior shape b² / a + count and rate b / a + population. D. G. Clayton & J. Kaldor,
 * Biometrics 43 (1987), section 2; moments as in Marshall (1991).
 *
 * Where a = 0 the areas cannot be told apart and all belief sits on b: mean, low and high are b, shape and rate
 * Infinity. The uncertainty of a and b themselves is not included.
 */
export function ratePosterior(counts: ArrayLike<number>, population: ArrayLike<number>): RatePosterior {
  const { raw, smoothed, a, b } = empiricalBayes(counts, population)
  const [shape, rate, low, high] = [raw.slice(), raw.slice(), raw.slice(), raw.slice()]
  for (let i = 0; i < raw.length; i++) {
    if (Number.isNaN(raw[i]!)) continue
    if (a === 0) {
      shape[i] = Number.POSITIVE_INFINITY
      rate[i] = Number.POSITIVE_INFINITY
      low[i] = b
      high[i] = b
      continue
    }
    shape[i] = (b * b) / a + counts[i]!
    rate[i] = b / a + population[i]!
    low[i] = gammaQuantile(0.025, shape[i]!) / rate[i]!
    high[i] = gammaQuantile(0.975, shape[i]!) / rate[i]!
  }
  return { shape, rate, mean: smoothed, low, high, a, b }
}

/**
 * `draws` pictures of what the true rates may be: rate of area i in draw d at `[d * areas + i]`, NaN where unknown.
 * The same seed and the same areas in the same order give the same draws. 4 bytes × draws × areas.
 */
export function posteriorDraws(posterior: RatePosterior, draws = 200, seed = 1): Float32Array {
  const { shape, rate, mean } = posterior
  const areas = mean.length
  const random = seededRandom(seed)
  const drawn = new Float32Array(draws * areas)
  for (let d = 0, at = 0; d < draws; d++) {
    for (let i = 0; i < areas; i++, at++) {
      drawn[at] = Number.isFinite(shape[i]!) ? random.gamma(shape[i]!) / rate[i]! : mean[i]!
    }
  }
  return drawn
}
