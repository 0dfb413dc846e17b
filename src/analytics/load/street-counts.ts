import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { monthIndex } from '#core/time/month.ts'
import { eachBlock } from '../engine/blocks.ts'
import type { LiveMonth, Part } from '../engine/catalogue.ts'
import { type CellsPlace, cellsToBytes, emptyCells, type ForceCells } from '../engine/force-cells.ts'
import type { StreetCube } from './street-cube.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

/**
 * Lays the cube down once more as plain numbers, one force after the other, which is what screenings read. One force's
 * counts are in memory at a time. About 0.2 s a million rows of the cube.
 */
export async function writeStreetCounts(
  connection: DuckDBConnection,
  store: string,
  cube: StreetCube,
  live: readonly LiveMonth[],
  id: string,
): Promise<NonNullable<Part['counts']>> {
  const file = join('rows', `${id}-counts.bin`)
  const forces: CellsPlace[] = []
  const handle = await open(join(store, file), 'w')
  try {
    let at = 0
    for (const [force, months] of Map.groupBy(live, (each) => each.force)) {
      const cells = await countCells(connection, store, cube, force, months)
      if (!cells) continue
      const bytes = cellsToBytes(cells)
      await handle.writeFile(bytes)
      forces.push({ force, at, bytes: bytes.length, checksum: crc32(bytes) })
      at += bytes.length
    }
  } finally {
    await handle.close()
  }
  return { file, forces }
}

async function countCells(
  connection: DuckDBConnection,
  store: string,
  { cube, areas, types }: StreetCube,
  force: ForceSlug,
  live: readonly LiveMonth[],
): Promise<ForceCells | null> {
  const reply = await connection.runAndReadAll(
    `SELECT area, code, coalesce(name, code) FROM read_parquet(${sqlPath(join(store, areas))})
    WHERE force = ${sqlText(force)} ORDER BY code`,
  )
  const [numbers = [], codes = [], names = []] = reply.getColumns() as [number[], string[], string[]]
  const monthsGiven = live.map(({ month }) => monthIndex(month))
  const firstMonth = monthsGiven.reduce((first, month) => Math.min(first, month))
  const months = monthsGiven.reduce((last, month) => Math.max(last, month)) - firstMonth + 1
  const counts = emptyCells(codes.length, months, types.length)
  if (!counts) return null
  // By the number that the cube has for an area; rows without one (−1) come last.
  const rowOf = new Int32Array(numbers.reduce((most, number) => Math.max(most, number), -1) + 2)
  for (const [row, number] of numbers.entries()) rowOf[number + 1] = row
  rowOf[0] = codes.length
  const width = months * types.length
  await eachBlock(
    connection,
    `SELECT area, ((month - ${firstMonth}) * ${types.length} + type)::INTEGER, n
    FROM read_parquet(${sqlPath(join(store, cube))}) WHERE force = ${sqlText(force)}`,
    ([area, cell, n], size) => {
      for (let at = 0; at < size; at++) {
        counts[rowOf[area![at]! + 1]! * width + cell![at]!]! += n![at]!
      }
    },
  )
  return { codes, names, firstMonth, months, types: types.length, counts }
}
