import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { monthOf } from '#core/time/month.ts'
import { type Catalogue, commitCatalogue, readCatalogue, reportFile, seenBy } from '../engine/catalogue.ts'
import type { Engine } from '../engine/engine.ts'
import { takeImportLock } from '../engine/import-lock.ts'
import { readReport } from '../engine/read-report.ts'
import { sweep } from '../engine/sweep.ts'
import type { ImportReport } from '../report.ts'
import { parseArchiveName } from './archive-name.ts'
import { type Assembled, assemble, joinOutcomes } from './assemble.ts'
import { type Batch, planBatches, withoutSuperseded } from './batch-plan.ts'
import { buildReport } from './build-report.ts'
import { findSources } from './find-sources.ts'
import { IMPORT_LIMITS, type ImportLimits } from './import-limits.ts'
import { type ImportProgress, throttled } from './import-progress.ts'
import { ImportBusy, ImportRefused } from './import-refusal.ts'
import { lsoaVintages } from './lsoa-vintage.ts'
import type { Source } from './source.ts'
import { stageAll } from './stage-all.ts'
import { forgetStaged, type StagedBatch } from './staged-batch.ts'

export type ImportOptions = Readonly<{
  /** Who asked, as shown to people: a name, or `command line`. */
  by: string
  /** Names this import. One committed under the name is not done again: its report is given. */
  id?: string
  /** Refuse files of any other force. */
  onlyForce?: ForceSlug
  onProgress?: (progress: ImportProgress) => void
  signal?: AbortSignal
  limits?: Partial<ImportLimits>
}>

type Store = Readonly<{ engine: Engine; folder: string; clock: Clock }>

/**
 * Imports the files, all or nothing, and gives the report that is kept with them. Throws {@link ImportRefused} for
 * anything wrong with the files; whatever is thrown, the store is as it was.
 */
export async function runImport(
  { engine, folder, clock }: Store,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  for (const name of ['rows', 'tables', 'boundaries', 'reports', 'staging']) {
    await mkdir(join(folder, name), { recursive: true })
  }
  const unlock = await takeImportLock(folder)
  if (!unlock) throw new ImportBusy()
  const scratch = join(folder, 'staging', `scratch-${randomUUID()}`)
  const limits = { ...IMPORT_LIMITS, ...options.limits }
  const release = (error: unknown): never => {
    unlock()
    throw error
  }
  const before = await readCatalogue(folder).catch(release)
  if (options.id !== undefined && before.reports.includes(options.id)) {
    unlock()
    return readReport(folder, options.id)
  }
  const found = await findSources(paths, limits).catch(release)
  const connection = await engine.connect()
  const interrupt = () => connection.interrupt()
  options.signal?.addEventListener('abort', interrupt)
  try {
    options.signal?.throwIfAborted()
    const startedAt = clock()
    const thisMonth = monthOf(startedAt)
    const retired = await sweep(folder, before, startedAt)
    refuseOtherForces(found.sources, options.onlyForce)
    const { used, superseded } = withoutSuperseded(found.sources)
    const batches = planBatches(used, thisMonth, limits.batchBytes)
    const onProgress = throttled(options.onProgress)
    const { signal } = options
    const staged = await stageAll(batches, {
      connection,
      store: folder,
      scratch,
      thisMonth,
      limits,
      signal,
      onProgress,
    })
    refuseOtherForcesInside(staged, options.onlyForce)
    const progress = progressAtEnd(staged, batches)
    onProgress({ stage: 'checking', ...progress })
    const id = options.id ?? newId(startedAt)
    const owner = options.onlyForce ?? null
    const catalogue = withTables(before, staged, startedAt, owner)
    const context = { connection, store: folder, catalogue: seenBy(catalogue, owner), id, at: startedAt }
    const assembled = await assemble(staged, context)
    options.signal?.throwIfAborted()
    onProgress({ stage: 'saving', ...progress })
    const next = withImport({ ...catalogue, retired }, assembled, id)
    const street = assembled.parts.find(({ kind }) => kind === 'street')
    const outcomes = assembled.parts.find(({ kind }) => kind === 'outcomes')
    const report = buildReport({
      id,
      by: options.by,
      owner,
      startedAt,
      finishedAt: clock(),
      batches: staged,
      assembled,
      superseded,
      ignored: found.ignored,
      replaced: replacedBy(before, assembled),
      outcomes: outcomes
        ? await joinOutcomes(connection, folder, next, outcomes)
        : { joined: 0, unmatched: 0 },
      vintages: street?.areas ? await lsoaVintages(connection, folder, street.areas, context.catalogue) : [],
    })
    await writeFile(join(folder, reportFile(id)), JSON.stringify(report))
    await commitCatalogue(folder, before, next, clock())
    await removeStaged(folder, batches, staged)
    onProgress({ stage: 'done', ...progress })
    return report
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', interrupt)
    connection.closeSync()
    found.close()
    await rm(scratch, { recursive: true, force: true })
    unlock()
  }
}

