import type { AreaCode } from '#core/area/area.ts'
import { CRITERIA, type CriterionKey, type Weights } from '#core/screening/criterion.ts'
import type { ScreenedArea, Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import type { ScreeningInputs } from './inputs.ts'
import type { Ranking, ScaledCriteria } from './ranking.ts'
import type { AreaStatistics } from './statistics.ts'

/** What does not depend on weights: kept while somebody moves them. */
export type PreparedScreening = Readonly<{
  inputs: ScreeningInputs
  statistics: AreaStatistics
  criteria: ScaledCriteria
}>

/** The answer under the question's weights, areas in the order of the ranking made with them. */
export function answerScreening(
  prepared: PreparedScreening,
  ranking: Ranking,
  question: ScreeningQuestion & Readonly<{ weights: Weights }>,
): Screening {
  const { inputs, criteria, statistics } = prepared
  const first = inputs.months[0]
  const last = inputs.months.at(-1)
  if (!first || !last) throw new Error('a screening without months')
  const typesByName = [...inputs.types.keys()].sort((a, b) =>
    inputs.types[a]!.localeCompare(inputs.types[b]!),
  )
  return {
    force: question.force,
    unit: question.unit,
    from: first,
    to: last,
    types: question.types ?? [],
    weights: question.weights,
    monthsKnown: inputs.known.filter(Boolean).length,
    monthsUnknown: inputs.months.filter((_, month) => !inputs.known[month]),
    criteriaUnavailable: criteria.unavailable,
    areas: [...ranking.order].map((row) => screenedArea(prepared, ranking, row, typesByName)),
    moran: statistics.moran && {
      i: statistics.moran.i,
      z: statistics.moran.z,
      p: statistics.moran.pGreater,
    },
    vintage: inputs.vintage,
    unplaced: inputs.unplaced,
    inputs: inputs.fingerprint,
    sources: inputs.sources,
    notes: inputs.notes,
  }
}

function screenedArea(
  { inputs, statistics, criteria }: PreparedScreening,
  ranking: Ranking,
  row: number,
  typesByName: readonly number[],
): ScreenedArea {
  const at = (column: ArrayLike<number>, scale = 1) => {
    const value = column[row]
    return value === undefined || Number.isNaN(value) ? null : value * scale
  }
  const places = inputs.codes.length
  return {
    code: inputs.codes[row] as AreaCode,
    name: inputs.names[row]!,
    count: statistics.total[row]!,
    // An area no weighted criterion speaks about could stand anywhere.
    rank: ranking.rank[row] || places,
    rankLow: ranking.low[row] || 1,
    rankHigh: ranking.high[row] || places,
    band: ranking.band[row] || Math.max(1, ...ranking.band),
    score: at(ranking.score) ?? 0,
    criteria: criteriaOf(criteria, row),
    rate: at(statistics.rate, 1000),
    steadyRate: at(statistics.steady.mean, 1000),
    steadyRateLow: at(statistics.steady.low, 1000),
    steadyRateHigh: at(statistics.steady.high, 1000),
    burglaryRate: at(statistics.burglaryRate, 1000),
    monthsInTopShare: at(statistics.months.share) ?? 0,
    yearsInTopShare: at(statistics.yearly.share) ?? 0,
    yearsInTop: statistics.yearly.inTop[row]!,
    years: statistics.yearly.known[row]!,
    slopePerYear: at(statistics.slopePerYear),
    trendP: at(statistics.trendP),
    trend: statistics.trend[row] ?? null,
    giStar: at(statistics.giStar),
    giStarP: at(statistics.giStarP),
    quadrant: statistics.quadrant[row] ?? null,
    quadrantP: at(statistics.quadrantP),
    vli: at(statistics.vli),
    vliInputs: statistics.vliInputs[row]!,
    imdScore: at(inputs.imdScore),
    imdDecile: at(inputs.imdDecile),
    population: at(inputs.population),
    households: at(inputs.households),
    isTownCentre: statistics.isTownCentre[row] === 1,
    mix: mixOf(inputs, row, typesByName),
  }
}

function criteriaOf({ keys, scaled }: ScaledCriteria, row: number): ScreenedArea['criteria'] {
  const values = { ...NO_CRITERIA }
  for (let at = 0; at < keys.length; at++) {
    const value = scaled[at]![row]!
    if (!Number.isNaN(value)) values[keys[at]!] = value
  }
  return values
}

const NO_CRITERIA = Object.fromEntries(CRITERIA.map(({ key }) => [key, null])) as Record<
  CriterionKey,
  number | null
>

// By count; equals stay by name, which is costly to compare for every area again.
function mixOf(
  { types, countsByType }: ScreeningInputs,
  row: number,
  typesByName: readonly number[],
): ScreenedArea['mix'] {
  const mix: { type: string; count: number }[] = []
  for (const at of typesByName) {
    const count = countsByType[row * types.length + at]!
    if (count > 0) mix.push({ type: types[at]!, count })
  }
  return mix.sort((a, b) => b.count - a.count)
}
