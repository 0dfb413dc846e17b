import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlPath } from '../load/tables/sql-text.ts'
import { eachBlock } from './blocks.ts'
import type { Catalogue } from './catalogue.ts'
import { readOnce } from './read-once.ts'

/** The areas of one set of boundaries and who touches whom, without outlines. */
export type AreaIndex = Readonly<{
  codes: readonly string[]
  names: readonly string[]
  /** Where a code stands in `codes`. */
  placeOf: ReadonlyMap<string, number>
  /** The neighbours of area `i` stand at `targets[offsets[i]] … targets[offsets[i + 1] - 1]`, in no order. */
  offsets: Int32Array
  targets: Int32Array
}>

// Both vintages and a few sets that forces loaded for themselves: about 8 MB for all LSOAs of one.
const keep = readOnce<AreaIndex>(6)

/** Reads it once: about 80 ms for all LSOAs, nothing the next time. */
export function readAreaIndex(
  connection: DuckDBConnection,
  folder: string,
  set: Catalogue['boundaries'][number],
): Promise<AreaIndex> {
  const areas = `read_parquet(${sqlPath(join(folder, set.areasFile))})`
  const links = `read_parquet(${sqlPath(join(folder, set.neighboursFile))})`
  return keep(join(folder, set.areasFile), async () => {
    const reply = await connection.runAndReadAll(`SELECT code, name FROM ${areas} ORDER BY code`)
    const [codes = [], names = []] = reply.getColumns() as [string[], string[]]
    const froms: Int32Array[] = []
    const tos: Int32Array[] = []
    // Numbers rather than codes cross over: a code takes ten times as long to read.
    await eachBlock(
      connection,
      `WITH placed AS (SELECT code, (row_number() OVER (ORDER BY code) - 1)::INTEGER AS place FROM ${areas})
      SELECT a.place, b.place FROM ${links} AS link
      JOIN placed AS a ON a.code = link.code JOIN placed AS b ON b.code = link.neighbour`,
      ([from, to], rows) => {
        froms.push(from!.slice(0, rows))
        tos.push(to!.slice(0, rows))
      },
    )
    return {
      codes,
      names,
      placeOf: new Map(codes.map((code, place) => [code, place])),
      ...sparseRows(codes.length, froms, tos),
    }
  })
}

function sparseRows(size: number, froms: readonly Int32Array[], tos: readonly Int32Array[]) {
  const offsets = new Int32Array(size + 1)
  for (const block of froms) for (const from of block) offsets[from + 1]! += 1
  for (let i = 0; i < size; i++) offsets[i + 1]! += offsets[i]!
  const next = offsets.slice()
  const targets = new Int32Array(offsets[size]!)
  for (const [at, block] of froms.entries()) {
    const to = tos[at]!
    for (let row = 0; row < block.length; row++) targets[next[block[row]!]!++] = to[row]!
  }
  return { offsets, targets }
}
