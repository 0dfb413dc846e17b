/** Indicator tables in: recognised by header, checked cell by cell, written as one long Parquet file. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Vintage } from '#core/area/area.ts'
import type { Example } from '../../report.ts'
import { type CsvRows, MOST_EXAMPLES, openCsvRows, type Refused } from './csv-rows.ts'
import { INDICATORS, indicatorName } from './indicator-registry.ts'
import { recogniseCensusBulk, recogniseCensusLong } from './recognise-census.ts'
import {
  recogniseIndices,
  recogniseUkComposite,
  recogniseUnderlyingIndicators,
} from './recognise-deprivation.ts'
import { recogniseGeneric } from './recognise-generic.ts'
import { recognisePopulation, yearInFileName } from './recognise-population.ts'
import { sqlText } from './sql-text.ts'
import { cellsQuery, number } from './table-cells.ts'
import type { TableShape } from './table-shape.ts'

export { findIndicator, INDICATORS, type Indicator, indicatorName } from './indicator-registry.ts'
export type { TableShape } from './table-shape.ts'

export type LoadedTable = Readonly<{
  title: string
  rowsRead: number
  /** Rows that gave at least one figure. */
  rowsLoaded: number
  /** Rows that gave none because of a fault. */
  rowsRefused: number
  /** Rows that gave none because every figure in them is blank: unknown, not zero. */
  rowsUnknown: number
  /** Figures loaded, and figures left blank. */
  values: number
  blankValues: number
  /** At most five for each reason. A faulty figure is left out; the rest of its row is kept. */
  refused: readonly Refused[]
  /** Rows with each fault. */
  refusedByReason: Readonly<Record<string, number>>
  /** Ascending. */
  indicators: readonly string[]
  /** Of the census areas, where the header or the rows state one and the same. */
  vintage: Vintage | null
  /** Stable: loading a corrected copy of the file gives the same key. */
  source: string
  unknownColumns: readonly string[]
  notes: readonly string[]
}>

// Most particular first: the generic table's headers are ordinary words.
const RECOGNISERS = [
  recogniseUkComposite,
  recogniseUnderlyingIndicators,
  recogniseIndices,
  recognisePopulation,
  recogniseCensusBulk,
  recogniseCensusLong,
  recogniseGeneric,
]

/** What a table with this header is; `null` when it is none that holds indicators. Column order, case and a byte order mark do not matter. */
export function recogniseTable(header: readonly string[]): TableShape | null {
  for (const recognise of RECOGNISERS) {
    const shape = recognise(header)
    if (shape) return shape
  }
  return null
}

const FAULTS = {
  'no-area': 'the area code is blank',
  'bad-area': 'the area code is not an area code',
  'bad-vintage': 'the vintage is neither 2011 nor 2021',
  'no-period': 'the period is blank',
  'bad-period': 'the period is neither a year (2024) nor a month (2024-03)',
  'no-indicator': 'the indicator is blank',
  'not-a-number': 'a value is not a number',
  'out-of-range': 'a value is not possible for its indicator',
  repeated: 'the area, period and indicator were given before in this file',
} as const
type Fault = keyof typeof FAULTS

/**
 * Loads one table into `outPath`, a Parquet file with `area_code, vintage, period, indicator, value, source`
 * (vintage and period may be null: not stated). Memory grows with the table, spilling as the connection is set to;
 * about 1 s a million figures.
 */
export async function loadTable(
  connection: DuckDBConnection,
  source: Readonly<{ name: string; path: string }>,
  shape: TableShape,
  outPath: string,
): Promise<LoadedTable> {
  const rows = await openCsvRows(connection, source, shape.width)
  const cells = `${rows.table}_cells`
  try {
    const periodOfFile = 'fromFileName' in shape.period ? yearInFileName(source.name) : null
    await connection.run(`create temp table ${cells} as ${judgedQuery(rows.table, shape, periodOfFile)}`)
    const key = await sourceKey(connection, cells, shape, source.name)
    await connection.run(`
      copy (select area as area_code, vintage, period, indicator, value, coalesce(source, ${sqlText(key)}) as source
        from ${cells} where fault is null and value is not null and indicator is not null
        order by indicator, period, area)
      to ${sqlText(outPath)} (format parquet, compression zstd)`)
    const counts = await countsOf(connection, cells)
    const faults = await faultsOf(connection, cells, rows)
    return {
      title: shape.title,
      rowsRead: rows.count + rows.brokenRows,
      rowsLoaded: counts.loaded,
      rowsRefused: counts.refused + rows.brokenRows,
      rowsUnknown: rows.count - counts.loaded - counts.refused,
      values: counts.values,
      blankValues: counts.blank,
      refused: [...rows.brokenExamples, ...faults.examples],
      refusedByReason: {
        ...Object.fromEntries(rows.brokenExamples.map(({ reason }) => [reason, rows.brokenRows])),
        ...faults.byReason,
      },
      indicators: counts.indicators,
      vintage: counts.vintages.length === 1 ? (counts.vintages[0] as Vintage | null) : null,
      source: key,
      unknownColumns: shape.unknownColumns,
      notes:
        'fromFileName' in shape.period && periodOfFile === null
          ? [
              `${source.name} does not say which year it is for, in its header or its name: its period is unknown.`,
            ]
          : [],
    }
  } finally {
    await connection.run(`drop table if exists ${cells}`)
    await rows.drop()
  }
}

