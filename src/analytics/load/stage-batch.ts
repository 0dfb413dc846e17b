import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { ask } from '../engine/engine.ts'
import { type ArchiveName, parseArchiveName } from './archive-name.ts'
import { type CarefulReading, readCarefully } from './careful-reader.ts'
import { type FileHeader, type Recognised, readHeader, recogniseRows } from './file-header.ts'
import type { ImportLimits } from './import-limits.ts'
import { ImportRefused } from './import-refusal.ts'
import { type FileGroup, readerSql, rowsSql } from './row-select.ts'
import { COLUMNS, ROW_FAULTS, type RowFault } from './row-shape.ts'
import type { Source } from './source.ts'
import { stageTable } from './stage-table.ts'
import type { StagedBatch, StagedFile, StagedGroup, Tally } from './staged-batch.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

export type BatchContext = Readonly<{
  connection: DuckDBConnection
  store: string
  thisMonth: IsoMonth
  limits: ImportLimits
}>

/** A source laid out as `NNNNNN.csv` in the batch's own folder. */
export type LaidOut = Readonly<{ source: Source; path: string }>

type RowFile = {
  no: number
  name: string
  path: string
  header: FileHeader
  recognised: Recognised
  says: ArchiveName | null
  reading: CarefulReading | null
}

/** Turns the batch's files into Parquet and counts, or refuses the import at the first file that cannot be used. */
export async function stageBatch(laidOut: readonly LaidOut[], context: BatchContext): Promise<StagedBatch> {
  const staged: StagedBatch = { files: [], groups: [], tables: [] }
  const rowFiles: RowFile[] = []
  const others: (StagedFile | null)[] = []
  for (const [no, { source, path }] of laidOut.entries()) {
    const header = await readHeader(path, source.name)
    const recognised = header.isJson ? null : recogniseRows(header.columns, source.name)
    if (recognised) {
      const says = parseArchiveName(source.baseName)
      rowFiles.push({ no, name: source.name, path, header, recognised, says, reading: null })
      others.push(null)
      continue
    }
    const other = await stageTable(context.connection, context.store, { name: source.name, path, header })
    if (!other) {
      throw new ImportRefused(source.name, 1, 'the columns are not those of any file Wardmote knows.')
    }
    staged.tables.push(other.table)
    others.push(other.file)
  }
  for (const file of rowFiles) if (file.header.encoding !== 'utf-8') await readAgain(file, context)
  for (const files of grouped(rowFiles)) staged.groups.push(...(await stageGroups(files, context)))
  const tallies = staged.groups.flatMap((group) => group.tallies)
  for (const [no, other] of others.entries()) {
    const file = rowFiles.find((each) => each.no === no)
    staged.files.push(other ?? describe(file!, tallies))
  }
  return staged
}

function grouped(files: readonly RowFile[]): RowFile[][] {
  const groups = Map.groupBy(files, ({ recognised, header, says, reading }) =>
    JSON.stringify(
      reading
        ? [recognised.kind, 'checked', says !== null]
        : [recognised.kind, recognised.places, header.columns.length, says !== null],
    ),
  )
  return [...groups.values()]
}

/** The group in Parquet: one file, or several where some of its files had to be read with care. */
async function stageGroups(files: readonly RowFile[], context: BatchContext): Promise<StagedGroup[]> {
  const { kind } = files[0]!.recognised
  try {
    const { faulty, ...group } = await writeGroup(files, context)
    if (faulty.length === 0) return [{ kind, ...group }]
    await rm(join(context.store, group.rowsFile), { force: true })
    for (const file of files) if (faulty.includes(file.no)) await readAgain(file, context)
  } catch (error) {
    // A file the engine's reader will not take names no line we can rely on: find which, and read those with care.
    if (!(error instanceof Error) || !/csv|unicode|invalid input/i.test(error.message)) throw error
    const suspects: RowFile[] = []
    for (const file of files) {
      if (!file.reading && !(await isReadable(file, context.connection))) suspects.push(file)
    }
    if (suspects.length === 0) throw error
    for (const file of suspects) await readAgain(file, context)
  }
  const groups: StagedGroup[] = []
  for (const part of grouped(files)) groups.push(...(await stageGroups(part, context)))
  return groups
}

async function writeGroup(
  files: readonly RowFile[],
  { connection, store, thisMonth }: BatchContext,
): Promise<Omit<StagedGroup, 'kind'> & { faulty: number[] }> {
  const group = groupOf(files)
  const names = files[0]!.says ? [] : await forceNames(group, connection)
  const rowsFile = join('rows', `${randomUUID()}.parquet`)
  const rows = sqlPath(join(store, rowsFile))
  const out = sqlText(join(store, rowsFile))
  await connection.run(`COPY (${rowsSql(group, names, thisMonth)}) TO ${out} (FORMAT parquet)`)
  const reportedBy = group.kind === 'stop-and-search' ? 'NULL' : 'reported_by'
  const lsoa = group.kind === 'stop-and-search' ? "''" : 'lsoa_code'
  const found = await ask(
    connection,
    `SELECT file_no, force, month, ${reportedBy} AS name, count(*)::DOUBLE AS n,
      count(*) FILTER (refused)::DOUBLE AS bad,
      count(*) FILTER (longitude IS NULL)::DOUBLE AS unplaced,
      count(*) FILTER (longitude IS NOT NULL AND ${lsoa} IS NULL)::DOUBLE AS without_lsoa
    FROM read_parquet(${rows}) GROUP BY ALL ORDER BY ALL`,
  )
  const faulty = found.filter((row) => (row.bad as number) > 0).map((row) => row.file_no as number)
  if (faulty.length > 0) return { rowsFile, cubeFile: null, tallies: [], faulty }
  const tallies = found.map(
    (row): Tally => ({
      fileNo: row.file_no as number,
      force: row.force as ForceSlug,
      month: row.month as IsoMonth,
      reportedBy: row.name as string | null,
      rows: row.n as number,
      withoutLocation: row.unplaced as number,
      withoutLsoa: row.without_lsoa as number,
    }),
  )
  let cubeFile: string | null = null
  if (group.kind === 'street') {
    cubeFile = join('rows', `${randomUUID()}-cube.parquet`)
    // A file named for its force and month holds one month of one force, so its number stands for both: long text
    // is costly to group by.
    const of = files[0]!.says ? 'file_no' : 'file_no, force, month'
    await connection.run(
      `COPY (SELECT any_value(force) AS force, any_value(month) AS month, lsoa_code, any_value(lsoa_name) AS lsoa_name,
          crime_type, count(*)::INTEGER AS n
        FROM read_parquet(${rows}) GROUP BY ${of}, lsoa_code, crime_type)
      TO ${sqlText(join(store, cubeFile))} (FORMAT parquet)`,
    )
  }
  return { rowsFile, cubeFile, tallies, faulty: [] }
}

