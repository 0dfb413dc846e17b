import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { keptHashes } from './attachment.store.ts'

export type AttachmentJobNeeds = Readonly<{
  database: Database
  files: KeptFiles
  clock: Clock
  logger: Logger
}>

const DAY_MS = 86_400_000

/** [AT9] Removes files that no row names; gives how many. Safe to run on several nodes at once. */
export async function sweepFiles({
  database,
  files,
  clock,
}: Omit<AttachmentJobNeeds, 'logger'>): Promise<number> {
  const forces = await database.door.selectFrom('force').select('id').execute()
  const here = new Set<string>(forces.map(({ id }) => id))
  return files.sweep(clock(), async (forceId) => {
    if (!here.has(forceId)) return null
    const scope = { forceId, personId: null }
    return database.as(scope, (tx) => keptHashes(scope, tx))
  })
}

/** Sweeps at once and then every day the process lives. A failure is logged and the next day tries again. */
export async function attachmentJobs(needs: AttachmentJobNeeds): Promise<void> {
  const sweep = () =>
    sweepFiles(needs).catch((error) =>
      needs.logger.error({ err: error }, 'orphan files could not be removed'),
    )
  await sweep()
  setInterval(sweep, DAY_MS).unref()
}
