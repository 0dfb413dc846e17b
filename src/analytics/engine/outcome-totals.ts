import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlText } from '../load/tables/sql-text.ts'
import type { Period } from './area-counts.ts'
import type { Catalogue } from './catalogue.ts'
import { ask } from './engine.ts'
import { liveRowsSql } from './live-rows.ts'

export type OutcomeTotal = Readonly<{ type: string; outcome: string | null; crimes: number }>

/**
 * Crimes of the period by type and latest outcome: of a crime's outcome rows, whenever they were recorded, the one of
 * the latest month (and of several in that month, the last by name, so that the answer is always the same). Reads the
 * force's rows; about a second for a million.
 */
export async function outcomeTotals(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  { force, from, to }: Period,
): Promise<OutcomeTotal[]> {
  const street = liveRowsSql(
    folder,
    catalogue,
    'street',
    [force],
    'force, month, id_high, id_low, crime_type',
  )
  if (street === null) return []
  const outcomes =
    liveRowsSql(folder, catalogue, 'outcomes', [force], 'force, month, id_high, id_low, outcome_type') ??
    `SELECT NULL AS force, NULL AS month, NULL::UBIGINT AS id_high, NULL::UBIGINT AS id_low, NULL AS outcome_type WHERE false`
  const rows = await ask(
    connection,
    `SELECT crime_type, latest.outcome_type, count(*)::DOUBLE AS crimes
    FROM (SELECT * FROM (${street}) WHERE force = ${sqlText(force)} AND month BETWEEN ${sqlText(from)} AND ${sqlText(to)}) AS street
    LEFT JOIN (
      SELECT id_high, id_low, arg_max(outcome_type, (month, outcome_type)) AS outcome_type
      FROM (${outcomes}) WHERE force = ${sqlText(force)} AND id_low IS NOT NULL GROUP BY id_high, id_low) AS latest
      ON street.id_high = latest.id_high AND street.id_low = latest.id_low
    GROUP BY ALL ORDER BY ALL`,
  )
  return rows.map((row) => ({
    type: row.crime_type as string,
    outcome: row.outcome_type as string | null,
    crimes: row.crimes as number,
  }))
}
