import type { Quadrant, Trend } from '#core/screening/screening.ts'
import { giStar } from '../measures/gi-star.ts'
import { localMoran } from '../measures/local-moran.ts'
import { mannKendall } from '../measures/mann-kendall.ts'
import { type Moran, moran } from '../measures/moran.ts'
import { pAdjust } from '../measures/p-adjust.ts'
import {
  type Persistence,
  persistenceByMonth,
  persistenceByYear,
  rollingYears,
} from '../measures/persistence.ts'
import { ratePosterior } from '../measures/rate-posterior.ts'
import { deseasonalised, type SeasonalIndices, seasonalIndices } from '../measures/seasonality.ts'
import { theilSenSlope } from '../measures/theil-sen.ts'
import { vulnerableLocalities } from '../measures/vulnerable-localities.ts'
import { neighbourWeights, withStyle } from '../measures/weights.ts'
import type { ScreeningInputs } from './inputs.ts'

/** Every statistic of every area, in the order of the inputs; NaN is unknown. Rates are per person a year. */
export type AreaStatistics = Readonly<{
  years: number
  total: Float64Array
  rate: Float64Array
  steady: Readonly<{ mean: Float64Array; low: Float64Array; high: Float64Array }>
  burglaryRate: Float64Array
  months: Persistence
  yearly: Persistence
  /** Crimes a year more each year. */
  slopePerYear: Float64Array
  trendP: Float64Array
  trend: readonly (Trend | null)[]
  giStar: Float64Array
  giStarP: Float64Array
  quadrant: readonly (Quadrant | null)[]
  quadrantP: Float64Array
  moran: Moran | null
  vli: Float64Array
  /** How many of its six inputs are known. */
  vliInputs: Int32Array
  /** What of each area's index is counted rather than measured: its burglary and damage indices' share of it. */
  vliCounted: Readonly<{ burglary: Float64Array; damage: Float64Array }>
  isTownCentre: Uint8Array
  /** Variance of a month's count over its mean, at least 1: how much more than counting noise the months vary. */
  dispersion: number
}>

/**
 * All statistics at once. For 611 areas × 36 months about 40 ms; the trend (every pair of months) is most of it.
 * Seasons are taken out with the force's own monthly pattern: a single area's would be noise.
 */
export function areaStatistics(inputs: ScreeningInputs): AreaStatistics {
  const areas = inputs.codes.length
  const monthsKnown = inputs.known.filter(Boolean).length
  const years = monthsKnown / 12
  const byMonth = countsByMonth(inputs)
  const total = sumOverMonths(inputs)
  const rate = ratio(total, inputs.population, years)
  const posterior = ratePosterior(total, inputs.population)
  const trends = trendsOf(inputs)
  const spatial = spatialOf(inputs, rate, total)
  const vulnerability = vulnerableLocalities(
    {
      burglary: ratio(inputs.burglaries, inputs.households, years),
      criminalDamage: ratio(inputs.damages, inputs.households, years),
      income: inputs.incomeScore,
      employment: inputs.employmentScore,
      young: ratio(inputs.population15to24, inputs.population, 1),
      education: inputs.withoutQualifications,
    },
    areas,
  )
  return {
    years,
    total,
    rate,
    steady: {
      mean: posterior.mean.map((value) => value / years),
      low: posterior.low.map((value) => value / years),
      high: posterior.high.map((value) => value / years),
    },
    burglaryRate: ratio(inputs.burglaries, inputs.households, years),
    months: persistenceByMonth(byMonth, areas),
    yearly: persistenceByYear(byMonth, areas, rollingYears(inputs.months.length)),
    ...trends,
    ...spatial,
    vli: vulnerability.vli,
    vliInputs: vulnerability.inputsKnown,
    vliCounted: {
      burglary: shareOfIndex(vulnerability.indices.burglary, vulnerability.inputsKnown),
      damage: shareOfIndex(vulnerability.indices.criminalDamage, vulnerability.inputsKnown),
    },
    isTownCentre: townCentres(inputs, rate),
  }
}

function shareOfIndex(index: Float64Array, inputsKnown: Int32Array): Float64Array {
  return index.map((value, i) => (Number.isNaN(value) ? 0 : value / inputsKnown[i]!))
}

/** One area's months with unknown ones as NaN. */
export function seriesOf(inputs: ScreeningInputs, area: number): Float64Array {
  const width = inputs.months.length
  const series = new Float64Array(width)
  for (let month = 0; month < width; month++) {
    series[month] = inputs.known[month] ? inputs.counts[area * width + month]! : Number.NaN
  }
  return series
}

/** The force's own monthly pattern over the areas screened. */
export function forceSeasonality(inputs: ScreeningInputs): SeasonalIndices {
  const sums = new Float64Array(inputs.months.length)
  for (let at = 0; at < inputs.counts.length; at++) sums[at % sums.length]! += inputs.counts[at]!
  return seasonalIndices(
    sums.map((sum, month) => (inputs.known[month] ? sum : Number.NaN)),
    firstMonthOf(inputs),
  )
}

export function firstMonthOf(inputs: ScreeningInputs): number {
  return Number(inputs.months[0]?.slice(5) ?? 1) - 1
}

