import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Example } from '../report.ts'
import type { RowKind } from './archive-name.ts'
import { csvField, csvRows, NeverClosed } from './csv-rows.ts'
import type { FileHeader, Recognised } from './file-header.ts'
import type { ImportLimits } from './import-limits.ts'
import { ImportRefused } from './import-refusal.ts'
import { COLUMNS, type Expectation, faultOfRow, type RowFault } from './row-shape.ts'
import { isWrittenIn, readText, type TextEncoding } from './text-encoding.ts'

export const EXAMPLES_A_REASON = 5
const EXAMPLE_CHARACTERS = 200

export type CarefulReading = {
  rowsRead: number
  refused: Partial<Record<RowFault, { rows: number; examples: Example[] }>>
  /** The first row refused, for a file in which all are. */
  firstRefused: { line: number; fault: RowFault } | null
  encoding: TextEncoding
}

/**
 * Reads one file row by row where the engine found something wrong: finds the lines, and writes the good rows to
 * `outPath` in published column order, in UTF-8. Slower than the engine and seldom needed.
 */
export async function readCarefully(
  file: Readonly<{ name: string; path: string; header: FileHeader; recognised: Recognised }>,
  expected: Expectation,
  outPath: string,
  limits: ImportLimits,
): Promise<CarefulReading> {
  const encoding = await actualEncoding(file.path, file.header.encoding)
  const reading: CarefulReading = { rowsRead: 0, refused: {}, firstRefused: null, encoding }
  const { kind, places } = file.recognised
  const placeOf = new Map(COLUMNS[kind].map((column, index) => [column, places[index]!]))
  const out = createWriteStream(outPath)
  const written = finished(out)
  written.catch(() => {})
  let isHeaderPassed = false
  try {
    out.write(`${COLUMNS[kind].join(',')}\n`)
    for await (const row of csvRows(readText(file.path, encoding), limits.rowCharacters)) {
      if (!isHeaderPassed) {
        isHeaderPassed = true
        continue
      }
      reading.rowsRead++
      const fault = faultOf(row, file.header.columns.length, kind, placeOf, expected)
      if (fault) refuse(reading, fault, file.name, row.line, row.fields)
      else if (!out.write(`${places.map((place) => csvField(row.fields[place]!)).join(',')}\n`)) {
        await Promise.race([once(out, 'drain'), written])
      }
    }
  } catch (error) {
    if (error instanceof NeverClosed) {
      throw new ImportRefused(file.name, error.line, 'a quoted value starts here and is never closed.')
    }
    throw error
  } finally {
    out.end()
  }
  await written
  return reading
}

function faultOf(
  row: Readonly<{ fields: readonly string[]; fault: 'quote' | null }>,
  width: number,
  kind: RowKind,
  placeOf: ReadonlyMap<string, number>,
  expected: Expectation,
): RowFault | null {
  if (row.fault) return 'quoting'
  if (row.fields.length !== width) return 'columns'
  return faultOfRow(kind, (column) => row.fields[placeOf.get(column)!]!, expected)
}

function refuse(
  reading: CarefulReading,
  fault: RowFault,
  file: string,
  line: number,
  fields: readonly string[],
): void {
  reading.firstRefused ??= { line, fault }
  const tally = reading.refused[fault] ?? { rows: 0, examples: [] }
  reading.refused[fault] = tally
  tally.rows++
  if (tally.examples.length >= EXAMPLES_A_REASON) return
  tally.examples.push({ file, line, text: fields.map(csvField).join(',').slice(0, EXAMPLE_CHARACTERS) })
}

async function actualEncoding(path: string, likely: TextEncoding): Promise<TextEncoding> {
  if (likely !== 'utf-8') return likely
  return (await isWrittenIn(path, 'utf-8')) ? 'utf-8' : 'windows-1252'
}
