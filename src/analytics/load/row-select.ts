import type { IsoMonth } from '#core/time/month.ts'
import { forceSlugOf, type RowKind } from './archive-name.ts'
import { COLUMNS, PLAUSIBLE } from './row-shape.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

/** A file laid out as `NNNNNN.csv`, its number in the batch. */
export type GroupFile = Readonly<{ no: number; path: string; force: string | null; month: IsoMonth | null }>

/** Files of one kind whose columns stand in one order, and which either all say their force and month or all do not. */
export type FileGroup = Readonly<{
  kind: RowKind
  places: readonly number[]
  width: number
  /** Rows were checked one by one already. */
  isChecked: boolean
  files: readonly GroupFile[]
}>

/** The engine's reader over a group: every value as text, nothing guessed, anything irregular an error. */
export function readerSql(group: Pick<FileGroup, 'width' | 'files'>): string {
  const columns = Array.from({ length: group.width }, (_, place) => `c${place}: 'VARCHAR'`).join(', ')
  const files = group.files.map(({ path }) => sqlPath(path)).join(', ')
  return `read_csv([${files}], columns = {${columns}}, header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, strict_mode = true, null_padding = false, max_line_size = 1100000, filename = true)`
}

/** Everything a street row says but its Crime ID and force, as the store keeps it; coordinates are numbers. */
export const SAID = [
  'month',
  'longitude',
  'latitude',
  ...COLUMNS.street
    .filter((name) => !['Crime ID', 'Month', 'Longitude', 'Latitude'].includes(name))
    .map(columnName),
].join(', ')

/** Rows of the group as the store keeps them, with `refused` set on those the careful reader must look at. */
export function rowsSql(group: FileGroup, names: readonly string[], thisMonth: IsoMonth): string {
  const column = (name: string) => `c${group.places[COLUMNS[group.kind].indexOf(name)]}`
  const from = `FROM ${readerSql(group)}`
  // One value a file: the engine works these out once for each block of rows.
  const no = `filename[-10:-5]::INTEGER`
  const first = group.files[0]!.no
  const ofFile = (values: (string | null)[]) =>
    `[${values.map((value) => (value === null ? 'NULL' : sqlText(value))).join(', ')}][${no} - ${first - 1}]`
  const byNumber = Array.from(
    { length: group.files.at(-1)!.no - first + 1 },
    (_, index) => group.files.find((file) => file.no === first + index) ?? null,
  )
  const isNamed = group.files[0]!.month !== null
  const month = ofFile(byNumber.map((file) => file?.month ?? null))
  const force = isNamed
    ? ofFile(byNumber.map((file) => file?.force ?? null))
    : forceOfName(column('Reported by'), names)
  const place = `TRY_CAST(${column('Longitude')} AS DOUBLE) AS longitude, TRY_CAST(${column('Latitude')} AS DOUBLE) AS latitude`
  const head = `${no} AS file_no, ${force} AS force`

  if (group.kind === 'stop-and-search') {
    const date = column('Date')
    return `SELECT ${head}, ${month} AS month, ${place}, ${date} AS searched_at,
      ${rest(group.kind, ['Date', 'Latitude', 'Longitude'], column)},
      ${refused(group, [`${date}[1:7] IS DISTINCT FROM ${month}`, `${month} > ${sqlText(thisMonth)}`, absent(column('Type'))], column)}
      ${from}`
  }
  const given = column('Month')
  const monthFaults = isNamed
    ? [`${given} IS DISTINCT FROM ${month}`, `${month} > ${sqlText(thisMonth)}`]
    : [
        `NOT regexp_full_match(coalesce(${given}, ''), '[0-9]{4}-(0[1-9]|1[0-2])')`,
        `${given} > ${sqlText(thisMonth)}`,
        `(${force}) IS NULL`,
      ]
  const essential = column(group.kind === 'street' ? 'Crime type' : 'Outcome type')
  const id = column('Crime ID')
  // The ID itself says nothing but sameness; 128 bits of its digest say that in a quarter of the space.
  const rows = `SELECT ${head}, ${given} AS month, md5_number(nullif(${id}, '')) AS digest,
    ${place}, ${rest(group.kind, ['Crime ID', 'Month', 'Latitude', 'Longitude'], column)},
    ${refused(group, [...monthFaults, absent(essential)], column)}
    ${from}`
  const halves = '(digest >> 64)::UBIGINT AS id_high, (digest & 18446744073709551615)::UBIGINT AS id_low'
  if (group.kind === 'outcomes') return `SELECT * EXCLUDE (digest), ${halves} FROM (${rows})`
  return `SELECT * EXCLUDE (digest), ${halves},
    CASE WHEN digest IS NULL THEN hash(force, ${SAID}) END AS said_without_id FROM (${rows})`
}

function forceOfName(column: string, names: readonly string[]): string {
  const cases = names.flatMap((name) => {
    const slug = forceSlugOf(name)
    return slug ? [`WHEN ${sqlText(name)} THEN ${sqlText(slug)}`] : []
  })
  return cases.length === 0 ? 'NULL::VARCHAR' : `CASE ${column} ${cases.join(' ')} END`
}

function rest(kind: RowKind, done: readonly string[], column: (name: string) => string): string {
  return COLUMNS[kind]
    .filter((name) => !done.includes(name))
    .map((name) => `nullif(${column(name)}, '') AS ${columnName(name)}`)
    .join(', ')
}

/** `LSOA code` is kept as `lsoa_code`. */
export function columnName(published: string): string {
  return published.toLowerCase().replace(/[^a-z]+/g, '_')
}

function absent(column: string): string {
  return `(${column} IS NULL OR ${column} = '')`
}

function refused(group: FileGroup, faults: string[], column: (name: string) => string): string {
  if (group.isChecked) return 'false AS refused'
  const [x, y] = [column('Longitude'), column('Latitude')]
  const { west, east, south, north } = PLAUSIBLE
  const isPlaced = `coalesce(TRY_CAST(${x} AS DOUBLE) BETWEEN ${west} AND ${east}
    AND TRY_CAST(${y} AS DOUBLE) BETWEEN ${south} AND ${north}, false)`
  const misplaced = `(NOT ${isPlaced} AND NOT (${absent(x)} AND ${absent(y)}))`
  return `coalesce(${[...faults, misplaced].join(' OR ')}, true) AS refused`
}
