import type { ForceSlug } from '#core/access/viewer.ts'
import type { Vintage } from '#core/area/area.ts'
import { type IsoMonth, monthsBetween } from '#core/time/month.ts'
import type { LiveMonth } from '../engine/catalogue.ts'
import type { Example, FileKind, FileReport, ImportReport } from '../report.ts'
import type { Assembled } from './assemble.ts'
import { EXAMPLES_A_REASON } from './careful-reader.ts'
import type { Source } from './source.ts'
import type { StagedBatch, StagedFile } from './staged-batch.ts'

export type Findings = Readonly<{
  id: string
  by: string
  owner: ForceSlug | null
  startedAt: Date
  finishedAt: Date
  batches: readonly StagedBatch[]
  assembled: Assembled
  superseded: readonly Source[]
  ignored: readonly string[]
  replaced: readonly LiveMonth[]
  outcomes: Readonly<{ joined: number; unmatched: number }>
  vintages: readonly (Vintage | 'unknown')[]
}>

export function buildReport(findings: Findings): ImportReport {
  const { assembled, batches } = findings
  const files = batches.flatMap((batch) => batch.files)
  const sum = (of: (file: StagedFile) => number) => files.reduce((total, file) => total + of(file), 0)
  const street = assembled.live.filter(({ kind }) => kind === 'street')
  const tallies = batches
    .flatMap((batch) => batch.groups)
    .filter(({ kind }) => kind === 'street')
    .flatMap((group) => group.tallies)
  const total = (field: 'withoutLocation' | 'withoutLsoa') =>
    tallies.reduce((total, tally) => total + tally[field], 0)
  const exact = assembled.repeats.exactRows
  const months = monthsGiven(assembled.live)
  return {
    files: files.length + findings.superseded.length,
    rowsRead: sum((file) => file.rowsRead),
    rowsLoaded: sum((file) => file.rowsLoaded) - exact,
    rowsRefused: sum((file) => file.rowsRefused),
    refusedByReason: addUp(files.map((file) => file.refusedByReason)),
    months,
    monthsUnknown: mapValues(months, unknownAmong),
    rowsWithoutLocation: total('withoutLocation'),
    rowsWithoutLsoa: total('withoutLsoa'),
    repeatedCrimeIds: { rows: assembled.repeats.rows, exactRows: exact, ids: assembled.repeats.ids },
    identicalRowsWithoutId: assembled.repeats.identicalRowsWithoutId,
    rowsOutsideForce: assembled.outside.rowsInFiles,
    id: findings.id,
    owner: findings.owner,
    startedAt: findings.startedAt.toISOString(),
    finishedAt: findings.finishedAt.toISOString(),
    by: findings.by,
    fileReports: [...files.map(fileReport), ...findings.superseded.map(supersededReport)],
    refusedExamples: firstExamples(files),
    rowsByForceAndMonth: rowsByForceAndMonth(street),
    rowsByKind: rowsByKind(files, exact),
    outcomes: findings.outcomes,
    lsoaVintages: findings.vintages,
    unknownColumns: [...new Set(files.flatMap((file) => file.unknownColumns))],
    monthsReplaced: monthsGiven(findings.replaced),
    repairedPolygons: files.flatMap((file) => file.repaired),
    notes: notesOf(findings, files),
  }
}

function monthsGiven(live: readonly LiveMonth[]): Record<ForceSlug, IsoMonth[]> {
  const hasStreet = new Set(live.filter(({ kind }) => kind === 'street').map(({ force }) => force))
  const months: Record<string, Set<IsoMonth>> = {}
  for (const { kind, force, month } of live) {
    if (kind !== 'street' && hasStreet.has(force)) continue
    months[force] ??= new Set()
    months[force].add(month)
  }
  return mapValues(months, (set) => [...set].sort())
}

function unknownAmong(months: readonly IsoMonth[]): IsoMonth[] {
  const given = new Set(months)
  return monthsBetween(months[0]!, months.at(-1)!).filter((month) => !given.has(month))
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  const sorted = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, value]) => [key, change(value)]))
}

function addUp(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) sums[key] = (sums[key] ?? 0) + value
  }
  return sums
}

function fileReport(file: StagedFile): FileReport {
  const { name, kind, force, month, rowsRead, rowsLoaded, rowsRefused, unknownColumns } = file
  return { name, kind, force, month, rowsRead, rowsLoaded, rowsRefused, unknownColumns }
}

function supersededReport({ name }: Source): FileReport {
  return {
    name,
    kind: 'not-recognised',
    force: null,
    month: null,
    rowsRead: 0,
    rowsLoaded: 0,
    rowsRefused: 0,
    unknownColumns: [],
  }
}

function firstExamples(files: readonly StagedFile[]): Record<string, Example[]> {
  const examples: Record<string, Example[]> = {}
  for (const { reason, example } of files.flatMap((file) => file.examples)) {
    examples[reason] ??= []
    if (examples[reason].length < EXAMPLES_A_REASON) examples[reason].push(example)
  }
  return examples
}

function rowsByForceAndMonth(street: readonly LiveMonth[]): Record<string, Record<string, number>> {
  const rows: Record<string, Record<string, number>> = {}
  for (const { force, month, rows: n } of street) {
    rows[force] ??= {}
    rows[force][month] = n
  }
  return mapValues(rows, (months) => mapValues(months, (n) => n))
}

function rowsByKind(files: readonly StagedFile[], exactRows: number): Record<FileKind, number> {
  const rows: Record<FileKind, number> = {
    street: 0 - exactRows,
    outcomes: 0,
    'stop-and-search': 0,
    indicators: 0,
    boundaries: 0,
    'area-look-up': 0,
    'not-recognised': 0,
  }
  for (const file of files) rows[file.kind] += file.rowsLoaded
  return rows
}

const NAMES_SHOWN = 5

function notesOf(findings: Findings, files: readonly StagedFile[]): string[] {
  const some = (names: readonly string[]) =>
    names.slice(0, NAMES_SHOWN).join(', ') +
    (names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '')
  const notes = [...files.flatMap((file) => file.notes), ...findings.assembled.outside.notes]
  const { superseded, ignored } = findings
  if (superseded.length > 0) {
    notes.push(
      `Passed over because a file of the same name was given later: ${some(superseded.map(({ name }) => name))}.`,
    )
  }
  if (ignored.length > 0)
    notes.push(`Passed over because nothing of their kind is imported: ${some(ignored)}.`)
  return notes
}
