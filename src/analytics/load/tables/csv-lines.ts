import { createReadStream } from 'node:fs'

/** Where a record stands in its file, so that a person can open it and look. */
export type CsvLine = Readonly<{ line: number; text: string }>

const QUOTE = 0x22
const LINE_FEED = 0x0a
const LONGEST = 300

/**
 * Finds records by number (from 1, after the header; empty lines and lines in `leftOut` are not counted). `line` is
 * the 1-based physical line a record starts on, quoted line breaks counted; `text` is cut at 300 characters. Reads
 * no farther than the last record wanted.
 */
export async function findCsvLines(
  path: string,
  records: ReadonlySet<number>,
  leftOut: ReadonlySet<number>,
): Promise<Map<number, CsvLine>> {
  const found = new Map<number, CsvLine>()
  if (records.size === 0) return found
  const last = Math.max(...records)
  let line = 1
  let startedOn = 1
  let record = -1
  let inQuotes = false
  let start: number[] = []
  let length = 0

  // The header is record 0.
  const finish = (): boolean => {
    if (length > 0 && !leftOut.has(startedOn)) {
      record++
      if (records.has(record)) found.set(record, { line: startedOn, text: textOf(start) })
    }
    start = []
    length = 0
    return record >= last
  }
  for await (const chunk of createReadStream(path)) {
    for (const byte of chunk as Buffer) {
      if (byte === QUOTE) inQuotes = !inQuotes
      if (byte === LINE_FEED) {
        line++
        if (!inQuotes) {
          if (finish()) return found
          startedOn = line
          continue
        }
      }
      if (byte === 0x0d && !inQuotes) continue
      length++
      if (start.length < LONGEST * 4) start.push(byte)
    }
  }
  finish()
  return found
}

function textOf(bytes: readonly number[]): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .slice(0, LONGEST)
}
