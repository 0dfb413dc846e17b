import { open } from 'node:fs/promises'
import type { RowKind } from './archive-name.ts'
import { csvRows, NeverClosed } from './csv-rows.ts'
import { ImportRefused } from './import-refusal.ts'
import { COLUMNS } from './row-shape.ts'
import { encodingAtStart, type TextEncoding } from './text-encoding.ts'

export type FileHeader = Readonly<{
  encoding: TextEncoding
  /** Trimmed, as written. */
  columns: readonly string[]
  isJson: boolean
}>

/** Far above any published table; a thousand times that many would only fill the memory. */
const MOST_COLUMNS = 1000
const USUAL_HEADER_BYTES = 1 << 13
const LONGEST_HEADER_BYTES = 1 << 18

/** The first line of a file, and how its bytes spell text. Refuses an empty file. */
export async function readHeader(path: string, shownAs: string): Promise<FileHeader> {
  const bytes = await firstBytes(path)
  if (bytes.length === 0) throw new ImportRefused(shownAs, 1, 'the file is empty.')
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) {
    throw new ImportRefused(shownAs, null, 'a zip inside a zip is not read; unpack the outer one first.')
  }
  const encoding = encodingAtStart(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  if (/^\s*[{[]/.test(text)) return { encoding, columns: [], isJson: true }
  try {
    for await (const { fields } of csvRows([text], LONGEST_HEADER_BYTES)) {
      if (fields.length > MOST_COLUMNS) {
        throw new ImportRefused(
          shownAs,
          1,
          `there are ${fields.length} columns; at most ${MOST_COLUMNS} are read.`,
        )
      }
      return { encoding, columns: fields.map((name) => name.trim()), isJson: false }
    }
  } catch (error) {
    if (!(error instanceof NeverClosed)) throw error
  }
  throw new ImportRefused(shownAs, 1, 'there is no header in it.')
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const read = async (most: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(most), 0, most, 0)
      return buffer.subarray(0, bytesRead)
    }
    const start = await read(USUAL_HEADER_BYTES)
    return start.includes(10) ? start : await read(LONGEST_HEADER_BYTES)
  } finally {
    await file.close()
  }
}

export type Recognised = Readonly<{
  kind: RowKind
  /** By published column, in published order: its place in the file. */
  places: readonly number[]
  unknownColumns: readonly string[]
}>

/**
 * The kind whose columns a header has, whatever their order and case. Where no kind is whole, refuses with what is
 * missing from the kind it comes nearest to; `null` when it comes near none.
 */
export function recogniseRows(columns: readonly string[], shownAs: string): Recognised | null {
  const names = columns.map((name) => name.toLowerCase())
  let nearest: { kind: RowKind; missing: string[] } | null = null
  // Street first: an outcomes header is nearly contained in it.
  for (const kind of ['street', 'outcomes', 'stop-and-search'] as const) {
    const wanted = COLUMNS[kind]
    const missing = wanted.filter((name) => !names.includes(name.toLowerCase()))
    if (missing.length === 0) return recognised(kind, columns, names, shownAs)
    const isNear = missing.length <= wanted.length / 2
    if (isNear && (!nearest || missing.length < nearest.missing.length)) nearest = { kind, missing }
  }
  if (!nearest) return null
  const list = nearest.missing.map((name) => `"${name}"`).join(', ')
  throw new ImportRefused(
    shownAs,
    1,
    nearest.missing.length === 1
      ? `the column ${list} of a ${nearest.kind} file is missing.`
      : `the columns ${list} of a ${nearest.kind} file are missing.`,
  )
}

function recognised(
  kind: RowKind,
  columns: readonly string[],
  names: readonly string[],
  shownAs: string,
): Recognised {
  const wanted = COLUMNS[kind].map((name) => name.toLowerCase())
  for (const name of wanted) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      throw new ImportRefused(shownAs, 1, `the column "${columns[names.indexOf(name)]}" is there twice.`)
    }
  }
  return {
    kind,
    places: wanted.map((name) => names.indexOf(name)),
    unknownColumns: columns.filter((_, place) => !wanted.includes(names[place]!)),
  }
}
