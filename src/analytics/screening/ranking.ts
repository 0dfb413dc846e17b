import { CRITERIA, type CriterionKey, type Weights } from '#core/screening/criterion.ts'
import { bands } from '../measures/bands.ts'
import { compositeRankIntervals, rangeScale, rerank } from '../measures/composite.ts'
import { type Random, seededRandom } from '../measures/random.ts'
import { takeIn } from '../measures/rank-interval.ts'
import { posteriorDraws, ratePosterior } from '../measures/rate-posterior.ts'
import type { ScreeningInputs } from './inputs.ts'
import type { AreaStatistics } from './statistics.ts'

/** Criteria on a common scale, and what they may truly be: made once for a question, ranked again for every weight. */
export type ScaledCriteria = Readonly<{
  keys: readonly CriterionKey[]
  /** 0 (the lowest area) to 100 (the highest) by criterion. */
  scaled: readonly Float64Array[]
  /** Posterior draws on the same scale; null for what was measured rather than sampled. */
  draws: readonly (Float32Array | null)[]
  unavailable: readonly Readonly<{ key: CriterionKey; why: string }>[]
}>

export type Ranking = Readonly<{
  order: Int32Array
  score: Float64Array
  rank: Int32Array
  low: Int32Array
  high: Int32Array
  band: Int32Array
}>

const DRAWS = 200
const SEED = 20_210_701

const GROWS_LIKE_COUNTS: ReadonlySet<CriterionKey> = new Set(['contribution', 'stakeholders', 'rate'])

const WHY_NOT: Readonly<Partial<Record<CriterionKey, string>>> = {
  vulnerability:
    'needs four of: households (for burglary and for damage), income and employment deprivation scores, residents by age, qualifications',
  stakeholders: 'needs population for these areas',
  rate: 'needs population for these areas',
  cluster: 'needs boundaries for these areas',
  deprivation: 'needs deprivation scores for these areas',
  trend: 'needs at least two known months',
}

/** Scales every criterion and draws the doubt of those that rest on counts. About 60 ms for 611 areas. */
export function scaleCriteria(inputs: ScreeningInputs, statistics: AreaStatistics): ScaledCriteria {
  const raw = rawCriteria(inputs, statistics)
  const random = seededRandom(SEED)
  const drawn: Partial<Record<CriterionKey, Float32Array>> = {
    vulnerability: vulnerabilityDraws(inputs, statistics, random),
    contribution: countDraws(statistics, inputs.codes.length, inputs.known.filter(Boolean).length),
    persistence: persistenceDraws(statistics, random),
    rate: rateDraws(inputs, statistics),
  }
  const available = CRITERIA.map((criterion) => criterion.key).filter((key) =>
    raw[key].some((value) => !Number.isNaN(value)),
  )
  const scales = available.map((key) => rangeScale(raw[key], GROWS_LIKE_COUNTS.has(key) ? 'root' : 'linear'))
  return {
    keys: available,
    scaled: available.map((key, at) => raw[key].map(scales[at]!)),
    draws: available.map((key, at) => drawn[key]?.map(scales[at]!) ?? null),
    unavailable: CRITERIA.filter(({ key }) => !available.includes(key)).map(({ key }) => ({
      key,
      why: WHY_NOT[key] ?? 'needs known months',
    })),
  }
}

/**
 * The ranking under these weights, with rank intervals and bands. Areas that no weighted criterion can speak about come
 * last. The scores and
 * ranks alone take 2 ms for 35,000 areas (`rerank`), the intervals 0.6 s; a force of 600 areas takes 10 ms in all.
 */
export function rankAreas(criteria: ScaledCriteria, weights: Weights): Ranking {
  const used = criteria.keys.map((key) => weights[key])
  const { scores, ranks } = rerank(criteria.scaled, used)
  const intervals = takeIn(compositeRankIntervals(criteria.scaled, criteria.draws, used), ranks)
  const last = scores.length
  const order = Int32Array.from(scores.keys()).sort(
    (a, b) => (ranks[a] || last + 1) - (ranks[b] || last + 1) || a - b,
  )
  return {
    order,
    score: scores,
    rank: ranks,
    low: intervals.low,
    high: intervals.high,
    band: bands(ranks, intervals),
  }
}

function rawCriteria(
  inputs: ScreeningInputs,
  statistics: AreaStatistics,
): Record<CriterionKey, Float64Array> {
  return {
    vulnerability: statistics.vli,
    contribution: statistics.total,
    persistence: statistics.months.share.map((share, i) => share * resistance(statistics, i)),
    stakeholders: inputs.population,
    rate: statistics.steady.mean,
    trend: statistics.slopePerYear,
    cluster: statistics.giStar,
    deprivation: inputs.imdScore,
  }
}

// A place that is clearly getting better on its own is not one that resists improvement.
function resistance(statistics: AreaStatistics, i: number): number {
  return statistics.trend[i] === 'falling' ? 0.5 : 1
}

// Months vary by more than counting noise, so the counts weigh as if there were fewer of them.
function countDraws(statistics: AreaStatistics, areas: number, months: number): Float32Array {
  const exposure = new Float64Array(areas).fill(months / statistics.dispersion)
  const counts = statistics.total.map((count) => count / statistics.dispersion)
  return posteriorDraws(ratePosterior(counts, exposure), DRAWS, SEED + 1)
}

function rateDraws(inputs: ScreeningInputs, statistics: AreaStatistics): Float32Array {
  const counts = statistics.total.map((count) => count / statistics.dispersion)
  const exposure = inputs.population.map((people) => people / statistics.dispersion)
  return posteriorDraws(ratePosterior(counts, exposure), DRAWS, SEED + 2)
}

// The index rests on two counts; the rest of it is measured once for everybody.
function vulnerabilityDraws(
  inputs: ScreeningInputs,
  statistics: AreaStatistics,
  random: Random,
): Float32Array {
  const { vli, vliCounted, dispersion } = statistics
  const drawn = new Float32Array(DRAWS * vli.length)
  // A count's posterior over the count itself, under Jeffreys' prior.
  const factor = (count: number) => random.gamma(count / dispersion + 0.5) / (count / dispersion + 0.5)
  for (let d = 0, at = 0; d < DRAWS; d++) {
    for (let i = 0; i < vli.length; i++, at++) {
      const burglary = vliCounted.burglary[i]! * (factor(inputs.burglaries[i]!) - 1)
      const damage = vliCounted.damage[i]! * (factor(inputs.damages[i]!) - 1)
      drawn[at] = vli[i]! + burglary + damage
    }
  }
  return drawn
}

// Beta posterior of a share under Jeffreys' prior, as a ratio of gammas.
function persistenceDraws(statistics: AreaStatistics, random: Random): Float32Array {
  const { inTop, known } = statistics.months
  const areas = inTop.length
  const drawn = new Float32Array(DRAWS * areas)
  for (let d = 0, at = 0; d < DRAWS; d++) {
    for (let i = 0; i < areas; i++, at++) {
      const inside = random.gamma(inTop[i]! + 0.5)
      const outside = random.gamma(known[i]! - inTop[i]! + 0.5)
      drawn[at] = (inside / (inside + outside)) * resistance(statistics, i)
    }
  }
  return drawn
}
