import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { purgeDrafts } from './draft.ts'

/** Nobody sends a page again that they opened longer ago than this. */
const KEPT_DAYS = 7

const DAY_MS = 86_400_000

/**
 * Removes the keys of forms sent more than seven days ago, force by force; gives how many there were. Safe to run from
 * several nodes at once. Served by `form_key_by_time`.
 */
export async function purgeFormKeys(database: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  const forces = await database.door.selectFrom('force').select('id').execute()
  let removed = 0
  for (const { id } of forces) {
    const result = await database.as({ forceId: id, personId: null }, (tx) =>
      tx.deleteFrom('form_key').where('force_id', '=', id).where('at', '<', before).executeTakeFirst(),
    )
    removed += Number(result.numDeletedRows)
    await database.as({ forceId: id, personId: null }, (tx) => purgeDrafts(tx, id, now))
  }
  return removed
}

/** Purges once and then every day the process lives. A failure is logged and the next day tries again. */
export async function purgeFormKeysDaily({
  database,
  clock,
  logger,
}: Readonly<{ database: Database; clock: Clock; logger: Logger }>): Promise<void> {
  const purge = () =>
    purgeFormKeys(database, clock()).catch((error) =>
      logger.error({ err: error }, 'old form keys could not be removed'),
    )
  await purge()
  setInterval(purge, DAY_MS).unref()
}