/** What was staged is in the store; only the batches' own cubes are in nobody's use any more. */
async function removeStaged(
  folder: string,
  batches: readonly Batch[],
  staged: readonly StagedBatch[],
): Promise<void> {
  await forgetStaged(
    folder,
    batches.map(({ key }) => key),
  )
  for (const { cubeFile } of staged.flatMap((batch) => batch.groups)) {
    if (cubeFile) await rm(join(folder, cubeFile), { force: true })
  }
}

function refuseOtherForces(sources: readonly Source[], onlyForce: ForceSlug | undefined): void {
  if (onlyForce === undefined) return
  for (const { name, baseName } of sources) {
    const force = parseArchiveName(baseName)?.force
    if (force !== undefined && force !== onlyForce) {
      throw new ImportRefused(
        name,
        null,
        `this is a file of ${force}; only files of ${onlyForce} can be loaded here.`,
      )
    }
  }
}

function refuseOtherForcesInside(staged: readonly StagedBatch[], onlyForce: ForceSlug | undefined): void {
  if (onlyForce === undefined) return
  for (const batch of staged) {
    const other = batch.groups.flatMap(({ tallies }) => tallies).find(({ force }) => force !== onlyForce)
    if (!other) continue
    const { name } = batch.files[other.fileNo]!
    throw new ImportRefused(
      name,
      null,
      `this file has rows of ${other.force}; only rows of ${onlyForce} can be loaded here.`,
    )
  }
}

function progressAtEnd(staged: readonly StagedBatch[], batches: readonly Readonly<{ bytes: number }>[]) {
  const files = staged.flatMap((batch) => batch.files)
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0)
  const rows = files.reduce((sum, file) => sum + file.rowsLoaded, 0)
  return { filesDone: files.length, files: files.length, rows, bytesDone: bytes, bytes }
}

/** Sorts by time, and two imports of one second differ. */
function newId(at: Date): string {
  return `${at.toISOString().replace(/[-:]|\.\d+Z$/g, '')}-${randomBytes(3).toString('hex')}`
}

/** The tables of this import in place of those with the same key. */
function withTables(
  catalogue: Catalogue,
  staged: readonly StagedBatch[],
  at: Date,
  owner: ForceSlug | null,
): Catalogue {
  const next = {
    ...catalogue,
    indicators: [...catalogue.indicators],
    boundaries: [...catalogue.boundaries],
    areaLookUps: [...catalogue.areaLookUps],
  }
  const loadedAt = at.toISOString()
  const put = <Table extends Readonly<{ key: string; owner: ForceSlug | null }>>(
    tables: Table[],
    table: Table,
  ) => {
    const old = tables.findIndex(({ key, owner }) => key === table.key && owner === table.owner)
    if (old >= 0) tables.splice(old, 1)
    tables.push(table)
  }
  for (const table of staged.flatMap((batch) => batch.tables)) {
    if (table.section === 'indicators') {
      const { section: _, ...kept } = table
      put(next.indicators, { ...kept, owner, loadedAt })
    } else if (table.section === 'boundaries') {
      const { section: _, ...kept } = table
      put(next.boundaries, { ...kept, owner, loadedAt })
    } else {
      const { section: _, ...kept } = table
      put(next.areaLookUps, { ...kept, owner, loadedAt })
    }
  }
  return next
}

function keyOf(live: Readonly<{ kind: string; force: string; month: string }>): string {
  return `${live.kind} ${live.force} ${live.month}`
}

function withImport(catalogue: Catalogue, assembled: Assembled, id: string): Catalogue {
  const given = new Set(assembled.live.map(keyOf))
  return {
    ...catalogue,
    parts: [...catalogue.parts, ...assembled.parts],
    live: [...catalogue.live.filter((live) => !given.has(keyOf(live))), ...assembled.live],
    forceNames: { ...catalogue.forceNames, ...assembled.forceNames },
    reports: [id, ...catalogue.reports],
  }
}

function replacedBy(before: Catalogue, assembled: Assembled) {
  const given = new Set(assembled.live.map(keyOf))
  return before.live.filter((live) => given.has(keyOf(live)))
}
