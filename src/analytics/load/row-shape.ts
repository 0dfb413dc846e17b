import { type IsoMonth, parseMonth } from '#core/time/month.ts'
import { forceSlugOf, type RowKind } from './archive-name.ts'

/** Columns of each kind, in the order they are published in. A file must have them all, in any order. */
export const COLUMNS: Readonly<Record<RowKind, readonly string[]>> = {
  street: [
    'Crime ID',
    'Month',
    'Reported by',
    'Falls within',
    'Longitude',
    'Latitude',
    'Location',
    'LSOA code',
    'LSOA name',
    'Crime type',
    'Last outcome category',
    'Context',
  ],
  outcomes: [
    'Crime ID',
    'Month',
    'Reported by',
    'Falls within',
    'Longitude',
    'Latitude',
    'Location',
    'LSOA code',
    'LSOA name',
    'Outcome type',
  ],
  'stop-and-search': [
    'Type',
    'Date',
    'Part of a policing operation',
    'Policing operation',
    'Latitude',
    'Longitude',
    'Gender',
    'Age range',
    'Self-defined ethnicity',
    'Officer-defined ethnicity',
    'Legislation',
    'Object of search',
    'Outcome',
    'Outcome linked to object of search',
    'Removal of more than just outer clothing',
  ],
}

/** The column without which a row says nothing. */
const ESSENTIAL: Readonly<Record<RowKind, string>> = {
  street: 'Crime type',
  outcomes: 'Outcome type',
  'stop-and-search': 'Type',
}

/** Why a row is refused, in the order they are looked for; a row is counted under the first that holds. */
export const ROW_FAULTS = {
  quoting: 'the quoting is broken',
  columns: 'the number of values differs from the header',
  essential: 'the crime type, outcome type or search type is missing',
  monthForm: 'the month is not a month (YYYY-MM)',
  monthUnlikeName: 'the month is unlike the file name',
  monthInFuture: 'the month is in the future',
  noForce: 'no force is named',
  coordinatesForm: 'the coordinates are not two numbers',
  coordinatesFar: 'the coordinates are outside the United Kingdom',
} as const
export type RowFault = keyof typeof ROW_FAULTS

/** Longitudes and latitudes a row may have: the United Kingdom with its seas. */
export const PLAUSIBLE = { west: -9.5, east: 2.5, south: 49, north: 61.5 } as const

/** What a row's month and force are held against. */
export type Expectation = Readonly<{
  /** From the file's name; null when it gives none. */
  month: IsoMonth | null
  hasForceInName: boolean
  thisMonth: IsoMonth
}>

/**
 * What is wrong with one well-formed row; null when nothing is. The same rules as `faultSql`, for the careful reader
 * that finds the lines. Stops carry an instant in universal time, so their months may differ from the file's by the
 * hour that summer time adds, at either end.
 */
export function faultOfRow(
  kind: RowKind,
  value: (column: string) => string,
  expected: Expectation,
): RowFault | null {
  if (value(ESSENTIAL[kind]) === '') return 'essential'
  return faultOfMonth(kind, value, expected) ?? faultOfForce(kind, value, expected) ?? faultOfPlace(value)
}

function faultOfMonth(
  kind: RowKind,
  value: (column: string) => string,
  expected: Expectation,
): RowFault | null {
  const months = kind === 'stop-and-search' ? monthsOfInstant(value('Date')) : [parseMonth(value('Month'))]
  if (months.includes(null)) return 'monthForm'
  if (expected.month !== null && !months.includes(expected.month)) return 'monthUnlikeName'
  const month = expected.month ?? months[0]!
  return month > expected.thisMonth ? 'monthInFuture' : null
}

function faultOfForce(
  kind: RowKind,
  value: (column: string) => string,
  expected: Expectation,
): RowFault | null {
  if (expected.hasForceInName) return null
  return kind === 'stop-and-search' || forceSlugOf(value('Reported by')) === null ? 'noForce' : null
}

function faultOfPlace(value: (column: string) => string): RowFault | null {
  const [longitude, latitude] = [value('Longitude').trim(), value('Latitude').trim()]
  if (longitude === '' && latitude === '') return null
  const [x, y] = [Number(longitude), Number(latitude)]
  if (longitude === '' || latitude === '' || !Number.isFinite(x) || !Number.isFinite(y))
    return 'coordinatesForm'
  const { west, east, south, north } = PLAUSIBLE
  return x >= west && x <= east && y >= south && y <= north ? null : 'coordinatesFar'
}

function monthsOfInstant(date: string): (IsoMonth | null)[] {
  const instant = Date.parse(date)
  if (!/^\d{4}-\d{2}-\d{2}/.test(date) || Number.isNaN(instant)) return [null]
  const hour = 3_600_000
  const months = [0, -hour, hour].map((shift) =>
    parseMonth(new Date(instant + shift).toISOString().slice(0, 7)),
  )
  return [...new Set(months)]
}
