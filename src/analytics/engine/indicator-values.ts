import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlPath, sqlText } from '../load/tables/sql-text.ts'
import type { Catalogue } from './catalogue.ts'
import { readOnce } from './read-once.ts'

/** One indicator's latest value of each area asked for, and the tables these values came from. */
export type IndicatorValues = Readonly<{
  /** In the order of the codes asked for; NaN where no table gives one. */
  values: Float64Array
  /** Those that gave at least one of the values, best first. */
  from: readonly Readonly<{ vintage: string | null; source: string; loadedAt: string }>[]
}>

/**
 * The latest period of each indicator asked for, for these areas. Where several tables give an area's value, one of
 * `vintage` stands over one of another, a force's own over everybody's, and one loaded later over one loaded earlier.
 * An indicator nobody loaded for these areas is absent. Each table is read once: about 60 ms for one of all LSOAs.
 */
export async function readIndicators(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  asked: Readonly<{ names: readonly string[]; codes: readonly string[]; vintage: string | null }>,
): Promise<Map<string, IndicatorValues>> {
  const found = new Map<string, { values: Float64Array; from: Table[] }>()
  // Best first: what is there already stands.
  const tables = catalogue.indicators
    .filter((table) => table.indicators.some((name) => asked.names.includes(name)))
    .sort(
      (a, b) =>
        fit(a, asked.vintage) - fit(b, asked.vintage) ||
        Number(a.owner === null) - Number(b.owner === null) ||
        (a.loadedAt > b.loadedAt ? -1 : 1),
    )
  for (const table of tables) {
    const names = asked.names.filter((name) => table.indicators.includes(name))
    const { placeOf, columns } = await readLatest(connection, join(folder, table.file), names)
    const places = asked.codes.map((code) => placeOf.get(code))
    for (const [at, name] of names.entries()) {
      const values = found.get(name)?.values ?? new Float64Array(places.length).fill(Number.NaN)
      let isUsed = false
      for (const [row, place] of places.entries()) {
        const value = place === undefined ? null : columns[at]![place]
        if (value === null || value === undefined || !Number.isNaN(values[row]!)) continue
        values[row] = value
        isUsed = true
      }
      if (isUsed) found.set(name, { values, from: [...(found.get(name)?.from ?? []), table] })
    }
  }
  return new Map(
    [...found].map(([name, { values, from }]) => [
      name,
      { values, from: from.map(({ vintage, source, loadedAt }) => ({ vintage, source, loadedAt })) },
    ]),
  )
}

type Table = Catalogue['indicators'][number]

function fit(table: Table, vintage: string | null): number {
  return table.vintage === vintage ? 0 : table.vintage === null ? 1 : 2
}

/** By name the latest value of every area of a table, null where it has none. */
type Latest = Readonly<{
  placeOf: ReadonlyMap<string, number>
  columns: readonly (readonly (number | null)[])[]
}>

// About 4 MB for a table of all LSOAs.
const keep = readOnce<Latest>(16)

function readLatest(connection: DuckDBConnection, path: string, names: readonly string[]): Promise<Latest> {
  return keep(`${path} ${names.join()}`, async () => {
    const columns = names.map((name) => `arg_max(value, period) FILTER (indicator = ${sqlText(name)})`)
    const reply = await connection.runAndReadAll(
      `SELECT area_code, ${columns.join(', ')} FROM read_parquet(${sqlPath(path)})
      WHERE indicator IN (${names.map(sqlText).join(', ')}) GROUP BY area_code`,
    )
    const [codes = [], ...values] = reply.getColumns() as [string[], ...(number | null)[][]]
    return { placeOf: new Map(codes.map((code, place) => [code, place])), columns: values }
  })
}