function groupOf(files: readonly RowFile[]): FileGroup {
  const { recognised, header, reading } = files[0]!
  const published = COLUMNS[recognised.kind]
  return {
    kind: recognised.kind,
    places: reading ? published.map((_, place) => place) : recognised.places,
    width: reading ? published.length : header.columns.length,
    isChecked: reading !== null,
    files: files.map(({ no, path, says }) => ({
      no,
      path,
      force: says?.force ?? null,
      month: says?.month ?? null,
    })),
  }
}

async function forceNames(group: FileGroup, connection: DuckDBConnection): Promise<string[]> {
  if (group.kind === 'stop-and-search') return []
  const place = group.places[COLUMNS[group.kind].indexOf('Reported by')]
  const found = await ask(connection, `SELECT DISTINCT c${place} AS name FROM ${readerSql(group)} LIMIT 1000`)
  return found.flatMap(({ name }) => (name ? [name as string] : []))
}

async function isReadable(file: RowFile, connection: DuckDBConnection): Promise<boolean> {
  try {
    await connection.run(`SELECT count(COLUMNS(*)) FROM ${readerSql(groupOf([file]))}`)
    return true
  } catch {
    return false
  }
}

// Loading replaces a month whole, so a file that is not of the month it says would put a wrong month in its place.
const WRONG_MONTH = ['monthUnlikeName', 'monthInFuture'] as const

/** Replaces the file by its good rows; refuses the import when there are none, or when its month is in doubt. */
async function readAgain(file: RowFile, { thisMonth, limits }: BatchContext): Promise<void> {
  const expected = { month: file.says?.month ?? null, hasForceInName: file.says !== null, thisMonth }
  // The engine is told the number by the name, so the copy has the same one in another folder's place.
  const path = file.path.replace(/(\d{6}\.csv)$/, 'checked-$1')
  const reading = await readCarefully(file, expected, path, limits)
  for (const fault of WRONG_MONTH) {
    const [example] = reading.refused[fault]?.examples ?? []
    if (example)
      throw new ImportRefused(file.name, example.line, `${ROW_FAULTS[fault]}, so nothing was loaded.`)
  }
  const refusedRows = Object.values(reading.refused).reduce((sum, { rows }) => sum + rows, 0)
  if (reading.rowsRead > 0 && refusedRows === reading.rowsRead) {
    const { line, fault } = reading.firstRefused!
    throw new ImportRefused(file.name, line, `${ROW_FAULTS[fault]}, and no row of the file can be used.`)
  }
  file.path = path
  file.reading = reading
}

function describe(file: RowFile, tallies: readonly Tally[]): StagedFile {
  const loaded = tallies.reduce((sum, tally) => (tally.fileNo === file.no ? sum + tally.rows : sum), 0)
  const refused = Object.entries(file.reading?.refused ?? {}) as [
    RowFault,
    CarefulReading['refused'][RowFault],
  ][]
  const rowsRefused = refused.reduce((sum, [, tally]) => sum + tally!.rows, 0)
  if (loaded === 0) throw new ImportRefused(file.name, 1, 'there are no rows below the header.')
  const { encoding } = file.reading ?? file.header
  const notes =
    encoding === 'utf-8' ? [] : [`${file.name} is not written in UTF-8; it was read as ${encoding}.`]
  const mine = tallies.filter((tally) => tally.fileNo === file.no)
  return {
    name: file.name,
    kind: file.recognised.kind,
    force: file.says?.force ?? onlyOne(mine.map(({ force }) => force)),
    month: file.says?.month ?? onlyOne(mine.map(({ month }) => month)),
    rowsRead: loaded + rowsRefused,
    rowsLoaded: loaded,
    rowsRefused,
    refusedByReason: Object.fromEntries(refused.map(([fault, tally]) => [ROW_FAULTS[fault], tally!.rows])),
    examples: refused.flatMap(([fault, tally]) =>
      tally!.examples.map((example) => ({ reason: ROW_FAULTS[fault], example })),
    ),
    unknownColumns: [...file.recognised.unknownColumns],
    notes,
    repaired: [],
  }
}

function onlyOne<Value>(values: readonly Value[]): Value | null {
  const different = new Set(values)
  return different.size === 1 ? values[0]! : null
}
