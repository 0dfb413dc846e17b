import { join } from 'node:path'
import type { ForceSlug } from '#core/access/viewer.ts'
import { sqlPath, sqlText } from '../load/tables/sql-text.ts'
import type { Catalogue, Part } from './catalogue.ts'

/**
 * The rows of a kind that count, as a query: of every part, the force's months not replaced since, without the rows
 * dropped as repeats. `null` when there are none.
 */
export function liveRowsSql(
  folder: string,
  catalogue: Catalogue,
  kind: Part['kind'],
  forces: readonly ForceSlug[],
  columns: string,
): string | null {
  const queries = catalogue.parts
    .filter((part) => part.kind === kind)
    .flatMap((part) => {
      const live = catalogue.live.filter((each) => each.part === part.id && forces.includes(each.force))
      if (live.length === 0) return []
      const files = part.files.map((file) => sqlPath(join(folder, file))).join(', ')
      const months = live.map(({ force, month }) => sqlText(`${force} ${month}`)).join(', ')
      const isWhole = live.length === part.forceMonths
      const dropped = part.dropped
        ? `ANTI JOIN read_parquet(${sqlPath(join(folder, part.dropped))}) AS dropped
          ON parse_filename(kept.filename) = dropped.file AND kept.file_row_number = dropped.row_number`
        : ''
      return [
        `SELECT ${columns} FROM read_parquet([${files}], filename = true, file_row_number = true) AS kept ${dropped}
        ${isWhole ? '' : `WHERE force || ' ' || month IN (${months})`}`,
      ]
    })
  return queries.length === 0 ? null : queries.join(' UNION ALL ')
}
