import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { type IsoMonth, monthAt } from '#core/time/month.ts'
import { ask } from '../engine/engine.ts'
import type { StreetCube } from './street-cube.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

/** A district that holds less than this share of a force's rows with an area is taken to be another force's. */
export const SMALLEST_SHARE_OF_A_DISTRICT = 0.005

export type OutsideForce = Readonly<{
  /** Rows by force and month. */
  rows: ReadonlyMap<ForceSlug, ReadonlyMap<IsoMonth, number>>
  /** All of them, with the exact repeats that are not loaded. */
  rowsInFiles: number
  /** How it was told for each force, in plain English. */
  notes: readonly string[]
}>

/**
 * Counts rows whose LSOA is not the force's: not in a look-up or
 * boundary file of the force's own areas, where one is loaded;
 * otherwise in a district (the LSOA's name without the code at its end) too small a part of the force's rows to be
 * policed by it.
 */
export async function countOutsideForce(
  connection: DuckDBConnection,
  store: string,
  { cube, areas }: StreetCube,
  known: Readonly<{
    lookUps: readonly string[]
    boundaries: readonly Readonly<{ name: string; areasFile: string }>[]
  }>,
): Promise<OutsideForce> {
  const cubeSql = `read_parquet(${sqlPath(join(store, cube))})`
  const areasSql = `read_parquet(${sqlPath(join(store, areas))})`
  const read = (file: string) => `read_parquet(${sqlPath(join(store, file))})`
  const forces = (await ask(connection, `SELECT DISTINCT force FROM ${cubeSql}`)).map(
    (row) => row.force as string,
  )
  const listed = [
    'SELECT NULL::VARCHAR AS force, NULL::VARCHAR AS code WHERE false',
    ...known.lookUps.map(
      (file) =>
        `SELECT force, child_code FROM ${read(file)} WHERE force IS NOT NULL AND child_level = 'lsoa'`,
    ),
    // A boundary file says whose it is by its name only: `leicestershire_lsoa11.geojson`.
    ...forces.flatMap((force) =>
      known.boundaries
        .filter(({ name }) => name.startsWith(force) && !/^[a-z-]/.test(name.slice(force.length)))
        .map(
          ({ areasFile }) => `SELECT ${sqlText(force)}, code FROM ${read(areasFile)} WHERE level = 'lsoa'`,
        ),
    ),
  ].join(' UNION ')
  // Judged by force and area first: there are a hundred times as many cells, and few of them are outside.
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE judged_areas AS
    WITH listed AS (${listed}),
    counted AS (SELECT force, area, sum(n) AS n FROM ${cubeSql} GROUP BY ALL),
    placed AS (
      SELECT force, area, code, n, regexp_replace(name, ' [0-9]{3}[A-Z]{1,2}$', '') AS district
      FROM counted JOIN ${areasSql} AS areas USING (force, area)),
    shares AS (
      SELECT force, district, sum(n) / sum(sum(n)) OVER (PARTITION BY force) AS share FROM placed GROUP BY force, district)
    SELECT placed.force, area, placed.code, placed.force IN (SELECT force FROM listed) AS is_listed,
      CASE WHEN placed.force IN (SELECT force FROM listed) THEN listed.code IS NULL
        ELSE share < ${SMALLEST_SHARE_OF_A_DISTRICT} END AS is_outside
    FROM placed
    JOIN shares ON shares.force = placed.force AND shares.district IS NOT DISTINCT FROM placed.district
    LEFT JOIN listed ON listed.force = placed.force AND listed.code = placed.code`,
  )
  const rows = new Map<ForceSlug, Map<IsoMonth, number>>()
  let rowsInFiles = 0
  const loaded = await ask(
    connection,
    `SELECT force, month, sum(n)::DOUBLE AS n FROM ${cubeSql}
    SEMI JOIN (SELECT force, area FROM judged_areas WHERE is_outside) USING (force, area) GROUP BY ALL`,
  )
  for (const row of loaded) {
    const force = row.force as ForceSlug
    const months = rows.get(force) ?? new Map<IsoMonth, number>()
    months.set(monthAt(row.month as number), row.n as number)
    rows.set(force, months)
    rowsInFiles += row.n as number
  }
  const [repeated] = await ask(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM repeated_rows
    SEMI JOIN (SELECT force, code AS lsoa_code FROM judged_areas WHERE is_outside) USING (force, lsoa_code)`,
  )
  rowsInFiles += repeated!.n as number
  const inferred = (
    await ask(connection, 'SELECT DISTINCT force FROM judged_areas WHERE NOT is_listed ORDER BY force')
  ).map(({ force }) => force as string)
  await connection.run('DROP TABLE judged_areas')
  const notes =
    inferred.length === 0
      ? []
      : [
          `No look-up or boundaries are loaded for the area of ${inferred.join(', ')}: rows outside the force are those in districts with less than ${SMALLEST_SHARE_OF_A_DISTRICT * 100} % of its rows.`,
        ]
  return { rows, rowsInFiles, notes }
}
