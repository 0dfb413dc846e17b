import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Store } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { importRunStore } from './import-run.store.ts'
import type { ImportRunId } from './import-run.ts'

export const IMPORT_JOB = 'import'

export type ImportJobNeeds = Readonly<{
  database: Database
  store: Store
  jobs: Jobs
  clock: Clock
  logger: Logger
  config: Readonly<{ uploadFolder: string }>
  /** Called after rows or look-ups changed, with the force they belong to. */
  afterImport(forceId: string, force: ForceSlug): Promise<void>
}>

const ImportJob = z.object({ forceId: z.uuid(), personId: z.uuid(), runId: z.uuid() })

const PROGRESS_EVERY_MS = 400
const BUSY_WAIT_MS = 3000

/**
 * Runs imports asked for on the pages. A node may die at any line: the run is tried again, the store reuses what was
 * staged, and a run that was already committed finishes at once because loading the same months changes nothing.
 */
export async function importJobs(needs: ImportJobNeeds): Promise<void> {
  const runs = importRunStore(needs.database)
  await needs.jobs.define({
    name: IMPORT_JOB,
    schema: ImportJob,
    retries: 5,
    expiresAfterMinutes: 240,
    async run({ forceId, personId, runId }, { signal }) {
      const scope = { forceId, personId }
      const id = runId as ImportRunId
      const work = await runs.loadWork(scope, id)
      if (!work || work.state === 'loaded' || work.state === 'refused') return
      let shownAt = 0
      let showing: Promise<void> = Promise.resolve()
      try {
        const attempt = () =>
          needs.store.import(work.paths, {
            // A node may die between the store's commit and the run's: the next attempt then only finishes the run.
            id,
            by: work.requestedByName,
            onlyForce: work.forceSlug as ForceSlug,
            signal,
            onProgress(progress) {
              const now = performance.now()
              if (now - shownAt < PROGRESS_EVERY_MS) return
              shownAt = now
              showing = showing.then(() => runs.showProgress(scope, id, progress)).catch(() => {})
            },
          })
        let outcome = await attempt()
        // Somebody else's import holds the store: this one keeps its place and waits.
        while (!outcome.ok && outcome.reason.isBusy) {
          await setTimeout(BUSY_WAIT_MS, undefined, { signal })
          outcome = await attempt()
        }
        await showing
        if (!outcome.ok) {
          await runs.finish(scope, id, { state: 'refused', refusal: outcome.reason.sentence }, needs.clock())
        } else {
          await needs.afterImport(forceId, work.forceSlug as ForceSlug)
          await runs.finish(scope, id, { state: 'loaded', reportId: outcome.value.id }, needs.clock())
        }
        if (work.isUploaded) await removeUploads(work.paths)
      } catch (error) {
        await showing
        // The node is stopping: the queue gives the run to the next one.
        if (signal.aborted) throw error
        needs.logger.error({ err: error, importRun: id }, 'import failed')
        await runs.finish(scope, id, { state: 'failed' }, needs.clock())
        throw error
      }
    },
  })
  // No job may know of a waiting run, because its process died between keeping and sending it. The embedded database is
  // open in one process at a time, so whatever it has as begun died with the process before: it goes on at once instead
  // of waiting until the queue notices, and however often that happened.
  const left =
    needs.database.kind === 'embedded' ? (['waiting', 'running', 'failed'] as const) : (['waiting'] as const)
  const uploads = new Set<string>()
  for (const { id: forceId } of await needs.database.door.selectFrom('force').select('id').execute()) {
    for (const { id, personId } of await runs.listIn({ forceId, personId: null }, left)) {
      const work = await runs.loadWork({ forceId, personId }, id)
      for (const folder of uploadFoldersOf(work?.paths ?? [])) uploads.add(basename(folder))
      await needs.jobs.send(IMPORT_JOB, { forceId, personId, runId: id }, id)
    }
  }
  if (needs.database.kind === 'embedded') await sweepUploads(needs.config.uploadFolder, uploads)
}

// What no run will read: an upload that the end of the process cut off, or that its import no longer needs.
async function sweepUploads(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!wanted.has(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Removes uploaded files, with the folder each upload has to itself. */
export async function removeUploads(paths: readonly string[]): Promise<void> {
  for (const folder of uploadFoldersOf(paths)) await rm(folder, { recursive: true, force: true })
}

// Every upload has a folder of its own, with a folder for each of its files.
function uploadFoldersOf(paths: readonly string[]): Set<string> {
  return new Set(paths.map((path) => dirname(dirname(path))))
}
