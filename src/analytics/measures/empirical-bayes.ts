import type { Weights } from './weights.ts'

/** Rates drawn towards what similar areas show, the more so the fewer people an area has. NaN where unknown. */
export type SmoothedRates = Readonly<{
  raw: Float64Array
  smoothed: Float64Array
  /** Between-area variance of the true rates beyond counting noise; 0 when the data show none. */
  a: number
  /** Overall rate. */
  b: number
}>

/**
 * Global empirical-Bayes rates: b + a / (a + b / n_i) × (r_i − b), a = s² − b / n̄.
 * R. J. Marshall, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics 40
 * (1991), eqs 2–4.
 *
 * Where a ≤ 0 the areas differ no more than counting alone would make them: a is 0 and every area gets b. An area
 * whose population is zero or unknown, or whose count is unknown, gets NaN and takes no part in a and b. If nobody has
 * a crime, every rate is 0.
 */
export function empiricalBayes(counts: ArrayLike<number>, population: ArrayLike<number>): SmoothedRates {
  const raw = rawRates(counts, population)
  let areas = 0
  let events = 0
  let people = 0
  for (let i = 0; i < raw.length; i++) {
    if (Number.isNaN(raw[i]!)) continue
    areas++
    events += counts[i]!
    people += population[i]!
  }
  const b = events / people
  let spread = 0
  for (let i = 0; i < raw.length; i++) {
    if (!Number.isNaN(raw[i]!)) spread += population[i]! * (raw[i]! - b) ** 2
  }
  const a = Math.max(0, spread / people - b / (people / areas))
  const smoothed = raw.map((rate, i) => shrink(rate, population[i]!, a, b))
  return { raw, smoothed, a: areas > 0 ? a : Number.NaN, b: areas > 0 ? b : Number.NaN }
}

/**
 * Local empirical-Bayes rates: each area is drawn towards the rate of itself and its neighbours together (Marshall 1991,
 * section 3). The variance adds up each area's deviation from its own neighbourhood's rate, as `spdep::EBlocal` does.
 * Unknown areas are left out of every neighbourhood and get NaN.
 */
export function localEmpiricalBayes(
  counts: ArrayLike<number>,
  population: ArrayLike<number>,
  weights: Weights,
): Float64Array {
  const raw = rawRates(counts, population)
  const size = raw.length
  const people = new Float64Array(size)
  const rate = new Float64Array(size)
  const members = new Int32Array(size)
  forNeighbourhoods(raw, weights, (i, j) => {
    people[i] = people[i]! + population[j]!
    rate[i] = rate[i]! + counts[j]!
    members[i] = members[i]! + 1
  })
  for (let i = 0; i < size; i++) rate[i] = rate[i]! / people[i]!
  const spread = new Float64Array(size)
  forNeighbourhoods(raw, weights, (i, j) => {
    spread[i] = spread[i]! + population[j]! * (raw[j]! - rate[j]!) ** 2
  })
  return raw.map((own, i) => {
    const b = rate[i]!
    const a = Math.max(0, spread[i]! / people[i]! - b / (people[i]! / members[i]!))
    return shrink(own, population[i]!, a, b)
  })
}

/** Events per head; NaN where the population is not above zero or either number is unknown. */
export function rawRates(counts: ArrayLike<number>, population: ArrayLike<number>): Float64Array {
  if (counts.length !== population.length) {
    throw new RangeError(`${counts.length} counts for ${population.length} populations`)
  }
  const rates = new Float64Array(counts.length)
  for (let i = 0; i < rates.length; i++) {
    rates[i] = population[i]! > 0 ? counts[i]! / population[i]! : Number.NaN
  }
  return rates
}

function shrink(rate: number, population: number, a: number, b: number): number {
  if (Number.isNaN(rate) || a === 0) return Number.isNaN(rate) ? rate : b
  return b + (a / (a + b / population)) * (rate - b)
}

function forNeighbourhoods(raw: Float64Array, weights: Weights, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < raw.length; i++) {
    if (Number.isNaN(raw[i]!)) continue
    visit(i, i)
    for (let k = weights.offsets[i]!; k < weights.offsets[i + 1]!; k++) {
      const j = weights.targets[k]!
      if (!Number.isNaN(raw[j]!)) visit(i, j)
    }
  }
}
