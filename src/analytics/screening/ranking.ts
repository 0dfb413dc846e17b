import { CRITERIA, type CriterionKey, type Weights } from '#core/screening/criterion.ts'
import { bands } from '../measures/bands.ts'
import { compositeRankIntervals, type Range, rangeOf, rerank, scaleTo } from '../measures/composite.ts'
import { type Doubt, doubtStream } from '../measures/doubt.ts'
import type { DrawStream } from '../measures/gamma-stream.ts'
import { takeIn } from '../measures/rank-interval.ts'
import { rateBelief, rateDoubt } from '../measures/rate-posterior.ts'
import type { ScreeningInputs } from './inputs.ts'
import type { AreaStatistics } from './statistics.ts'

/** Criteria on a common scale, and what is believed of them: plain numbers, made once for a question, ranked again for every weight. */
export type ScaledCriteria = Readonly<{
  keys: readonly CriterionKey[]
  /** 0 (the lowest area) to 100 (the highest) by criterion. */
  scaled: readonly Float64Array[]
  /** How raw values come onto that scale. */
  ranges: readonly Range[]
  /** What is believed of the raw values; null for what was measured rather than sampled. */
  doubts: readonly (Doubt | null)[]
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

/** Scales every criterion and says what doubt there is of those that rest on counts. */
export function scaleCriteria(inputs: ScreeningInputs, statistics: AreaStatistics): ScaledCriteria {
  const raw = rawCriteria(inputs, statistics)
  const doubts: Partial<Record<CriterionKey, Doubt>> = {
    vulnerability: vulnerabilityDoubt(inputs, statistics),
    contribution: countDoubt(statistics, inputs.known.filter(Boolean).length),
    persistence: persistenceDoubt(statistics),
    rate: perPersonDoubt(inputs, statistics),
  }
  const available = CRITERIA.map((criterion) => criterion.key).filter((key) =>
    raw[key].some((value) => !Number.isNaN(value)),
  )
  const ranges = available.map((key) => rangeOf(raw[key], GROWS_LIKE_COUNTS.has(key) ? 'root' : 'linear'))
  return {
    keys: available,
    scaled: available.map((key, at) => scaleTo(ranges[at]!, raw[key].slice())),
    ranges,
    doubts: available.map((key) => doubts[key] ?? null),
    unavailable: CRITERIA.filter(({ key }) => !available.includes(key)).map(({ key }) => ({
      key,
      why: WHY_NOT[key] ?? 'needs known months',
    })),
  }
}

/**
 * The ranking under these weights, with rank intervals and bands. Areas that no weighted criterion can speak about come
 * last. Scores and ranks alone take 2 ms for 35,000 areas (`rerank`), the intervals 0.6 s, nearly all of it drawing what
 * has weight; a force of 600 areas takes 10 ms in all. The same criteria and weights give the same ranking.
 */
export function rankAreas(criteria: ScaledCriteria, weights: Weights): Ranking {
  const used = criteria.keys.map((key) => weights[key])
  const { scores, ranks } = rerank(criteria.scaled, used)
  const streams = criteria.keys.map((key, at) => (used[at]! > 0 ? criterionStream(criteria, key, at) : null))
  const intervals = takeIn(compositeRankIntervals(criteria.scaled, streams, used, DRAWS), ranks)
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

// Each criterion has seeds of its own: what weighs or not beside it does not change its draws.
function criterionStream(criteria: ScaledCriteria, key: CriterionKey, at: number): DrawStream | null {
  const doubt = criteria.doubts[at]
  if (!doubt) return null
  const range = criteria.ranges[at]!
  const draw = doubtStream(doubt, SEED + 10 * CRITERIA.findIndex((criterion) => criterion.key === key))
  return (into) => {
    draw(into)
    scaleTo(range, into)
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
function countDoubt({ total, dispersion }: AreaStatistics, months: number): Doubt {
  const exposure = new Float64Array(total.length).fill(months / dispersion)
  return rateDoubt(
    rateBelief(
      total.map((count) => count / dispersion),
      exposure,
    ),
  )
}

function perPersonDoubt({ population }: ScreeningInputs, { total, dispersion }: AreaStatistics): Doubt {
  return rateDoubt(
    rateBelief(
      total.map((count) => count / dispersion),
      population.map((people) => people / dispersion),
    ),
  )
}

// The index rests on two counts; the rest of it is measured once for everybody.
function vulnerabilityDoubt(inputs: ScreeningInputs, statistics: AreaStatistics): Doubt {
  const { vli, vliCounted, dispersion } = statistics
  // A count's posterior over the count itself, under Jeffreys' prior.
  const term = (counts: Float64Array, share: Float64Array) => {
    const shape = counts.map((count) => count / dispersion + 0.5)
    return { shape, each: share.map((value, i) => value / shape[i]!) }
  }
  return {
    kind: 'sum',
    base: vli.map((index, i) => index - vliCounted.burglary[i]! - vliCounted.damage[i]!),
    terms: [term(inputs.burglaries, vliCounted.burglary), term(inputs.damages, vliCounted.damage)],
  }
}

// Beta posterior of a share under Jeffreys' prior, as a ratio of gammas.
function persistenceDoubt(statistics: AreaStatistics): Doubt {
  const { inTop, known } = statistics.months
  return {
    kind: 'share',
    inside: Float64Array.from(inTop, (months) => months + 0.5),
    outside: Float64Array.from(inTop, (months, i) => known[i]! - months + 0.5),
    each: Float64Array.from(inTop, (_, i) => resistance(statistics, i)),
  }
}
