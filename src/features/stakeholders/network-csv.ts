import { csvSheet } from '#core/csv.ts'
import { csvRows } from '#core/csv-rows.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import { type FileRecord, fileText, MOST_TIES, type NetworkFile } from './network-file.ts'

/** The live entries of one kind as a sheet that can be brought in again; ties name their two ends. */
export function networkSheet(
  kind: EntryKind,
  entries: readonly Entry[],
  nameOf: (id: string) => string,
): string {
  const live = entries.filter((entry) => entry.kind === kind.id && !entry.withdrawn)
  return csvSheet(
    kind.fields.map(({ name }) => name),
    live.map(({ content }) =>
      kind.fields.map((field) =>
        field.type === 'entry' ? nameOf(textOf(content, field.name)) : fileText(field, content),
      ),
    ),
  )
}

/** Reads a sheet of ties (it has the columns `from` and `to`) or of stakeholders (it has `name`). */
export function readNetworkSheet(file: string, text: string): NetworkFile {
  const wrong = (line: number | null, said: string): NetworkFile => ({
    people: [],
    ties: [],
    problems: [{ file, line, text: said }],
  })
  const { rows, brokenAt } = csvRows(text, MOST_TIES + 1)
  if (brokenAt !== null) return wrong(brokenAt, 'A quote is opened here and never closed')
  const [heading, ...body] = rows
  if (!heading) return wrong(null, 'The file is empty')
  const names = heading.cells.map((cell) => cell.trim().toLowerCase())
  const isTies = names.includes('from') && names.includes('to')
  if (!isTies && !names.includes('name'))
    return wrong(
      heading.line,
      'The first line must name the columns: “from” and “to” for ties, or “name” for stakeholders',
    )
  const twice = names.find((name, at) => name && names.indexOf(name) !== at)
  if (twice) return wrong(heading.line, `There are two columns called “${twice.slice(0, 80)}”`)
  const longer = body.find(({ cells }) => cells.length > names.length)
  if (longer)
    return wrong(
      longer.line,
      `There are ${longer.cells.length} cells where the first line names ${names.length} columns`,
    )
  const records = body.map(
    ({ line, cells }): FileRecord => ({
      file,
      line,
      texts: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])),
    }),
  )
  return {
    people: isTies ? [] : records.map((record) => ({ ...record, ref: null })),
    ties: isTies ? records : [],
    problems: [],
  }
}
