/**
 * A CSV as a temporary table of texts: `row_no` (from 1, in file order) and `c0`, `c1`, … by place in the header.
 * Rows of a width other than the header's, and text that is not CSV, are set aside with their line.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Example } from '../../report.ts'
import { findCsvLines } from './csv-lines.ts'
import { sqlPath, sqlText } from './sql-text.ts'

export type CsvRows = Readonly<{
  table: string
  /** Rows in the table. */
  count: number
  /** Rows set aside. */
  brokenRows: number
  brokenExamples: readonly Refused[]
  /** Lines and texts of rows in the table, by `row_no`. */
  examples: (rows: readonly number[]) => Promise<Map<number, Example>>
  drop: () => Promise<void>
}>

/** One refused row, or one of several refused for the same reason. */
export type Refused = Readonly<{ reason: string; example: Example }>

export const BROKEN_ROW = 'the row does not have as many columns as the header, or its quotes do not close'
/** Examples kept for each reason. */
export const MOST_EXAMPLES = 5

let number = 0

/** Reads in file order on one thread: row numbers must mean lines. */
export async function openCsvRows(
  connection: DuckDBConnection,
  source: Readonly<{ name: string; path: string }>,
  width: number,
): Promise<CsvRows> {
  const table = `wardmote_rows_${process.pid}_${++number}`
  const columns = Array.from({ length: width }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  const rejects = { errors: `${table}_errors`, scans: `${table}_scans` }
  await connection.run(`
    create temp table ${table} as
    select row_number() over () as row_no, *
    from read_csv(${sqlPath(source.path)}, columns = {${columns}}, header = true, auto_detect = false,
      delim = ',', quote = '"', escape = '"', parallel = false, store_rejects = true,
      rejects_table = ${sqlText(rejects.errors)}, rejects_scan = ${sqlText(rejects.scans)})`)
  const [count] = await numbers(connection, `select count(*)::double from ${table}`)
  const broken = await connection.runAndReadAll(
    `select line::double, any_value(csv_line) from ${rejects.errors} group by line order by line`,
  )
  const brokenLines = broken.getRows() as [number, string | null][]

  return {
    table,
    count: count!,
    brokenRows: brokenLines.length,
    brokenExamples: brokenLines.slice(0, MOST_EXAMPLES).map(([line, text]) => ({
      reason: BROKEN_ROW,
      example: { file: source.name, line, text: (text ?? '').trimEnd().slice(0, 300) },
    })),
    examples: async (rows) => {
      const lines = await findCsvLines(source.path, new Set(rows), new Set(brokenLines.map(([line]) => line)))
      return new Map([...lines].map(([row, found]) => [row, { file: source.name, ...found }]))
    },
    drop: async () => {
      await connection.run(`
        drop table if exists ${table};
        drop table if exists ${rejects.errors};
        drop table if exists ${rejects.scans}`)
    },
  }
}

async function numbers(connection: DuckDBConnection, query: string): Promise<number[]> {
  return (await connection.runAndReadAll(query)).getRows()[0] as number[]
}
