import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Part } from './catalogue.ts'

/*
 * The counts of a part once more, as plain numbers: for every force the areas by month and type with their zeros, so
 * that a screening reads one stretch of one file and needs no engine. The Parquet cube stays the truth: a stretch that
 * is absent, damaged, of another version or of a machine with another order of bytes is simply not found.
 *
 * A stretch is: the mark, the length of the text, the text (JSON, with spaces to a multiple of four), the counts.
 */

const MARK = 0x3143_4d57 // "WMC1", in this machine's order of bytes
const HEAD_BYTES = 8

/** Beyond this a force's counts are left to the cube: 15 years of the largest force are 13 million. */
const MOST_CELLS = 1 << 24

export type ForceCells = Readonly<{
  /** LSOA codes, ascending. */
  codes: readonly string[]
  names: readonly string[]
  /** As `monthIndex` has it. */
  firstMonth: number
  months: number
  types: number
  /** Areas × months × types; after the last area, those of rows without one. */
  counts: Uint8Array | Uint16Array | Int32Array
}>

/** Where a force's stretch lies in its file. */
export type CellsPlace = Readonly<{ force: ForceSlug; at: number; bytes: number; checksum: number }>

/** Room for a force's counts, all zero; null where there would be too many. */
export function emptyCells(areas: number, months: number, types: number): Int32Array | null {
  const size = (areas + 1) * months * types
  return size > MOST_CELLS ? null : new Int32Array(size)
}

/** A force's stretch, in the narrowest whole numbers that hold every count. */
export function cellsToBytes({ counts, ...told }: ForceCells): Uint8Array {
  let bits = 0
  for (let at = 0; at < counts.length; at++) bits |= counts[at]!
  const Numbers = bits >>> 8 === 0 ? Uint8Array : bits >>> 16 === 0 ? Uint16Array : Int32Array
  const text = Buffer.from(JSON.stringify({ ...told, bytesEach: Numbers.BYTES_PER_ELEMENT }))
  const textBytes = 4 * Math.ceil(text.length / 4)
  const from = HEAD_BYTES + textBytes
  const bytes = new Uint8Array(from + counts.length * Numbers.BYTES_PER_ELEMENT)
  new Uint32Array(bytes.buffer, 0, 2).set([MARK, textBytes])
  bytes.fill(0x20, HEAD_BYTES, from).set(text, HEAD_BYTES)
  new Numbers(bytes.buffer, from).set(counts)
  return bytes
}

/** The force's counts of a part as its import laid them down; null where only the cube can tell. */
export async function findCells(folder: string, part: Part, force: ForceSlug): Promise<ForceCells | null> {
  const place = part.counts?.forces.find((each) => each.force === force)
  if (!part.counts || !place) return null
  const bytes = await readStretch(join(folder, part.counts.file), place)
  return bytes && cellsIn(bytes)
}

async function readStretch(
  path: string,
  { at, bytes, checksum }: CellsPlace,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const file = await open(path, 'r')
    try {
      const read = await file.read(new Uint8Array(bytes), 0, bytes, at)
      return read.bytesRead === bytes && crc32(read.buffer) === checksum ? read.buffer : null
    } finally {
      await file.close()
    }
  } catch (error) {
    if (['ENOENT', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

function cellsIn(bytes: Uint8Array<ArrayBuffer>): ForceCells | null {
  const [mark, textBytes] = new Uint32Array(bytes.buffer, 0, 2)
  if (mark !== MARK) return null
  const from = HEAD_BYTES + textBytes!
  // Written by this program and just checked, so not parsed field by field again.
  const { bytesEach, ...told } = JSON.parse(
    Buffer.from(bytes.buffer, HEAD_BYTES, textBytes).toString('utf8'),
  ) as Omit<ForceCells, 'counts'> & Readonly<{ bytesEach: 1 | 2 | 4 }>
  const Numbers = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array }[bytesEach]
  return { ...told, counts: new Numbers(bytes.buffer, from) }
}