/** Cells with `value` and the first fault each has. */
function judgedQuery(table: string, shape: TableShape, periodOfFile: string | null): string {
  const ranges = INDICATORS.map(
    ({ name, low, high, whole }) => `(${sqlText(name)}, ${low}::double, ${high}::double, ${whole})`,
  )
  // England, Wales, Scotland and the rest have a letter and eight digits; Northern Ireland's older areas differ.
  const areaPattern =
    shape.areaCodes === 'published'
      ? '[A-Z]\\d{8}|\\d{2}[A-Z]{2}\\d{2}[A-Z]\\d{1,2}'
      : '[A-Za-z0-9][A-Za-z0-9._/ -]{0,63}'
  const isPeriodStated = !('fromFileName' in shape.period)
  return `
    with ranges(name, low, high, whole) as (values ${ranges.join(', ')}),
    cells as (
      select * replace (nullif(trim(raw), '') as raw), ${number('raw')} as number
      from (${cellsQuery(table, shape, periodOfFile)})),
    judged as (
      select cells.*, case
        when nullif(area, '') is null then 'no-area'
        when not regexp_full_match(area, ${sqlText(areaPattern)}) then 'bad-area'
        when vintage not in ('2011', '2021') then 'bad-vintage'
        when ${isPeriodStated} and nullif(period, '') is null then 'no-period'
        when not regexp_full_match(period, '(19|20)\\d{2}(-(0[1-9]|1[0-2]))?') then 'bad-period'
        when indicator = '' then 'no-indicator'
        when raw is null then null
        when number is null then 'not-a-number'
        when number < low or number > high or (whole and number <> floor(number)) then 'out-of-range'
        end as fault
      from cells left join ranges on ranges.name = cells.indicator)
    select row_no, area, vintage, period, indicator, source, number as value,
      case when fault is null and raw is not null and indicator is not null and row_number() over (
          partition by area, vintage, period, indicator, source, fault is null and raw is not null order by row_no) > 1
        then 'repeated' else fault end as fault
    from judged`
}

async function sourceKey(
  connection: DuckDBConnection,
  cells: string,
  shape: TableShape,
  fileName: string,
): Promise<string> {
  const reply = await connection.runAndReadAll(`
    select mode(period), mode(case when area[1:3] in ('E01', 'W01') then 'lsoa' when area[1:3] in ('E02', 'W02') then 'msoa'
      else 'other-areas' end) from ${cells} where fault is null`)
  const [period, level] = reply.getRows()[0] as [string | null, string | null]
  const file = fileName
    .split(/[/›\\]/)
    .at(-1)!
    .trim()
    .replace(/(\.csv)?(\.gz)?$/i, '')
  return shape.source
    .replace('{period}', period ?? 'unknown-period')
    .replace('{level}', level ?? 'no-areas')
    .replace('{file}', indicatorName(file) || 'unnamed')
}

async function countsOf(connection: DuckDBConnection, cells: string) {
  const reply = await connection.runAndReadAll(`
    with cells as (
      select *, fault is null and value is not null and indicator is not null as good from ${cells}),
    by_row as (select row_no, bool_or(good) as loaded, bool_or(fault is not null) as faulty from cells group by row_no)
    select
      (select count(*) from by_row where loaded)::double,
      (select count(*) from by_row where not loaded and faulty)::double,
      (select count(*) from cells where good)::double,
      (select count(*) from cells where fault is null and value is null and indicator is not null)::double,
      (select list(distinct indicator order by indicator) from cells where good),
      (select list(distinct coalesce(vintage, '')) from cells where good)`)
  const [loaded, refused, values, blank, indicators, vintages] = reply.getRowsJS()[0] as [
    number,
    number,
    number,
    number,
    string[] | null,
    string[] | null,
  ]
  const stated = (vintages ?? []).map((vintage) => vintage || null)
  return { loaded, refused, values, blank, indicators: indicators ?? [], vintages: stated }
}

async function faultsOf(connection: DuckDBConnection, cells: string, rows: CsvRows) {
  const reply = await connection.runAndReadAll(`
    select fault, count(distinct row_no)::double, list_slice(list(distinct row_no::double order by row_no::double), 1, ${MOST_EXAMPLES})
    from ${cells} where fault is not null group by fault order by fault`)
  const found = reply.getRowsJS() as [Fault, number, number[]][]
  const lines = await rows.examples(found.flatMap(([, , at]) => at))
  const examples = found.flatMap(([fault, , at]) =>
    at.flatMap((row): { reason: string; example: Example }[] => {
      const example = lines.get(row)
      return example ? [{ reason: FAULTS[fault], example }] : []
    }),
  )
  return { examples, byReason: Object.fromEntries(found.map(([fault, count]) => [FAULTS[fault], count])) }
}
