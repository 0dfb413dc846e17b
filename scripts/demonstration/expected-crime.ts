import { type Point, TOWN_CENTRES } from './county.ts'
import { PLANTED } from './planted.ts'
import { type Random, seededRandom } from './random.ts'
import type { SmallArea } from './small-areas.ts'

/** How often each published type happens and what it follows; the exponents are natural logarithms of a factor. */
export type CrimeType = Readonly<{
  name: string
  /** Expected in one month in an area of 1,600 residents in the national middle, away from any town centre. */
  monthly: number
  perDeprivation: number
  inTownCentre: number
  inCountry: number
  /** Half the swing of the year as a share of its mean, and the month (1–12) of its top. */
  swing: number
  topMonth: number
}>

type Row = readonly [string, number, number, number, number, number, number]

const ROWS: readonly Row[] = [
  ['Anti-social behaviour', 1.55, 0.34, 1.1, -0.3, 0.16, 7],
  ['Bicycle theft', 0.1, 0.1, 1.6, -0.6, 0.22, 7],
  ['Burglary', 0.5, 0.36, 0.4, -0.15, 0.1, 12],
  ['Criminal damage and arson', 0.75, 0.4, 0.7, -0.35, 0.05, 5],
  ['Drugs', 0.26, 0.4, 1.3, -0.5, 0.04, 4],
  ['Other crime', 0.2, 0.28, 0.6, -0.2, 0.02, 3],
  ['Other theft', 0.56, 0.2, 1.4, -0.1, 0.06, 8],
  ['Possession of weapons', 0.09, 0.42, 1.1, -0.6, 0.03, 6],
  ['Public order', 0.72, 0.38, 1.3, -0.4, 0.08, 7],
  ['Robbery', 0.11, 0.45, 1.3, -1, 0.06, 11],
  ['Shoplifting', 0.42, 0.2, 2.6, -0.7, 0.05, 12],
  ['Theft from the person', 0.06, 0.15, 2.5, -0.9, 0.08, 12],
  ['Vehicle crime', 0.56, 0.22, 0.2, -0.05, 0.06, 11],
  ['Violence and sexual offences', 2.5, 0.4, 1.2, -0.3, 0.07, 7],
]

export const CRIME_TYPES: readonly CrimeType[] = ROWS.map(
  ([name, monthly, perDeprivation, inTownCentre, inCountry, swing, topMonth]) => ({
    name,
    monthly,
    perDeprivation,
    inTownCentre,
    inCountry,
    swing,
    topMonth,
  }),
)

/** Counts vary about what is expected as a negative binomial with this dispersion. */
export const DISPERSION = 7

/** When a month falls: its calendar month (1–12), how far through the span (0–1), and after the recording change or not. */
export type When = Readonly<{ calendarMonth: number; through: number; isAfterChange: boolean }>

const CENTRE_REACH_KM = 0.7

function centrality([x, y]: Point): number {
  const pulls = TOWN_CENTRES.map(
    ({ at, pull }) => pull * Math.exp(-((Math.hypot(x - at[0], y - at[1]) / CENTRE_REACH_KM) ** 2)),
  )
  return Math.max(...pulls)
}

/** What makes one place differ lastingly from another like it, drawn once for the county. */
export function standingFactors(areas: readonly SmallArea[]): number[][] {
  const random: Random = seededRandom(1, 'standing')
  return areas.map((area) => {
    const centre = centrality(area.centre)
    const own = 0.08 * random.normal()
    return CRIME_TYPES.map(({ monthly, perDeprivation, inTownCentre, inCountry }) => {
      const exponent =
        perDeprivation * area.deprivation +
        inTownCentre * centre +
        (area.kind === 'rural' ? inCountry : 0) +
        own +
        0.1 * random.normal()
      return monthly * (area.residents / 1600) ** 0.6 * Math.exp(exponent)
    })
  })
}

export function seasonOf({ swing, topMonth }: CrimeType, calendarMonth: number): number {
  return 1 + swing * Math.cos(((calendarMonth - topMonth) * Math.PI) / 6)
}

/** How far an area departs by design from what its place and deprivation would give. */
export function plantedFactor(code: string, { calendarMonth, through }: When): number {
  const { hotspot, rising, falling, seasonal } = PLANTED
  const between = (first: number, last: number) => first + (last - first) * through
  if (code === hotspot.core) return hotspot.coreFactor
  if (hotspot.lsoas.some((lsoa) => lsoa === code)) return hotspot.aroundFactor
  if (code === rising.lsoa) return between(rising.firstFactor, rising.lastFactor)
  if (code === falling.lsoa) return between(falling.firstFactor, falling.lastFactor)
  if (code === seasonal.lsoa) return seasonal.factors[calendarMonth - 1]!
  return 1
}

export function recordingFactor(type: CrimeType, { isAfterChange }: When): number {
  const { crimeType, factor } = PLANTED.recordingChange
  return isAfterChange && type.name === crimeType ? factor : 1
}
