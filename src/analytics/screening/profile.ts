import type { AreaProfile, ComparedArea, MonthlySeries } from '#core/screening/area-profile.ts'
import type { Screening } from '#core/screening/screening.ts'
import { mostAlike } from '../measures/likeness.ts'
import { deseasonalised, seasonalIndices } from '../measures/seasonality.ts'
import { theilSen } from '../measures/theil-sen.ts'
import type { ScreeningInputs } from './inputs.ts'
import { firstMonthOf, forceSeasonality, seriesOf } from './statistics.ts'

const ALIKE = 5

/** The page of one area out of a screening and what it was computed from; null when the area is not in it. */
export function profileOf(screening: Screening, inputs: ScreeningInputs, code: string): AreaProfile | null {
  const row = inputs.codes.indexOf(code)
  const ranked = new Map(screening.areas.map((area) => [area.code as string, area]))
  const area = ranked.get(code)
  if (row < 0 || !area) return null
  const series = seriesOf(inputs, row)
  const force = forceSeasonality(inputs)
  const own = seasonalIndices(series, firstMonthOf(inputs))
  const even = deseasonalised(series, firstMonthOf(inputs), force)
  const line = theilSen(even)
  const compared = (rows: readonly number[]): ComparedArea[] =>
    rows.flatMap((other) => {
      const found = ranked.get(inputs.codes[other]!)
      return found ? [{ area: found, series: monthly(inputs, seriesOf(inputs, other)) }] : []
    })
  const { areas, ...head } = screening
  return {
    area,
    screening: { ...head, areaCount: areas.length },
    series: monthly(inputs, series),
    trendLine: Number.isNaN(line.slope)
      ? null
      : { first: line.intercept, last: line.intercept + line.slope * (inputs.months.length - 1) },
    seasonality: Array.from({ length: 12 }, (_, month) => ({
      own: numberOrNull(own.index[month]),
      force: numberOrNull(force.index[month]),
    })),
    types: typesOf(inputs, row),
    averageSeries: averageSeries(inputs),
    neighbours: compared(inputs.neighbours?.[row] ?? []),
    alike: compared(mostAlike(likenessColumns(inputs), row, ALIKE).map((other) => other.index)),
  }
}

// Like in who lives there: likeness in crime itself would compare the place with its own problem.
function likenessColumns(inputs: ScreeningInputs): Float64Array[] {
  return [
    inputs.population,
    inputs.households,
    inputs.imdScore,
    inputs.incomeScore,
    inputs.population15to24.map((young, i) => young / inputs.population[i]!),
    inputs.withoutQualifications,
  ]
}

function monthly(inputs: ScreeningInputs, series: Float64Array): MonthlySeries {
  return inputs.months.map((month, at) => ({ month, count: numberOrNull(series[at]) }))
}

function averageSeries(inputs: ScreeningInputs): MonthlySeries {
  const width = inputs.months.length
  const sums = new Float64Array(width)
  for (let at = 0; at < inputs.counts.length; at++) sums[at % width]! += inputs.counts[at]!
  return inputs.months.map((month, at) => ({
    month,
    count: inputs.known[at] && inputs.codes.length > 0 ? sums[at]! / inputs.codes.length : null,
  }))
}

function typesOf(inputs: ScreeningInputs, row: number): AreaProfile['types'] {
  const width = inputs.types.length
  const force = new Float64Array(width)
  for (let at = 0; at < inputs.countsByType.length; at++) force[at % width]! += inputs.countsByType[at]!
  const forceTotal = force.reduce((sum, count) => sum + count, 0)
  const here = [...inputs.countsByType.subarray(row * width, (row + 1) * width)]
  const total = here.reduce((sum, count) => sum + count, 0)
  return here
    .map((count, type) => ({
      type: inputs.types[type]!,
      count,
      share: total > 0 ? count / total : 0,
      forceShare: forceTotal > 0 ? force[type]! / forceTotal : 0,
    }))
    .sort((a, b) => b.count - a.count || a.type.localeCompare(b.type))
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
