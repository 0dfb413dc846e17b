import { type IsoMonth, monthAt, monthIndex } from '#core/time/month.ts'
import {
  CRIME_TYPES,
  DISPERSION,
  plantedFactor,
  recordingFactor,
  seasonOf,
  standingFactors,
  type When,
} from './expected-crime.ts'
import { drawOutcome, type OutcomeDraw } from './outcomes.ts'
import { PLANTED } from './planted.ts'
import { type Random, seededRandom } from './random.ts'
import type { County, SmallArea } from './small-areas.ts'
import { placeSnapPoints, type SnapPoint, type SnapPoints } from './snap-points.ts'

export const FORCE_NAME = 'Averley Constabulary'
export const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
export const OUTCOMES_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type'

/** One month as published: the street file's rows, and the outcomes known of its crimes with the month each was reached. */
export type StreetMonth = Readonly<{
  month: IsoMonth
  rows: string[]
  outcomes: { month: IsoMonth; row: string }[]
}>

export type Span = Readonly<{
  seed: number
  firstMonth: IsoMonth
  lastMonth: IsoMonth
  months: readonly IsoMonth[]
}>

const SHARE_WITHOUT_LOCATION = 0.025
const SHARE_REPEATED_EXACTLY = 1 / 9000
const SHARE_REPEATED_OTHERWISE = 1 / 7000

// Recorded by Averley, but lying over its western limit: in no boundary or look-up file of the force.
const BEYOND: readonly Readonly<{ code: string; name: string; point: SnapPoint }>[] = [
  {
    code: 'E01909001',
    name: 'Westwolds 004B',
    point: { longitude: '0.521140', latitude: '54.931275', location: 'On or near Tollbar Lane' },
  },
  {
    code: 'E01909002',
    name: 'Westwolds 006A',
    point: { longitude: '0.498032', latitude: '54.802918', location: 'On or near Petrol Station' },
  },
]

/** Draws every month of the span in turn, so that only one is held at a time. */
export function* drawStreetMonths(county: County, span: Span, changeFrom: IsoMonth): Generator<StreetMonth> {
  const standing = standingFactors(county.areas)
  const snapPoints = placeSnapPoints(county.mesh, county.areas)
  const [first, last] = [monthIndex(span.firstMonth), monthIndex(span.lastMonth)]
  for (const month of span.months) {
    const at = monthIndex(month)
    const when: When = {
      calendarMonth: (at % 12) + 1,
      through: last === first ? 1 : (at - first) / (last - first),
      isAfterChange: month >= changeFrom,
    }
    yield drawMonth(
      county.areas,
      standing,
      snapPoints,
      month,
      when,
      last - at,
      seededRandom(span.seed, month),
    )
  }
}

function drawMonth(
  areas: readonly SmallArea[],
  standing: readonly (readonly number[])[],
  snapPoints: readonly SnapPoints[],
  month: IsoMonth,
  when: When,
  monthsSince: number,
  random: Random,
): StreetMonth {
  const rows: string[] = []
  const outcomes: StreetMonth['outcomes'] = []
  const record = (type: string, place: string) => {
    const isAntiSocial = type === 'Anti-social behaviour'
    const id = isAntiSocial ? '' : random.hex(64)
    const before = `${FORCE_NAME},${FORCE_NAME},${place}`
    const outcome: OutcomeDraw = isAntiSocial ? { last: '' } : drawOutcome(type, monthsSince, random)
    const row = `${id},${month},${before},${type},${outcome.last},`
    rows.push(row)
    if (isAntiSocial) return
    if (outcome.reached) {
      const reachedIn = monthAt(monthIndex(month) + outcome.reached.afterMonths)
      outcomes.push({ month: reachedIn, row: `${id},${reachedIn},${before},${outcome.reached.type}` })
    }
    if (random.next() < SHARE_REPEATED_EXACTLY) rows.push(row)
    if (random.next() < SHARE_REPEATED_OTHERWISE) {
      rows.push(`${id},${month},${before},${type === 'Drugs' ? 'Public order' : 'Drugs'},${outcome.last},`)
    }
  }
  const placed = (area: { code: string; name: string }, point: SnapPoint) =>
    random.next() < SHARE_WITHOUT_LOCATION
      ? ',,No Location,,'
      : `${point.longitude},${point.latitude},${point.location},${area.code},${area.name}`

  for (const [index, area] of areas.entries()) {
    const { points, weights } = snapPoints[index]!
    const planted = plantedFactor(area.code, when)
    for (const [kind, type] of CRIME_TYPES.entries()) {
      const expected =
        standing[index]![kind]! * seasonOf(type, when.calendarMonth) * planted * recordingFactor(type, when)
      for (let count = random.negativeBinomial(expected, DISPERSION); count > 0; count--) {
        record(type.name, placed(area, points[random.indexBy(weights)]!))
      }
    }
  }
  for (let count = random.poisson(0.7); count > 0; count--) {
    const { code, name, point } = random.pick(BEYOND)
    record(
      random.pick(CRIME_TYPES).name,
      `${point.longitude},${point.latitude},${point.location},${code},${name}`,
    )
  }
  return { month, rows, outcomes }
}

/** Where searches of persons happen: mostly where crime is, which is also where patrols are sent. */
export function busySnapPoints(county: County): readonly SnapPoint[] {
  const points = placeSnapPoints(county.mesh, county.areas)
  return county.areas.flatMap((area, index) => {
    const isBusy = area.kind === 'centre' || PLANTED.hotspot.lsoas.some((lsoa) => lsoa === area.code)
    return points[index]!.points.slice(0, isBusy ? 6 : 1)
  })
}
