import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { sqlPath, sqlText } from '../load/tables/sql-text.ts'
import type { Catalogue } from './catalogue.ts'
import { ask } from './engine.ts'

/** One area lying in another, as a loaded look-up has it. Levels are `lsoa`, `msoa`, `neighbourhood`, `lpa`, `force`… */
export type AreaLink = Readonly<{
  childCode: string
  childLevel: string
  childName: string | null
  parentCode: string
  parentLevel: string
  parentName: string | null
  vintage: string | null
  force: ForceSlug | null
}>

/** Links of every look-up in the store whose parent is of one of these levels; those loaded last come last. */
export async function readAreaLinks(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  parentLevels: readonly string[],
): Promise<AreaLink[]> {
  const levels = parentLevels.map(sqlText).join(', ')
  const links: AreaLink[] = []
  const lookUps = [...catalogue.areaLookUps].sort((a, b) => (a.loadedAt < b.loadedAt ? -1 : 1))
  for (const lookUp of lookUps) {
    const rows = await ask(
      connection,
      `select child_code, child_level, child_name, parent_code, parent_level, parent_name, vintage, force
       from read_parquet(${sqlPath(join(folder, lookUp.file))}) where parent_level in (${levels}) order by parent_code, child_code`,
    )
    for (const row of rows) {
      links.push({
        childCode: String(row.child_code),
        childLevel: String(row.child_level),
        childName: textOrNull(row.child_name),
        parentCode: String(row.parent_code),
        parentLevel: String(row.parent_level),
        parentName: textOrNull(row.parent_name),
        vintage: textOrNull(row.vintage),
        force: textOrNull(row.force) as ForceSlug | null,
      })
    }
  }
  return links
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
