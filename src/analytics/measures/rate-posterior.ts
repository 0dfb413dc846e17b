import type { Doubt } from './doubt.ts'
import { empiricalBayes } from './empirical-bayes.ts'
import { gammaQuantile } from './gamma.ts'

/**
 * What is believed of each area's true rate once its count is seen: gamma with `shape[i]` and `rate[i]` (per person),
 * NaN where unknown. `mean` equals the global empirical-Bayes rate.
 */
export type RateBelief = Readonly<{
  shape: Float64Array
  rate: Float64Array
  mean: Float64Array
  a: number
  b: number
}>

/** The same with `low` and `high`, which enclose 95 %. */
export type RatePosterior = RateBelief & Readonly<{ low: Float64Array; high: Float64Array }>

/**
 * Gamma–Poisson posterior with the prior fitted by moments to the same a and b as {@link empiricalBayes}: prior shape
 * b² / a and rate b / a, posterior shape b² / a + count and rate b / a + population. D. G. Clayton & J. Kaldor,
 * Biometrics 43 (1987), section 2; moments as in Marshall (1991).
 *
 * Where a = 0 the areas cannot be told apart and all belief sits on b: the mean is b, shape and rate Infinity. The
 * uncertainty of a and b themselves is not included.
 */
export function rateBelief(counts: ArrayLike<number>, population: ArrayLike<number>): RateBelief {
  const { raw, smoothed, a, b } = empiricalBayes(counts, population)
  const [shape, rate] = [raw.slice(), raw.slice()]
  for (let i = 0; i < raw.length; i++) {
    if (Number.isNaN(raw[i]!)) continue
    shape[i] = a === 0 ? Number.POSITIVE_INFINITY : (b * b) / a + counts[i]!
    rate[i] = a === 0 ? Number.POSITIVE_INFINITY : b / a + population[i]!
  }
  return { shape, rate, mean: smoothed, a, b }
}

/** {@link rateBelief} with its interval; without doubt, `low` and `high` are b. Two gamma quantiles an area, 4 µs. */
export function ratePosterior(counts: ArrayLike<number>, population: ArrayLike<number>): RatePosterior {
  const belief = rateBelief(counts, population)
  const quantile = (p: number) =>
    belief.shape.map((shape, i) =>
      shape === Number.POSITIVE_INFINITY ? belief.b : gammaQuantile(p, shape) / belief.rate[i]!,
    )
  return { ...belief, low: quantile(0.025), high: quantile(0.975) }
}

/** The posterior as something to draw rates from; where the areas cannot be told apart, b without doubt. */
export function rateDoubt({ shape, rate, mean }: RateBelief): Doubt {
  const isSure = shape.map((value) => Number(value === Number.POSITIVE_INFINITY))
  return {
    kind: 'sum',
    base: mean.map((value, i) => (isSure[i] ? value : 0)),
    terms: [
      {
        shape: shape.map((value, i) => (isSure[i] ? 1 : value)),
        each: rate.map((value, i) => (isSure[i] ? 0 : 1 / value)),
      },
    ],
  }
}
