import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ask } from '../engine/engine.ts'
import { ImportRefused } from './import-refusal.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

/** Fourteen are published. A page lists what there is, so there must be an end to it. */
const MOST_TYPES = 100
const LONGEST_TYPE = 80

export type StreetCube = Readonly<{ cube: string; areas: string; types: string[] }>

/**
 * Counts of the street rows of one import by force, month, area and type, which is all that screening reads. Areas
 * and types are numbers: the areas file says for each force which of its
 * areas has which, and −1 stands for none. Rows in the temporary table
 * `repeated_rows` are taken off again, by rows of their own with −1: a cell may have several rows, and readers add them
 * up. Sorted by force, so that one force is a few row groups.
 */
export async function writeStreetCube(
  connection: DuckDBConnection,
  store: string,
  batchCubes: readonly string[],
  id: string,
): Promise<StreetCube> {
  const source = `read_parquet([${batchCubes.map((file) => sqlPath(join(store, file))).join(', ')}])`
  const cube = join('rows', `${id}-cube.parquet`)
  const areas = join('rows', `${id}-areas.parquet`)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE cube_areas AS
      SELECT (row_number() OVER (ORDER BY code) - 1)::INTEGER AS area, code, name FROM (
        SELECT lsoa_code AS code, arg_max(lsoa_name, month) AS name FROM ${source}
        WHERE lsoa_code IS NOT NULL GROUP BY lsoa_code)`,
  )
  const types = (
    await ask(connection, `SELECT DISTINCT crime_type AS type FROM ${source} ORDER BY type`)
  ).map(({ type }) => type as string)
  const long = types.find((type) => type.length > LONGEST_TYPE)
  if (long !== undefined || types.length > MOST_TYPES) {
    const what =
      long === undefined ? `${types.length} different crime types` : `the crime type “${long.slice(0, 40)}…”`
    throw new ImportRefused(
      null,
      null,
      `These files hold ${what}; they are not street-level crime as it is published.`,
    )
  }
  // A month is taken apart once, not for each of millions of cells.
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE cube_months AS
      SELECT month, (month[1:4]::INTEGER * 12 + month[6:7]::INTEGER - 1)::INTEGER AS month_number
      FROM (SELECT DISTINCT month FROM ${source})`,
  )
  await connection.run(
    `COPY (
      SELECT force, month_number AS month, coalesce(area, -1)::INTEGER AS area, (list_position([${types.map(sqlText).join(', ')}], crime_type) - 1)::INTEGER AS type,
        n::INTEGER AS n
      FROM (
        SELECT force, month, lsoa_code, crime_type, n FROM ${source}
        UNION ALL SELECT force, month, lsoa_code, crime_type, -1 FROM repeated_rows)
      JOIN cube_months USING (month)
      LEFT JOIN cube_areas ON code = lsoa_code
      ORDER BY force
    ) TO ${sqlText(join(store, cube))} (FORMAT parquet, ROW_GROUP_SIZE 65536)`,
  )
  await connection.run(
    `COPY (SELECT force, area, code, name FROM (SELECT DISTINCT force, area FROM read_parquet(${sqlPath(join(store, cube))}))
      JOIN cube_areas USING (area) ORDER BY force, area) TO ${sqlText(join(store, areas))} (FORMAT parquet)`,
  )
  await connection.run('DROP TABLE cube_areas')
  await connection.run('DROP TABLE cube_months')
  return { cube, areas, types }
}
