import type { DuckDBConnection } from '@duckdb/node-api'
import { ask } from '../engine/engine.ts'
import { SAID } from './row-select.ts'
import { sqlPath } from './tables/sql-text.ts'

export type Repeats = Readonly<{
  rows: number
  exactRows: number
  ids: number
  identicalRowsWithoutId: number
}>

/** Keys one pass holds in memory: about 64 bytes each. Files with more are gone through several times. */
const KEYS_A_PASS = 3_000_000

/**
 * Tells repeated Crime IDs and identical rows without one among the street rows of one import, and leaves the rows
 * that are an earlier one again, column by column, in the temporary table `repeated_rows` (filename,
 * row_number, force, month, lsoa_code, crime_type and what it lacks). Reads the keys, and the rest only of rows
 * concerned; memory is bounded by going through the keys in slices.
 */
export async function findRepeats(
  connection: DuckDBConnection,
  files: readonly string[],
  rows: number,
): Promise<Repeats> {
  const source = (options = '') => `read_parquet([${files.map(sqlPath).join(', ')}]${options})`
  const passes = Math.max(1, Math.ceil(rows / KEYS_A_PASS))
  await connection.run('CREATE OR REPLACE TEMP TABLE repeated_ids (id_high UBIGINT, id_low UBIGINT)')
  let identical = 0
  for (let pass = 0; pass < passes; pass++) {
    const slice = (key: string) => (passes === 1 ? 'true' : `${key} % ${passes} = ${pass}`)
    await connection.run(
      `INSERT INTO repeated_ids SELECT id_high, id_low FROM ${source()}
      WHERE id_low IS NOT NULL AND ${slice('id_low')} GROUP BY id_high, id_low HAVING count(*) > 1`,
    )
    const [found] = await ask(
      connection,
      `SELECT coalesce(sum(n - 1), 0)::DOUBLE AS beyond FROM (
        SELECT count(*) AS n FROM ${source()}
        WHERE said_without_id IS NOT NULL AND ${slice('said_without_id')} GROUP BY said_without_id)`,
    )
    identical += found!.beyond as number
  }
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE repeated_rows AS SELECT * EXCLUDE (place) FROM (
      SELECT filename, file_row_number AS row_number, force, month, lsoa_code, crime_type,
        longitude IS NULL AS lacks_location, longitude IS NOT NULL AND lsoa_code IS NULL AS lacks_lsoa,
        row_number() OVER (PARTITION BY id_high, id_low, ${SAID} ORDER BY filename, file_row_number) AS place
      FROM ${source(', file_row_number = true, filename = true')} AS street SEMI JOIN repeated_ids USING (id_high, id_low))
    WHERE place > 1`,
  )
  const [found] = await ask(
    connection,
    `SELECT (SELECT count(*) FROM repeated_ids)::DOUBLE AS ids, (SELECT count(*) FROM repeated_rows)::DOUBLE AS exact,
      (SELECT count(*) FROM ${source()} AS street SEMI JOIN repeated_ids USING (id_high, id_low))::DOUBLE AS carrying`,
  )
  await connection.run('DROP TABLE repeated_ids')
  const ids = found!.ids as number
  return {
    rows: (found!.carrying as number) - ids,
    exactRows: found!.exact as number,
    ids,
    identicalRowsWithoutId: identical,
  }
}