function countsByMonth(inputs: ScreeningInputs): (Float64Array | null)[] {
  const width = inputs.months.length
  return inputs.known.map((known, month) => {
    if (!known) return null
    const counts = new Float64Array(inputs.codes.length)
    for (let area = 0; area < counts.length; area++) counts[area] = inputs.counts[area * width + month]!
    return counts
  })
}

function sumOverMonths(inputs: ScreeningInputs): Float64Array {
  const width = inputs.months.length
  return Float64Array.from(inputs.codes, (_, area) => {
    let sum = 0
    for (let month = 0; month < width; month++)
      if (inputs.known[month]) sum += inputs.counts[area * width + month]!
    return sum
  })
}

function ratio(counts: Float64Array, base: Float64Array, years: number): Float64Array {
  return counts.map((count, i) => (base[i]! > 0 && years > 0 ? count / base[i]! / years : Number.NaN))
}

function trendsOf(inputs: ScreeningInputs) {
  const seasons = forceSeasonality(inputs)
  const firstMonth = firstMonthOf(inputs)
  const slopePerYear = new Float64Array(inputs.codes.length)
  const trendP = new Float64Array(inputs.codes.length)
  const dispersions: number[] = []
  for (let area = 0; area < inputs.codes.length; area++) {
    const even = deseasonalised(seriesOf(inputs, area), firstMonth, seasons)
    slopePerYear[area] = theilSenSlope(even) * 144 // per month and month → per year and year
    trendP[area] = mannKendall(even).p
    const ofArea = dispersionOf(even)
    if (!Number.isNaN(ofArea)) dispersions.push(ofArea)
  }
  dispersions.sort((a, b) => a - b)
  return {
    slopePerYear,
    trendP,
    trend: trendsFrom(slopePerYear, trendP),
    dispersion: Math.max(1, dispersions[Math.floor(dispersions.length / 2)] ?? 1),
  }
}

const FALSE_DISCOVERY_RATE = 0.05

// Hundreds of areas are asked at once, so one in twenty would seem to move by chance alone.
function trendsFrom(slopes: Float64Array, ps: Float64Array): (Trend | null)[] {
  const adjusted = pAdjust(ps, 'BH')
  return Array.from(slopes, (slope, i) => {
    if (Number.isNaN(slope)) return null
    if (!(adjusted[i]! < FALSE_DISCOVERY_RATE) || slope === 0) return 'unclear'
    return slope > 0 ? 'rising' : 'falling'
  })
}

// Areas with less than one crime a month say little about how months vary.
function dispersionOf(series: Float64Array): number {
  let sum = 0
  let known = 0
  for (let month = 0; month < series.length; month++) {
    if (Number.isNaN(series[month]!)) continue
    sum += series[month]!
    known++
  }
  const mean = sum / known
  if (known < 3 || mean < 1) return Number.NaN
  let squares = 0
  for (let month = 0; month < series.length; month++) {
    if (!Number.isNaN(series[month]!)) squares += (series[month]! - mean) ** 2
  }
  return squares / (known - 1) / mean
}

function spatialOf(inputs: ScreeningInputs, rate: Float64Array, total: Float64Array) {
  const unknown = new Float64Array(inputs.codes.length).fill(Number.NaN)
  if (!inputs.neighbours) {
    const none = inputs.codes.map(() => null)
    return { giStar: unknown, giStarP: unknown, quadrant: none, quadrantP: unknown, moran: null }
  }
  // Where nobody's population is known, counts are all there is to compare.
  const values = rate.some((value) => !Number.isNaN(value)) ? rate : total
  const weights = neighbourWeights(inputs.neighbours)
  const hot = giStar(values, withStyle(weights, 'binary'))
  const local = localMoran(values, weights)
  return {
    giStar: hot.z,
    giStarP: pAdjust(hot.p, 'BH'),
    quadrant: local.quadrant,
    quadrantP: pAdjust(local.conditional.p, 'BH'),
    moran: moran(values, weights),
  }
}

// Crimes of places people come to rather than live in.
const VISITED = ['Shoplifting', 'Theft from the person', 'Bicycle theft', 'Robbery', 'Other theft']

/**
 * Where residents are the wrong denominator: the rate is among the highest tenth, and crimes of places people come to
 * make up at least 1.5 times their share in the force. A platform default, there to raise the caveat, not a finding.
 */
function townCentres(inputs: ScreeningInputs, rate: Float64Array): Uint8Array {
  const width = inputs.types.length
  const visited = inputs.types.map((type) => VISITED.includes(type))
  const shares = Float64Array.from(inputs.codes, (_, area) => {
    let all = 0
    let some = 0
    for (let type = 0; type < width; type++) {
      const count = inputs.countsByType[area * width + type]!
      all += count
      if (visited[type]) some += count
    }
    return all > 0 ? some / all : Number.NaN
  })
  let all = 0
  let some = 0
  for (let at = 0; at < inputs.countsByType.length; at++) {
    all += inputs.countsByType[at]!
    if (visited[at % width]) some += inputs.countsByType[at]!
  }
  const usual = all > 0 ? some / all : Number.NaN
  const known = [...rate].filter((value) => !Number.isNaN(value)).sort((a, b) => b - a)
  const high = known[Math.floor(known.length / 10)] ?? Number.POSITIVE_INFINITY
  return Uint8Array.from(rate, (value, i) => (value > high && shares[i]! >= 1.5 * usual ? 1 : 0))
}
