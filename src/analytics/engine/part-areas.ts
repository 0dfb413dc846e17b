import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { sqlPath, sqlText } from '../load/tables/sql-text.ts'
import type { Part } from './catalogue.ts'

/** A part's areas of one force; `numbers` are those its counts go by. */
export type PartAreas = Readonly<{
  codes: readonly string[]
  names: readonly string[]
  numbers: ArrayLike<number>
}>

/** As the part's own file has them, in no order. */
export async function readAreas(
  connection: DuckDBConnection,
  folder: string,
  part: Part,
  force: ForceSlug,
): Promise<PartAreas> {
  const reply = await connection.runAndReadAll(
    `SELECT area, code, coalesce(name, code) FROM read_parquet(${sqlPath(join(folder, part.areas!))})
    WHERE force = ${sqlText(force)}`,
  )
  const [numbers = [], codes = [], names = []] = reply.getColumns() as [number[], string[], string[]]
  return { codes, names, numbers }
}

/** Areas of the parts together, and for each part the row that each of its own area numbers has in the answer. */
export function joinAreas(byPart: readonly PartAreas[]) {
  const nameOf = new Map<string, string>()
  for (const { codes, names } of byPart)
    for (const [row, code] of codes.entries()) nameOf.set(code, names[row]!)
  const areas = [...nameOf.keys()].sort()
  const rowOf = new Map(areas.map((code, row) => [code, row]))
  const rows = byPart.map(({ codes, numbers }) => {
    let most = -1
    for (let index = 0; index < codes.length; index++) most = Math.max(most, numbers[index]!)
    const row = new Int32Array(most + 1).fill(-1)
    for (const [index, code] of codes.entries()) row[numbers[index]!] = rowOf.get(code)!
    return row
  })
  return { areas, names: areas.map((code) => nameOf.get(code)!), rows }
}
