import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Vintage } from '#core/area/area.ts'
import type { Catalogue } from '../engine/catalogue.ts'
import { ask } from '../engine/engine.ts'
import { sqlPath } from './tables/sql-text.ts'

/** The last code of England's 2011 areas (IMD 2019 lists them all); the 2021 census numbered its new areas from the next. */
const LAST_ENGLISH_CODE_OF_2011 = 'E01033768'

/** A table with fewer areas of England and Wales is somebody's part of them, and says nothing of what it lacks. */
const AREAS_OF_A_NATIONAL_TABLE = 32_000

/**
 * Vintages that the areas' codes show: most codes are in both, so only one that a single vintage has says anything.
 * `unknown` when none does. Codes of 2011 only can be told where national tables of both vintages are loaded.
 */
export async function lsoaVintages(
  connection: DuckDBConnection,
  store: string,
  areasFile: string,
  catalogue: Catalogue,
): Promise<(Vintage | 'unknown')[]> {
  const areas = `(SELECT code FROM read_parquet(${sqlPath(join(store, areasFile))}))`
  const [fresh] = await ask(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM ${areas} WHERE code[1:3] = 'E01' AND code > '${LAST_ENGLISH_CODE_OF_2011}'`,
  )
  const found: Vintage[] = []
  if (await hasCodesOf2011Only(connection, store, areas, catalogue)) found.push('2011')
  if ((fresh!.n as number) > 0) found.push('2021')
  return found.length > 0 ? found : ['unknown']
}

async function hasCodesOf2011Only(
  connection: DuckDBConnection,
  store: string,
  areas: string,
  catalogue: Catalogue,
): Promise<boolean> {
  const codesOf = (vintage: Vintage) => {
    const files = catalogue.indicators
      .filter((table) => table.vintage === vintage)
      .map(({ file }) => sqlPath(join(store, file)))
    return files.length === 0
      ? null
      : `SELECT DISTINCT area_code AS code FROM read_parquet([${files.join(', ')}]) WHERE area_code[1:3] = 'E01'`
  }
  const [older, newer] = [codesOf('2011'), codesOf('2021')]
  if (!older || !newer) return false
  const [found] = await ask(
    connection,
    `WITH older AS (${older}), newer AS (${newer})
    SELECT (SELECT count(*) FROM newer)::DOUBLE AS known,
      (SELECT count(*) FROM ${areas} AS areas SEMI JOIN older USING (code) ANTI JOIN newer USING (code))::DOUBLE AS n`,
  )
  return (found!.known as number) >= AREAS_OF_A_NATIONAL_TABLE && (found!.n as number) > 0
}
