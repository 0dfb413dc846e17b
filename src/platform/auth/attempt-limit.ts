import { type Kysely, sql } from 'kysely'
import type { Tables } from '#platform/db/index.ts'

/**
 * How often something may be tried. An attempt is counted before it is judged, so that many at once cannot slip
 * through together, and given back if it succeeds.
 *
 * A count is: absent → counting (free attempts left) → waiting (`blocked_until` ahead; attempts meanwhile are refused
 * and not counted) → counting again with a longer wait ahead. An hour without attempts, or one success, ends it.
 * Counts live in the database: every node sees the same one and a restart forgets none.
 */
export type AttemptLimit = Readonly<{ free: number; firstWaitSeconds: number; longestWaitSeconds: number }>

/** Guesses at one account. The longest wait is a quarter of an hour: an attacker can be a nuisance, not a lock-out. */
export const PER_ACCOUNT: AttemptLimit = { free: 5, firstWaitSeconds: 15, longestWaitSeconds: 900 }
/** Guesses from one network address, which a whole station may share. */
export const PER_ADDRESS: AttemptLimit = { free: 30, firstWaitSeconds: 15, longestWaitSeconds: 900 }
/** Links asked for: each is a message in somebody's mailbox. */
export const PER_LINK: AttemptLimit = { free: 3, firstWaitSeconds: 60, longestWaitSeconds: 900 }
/** Guesses at a six-digit code, of which three are right at any time. */
export const PER_CODE: AttemptLimit = { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600 }

const FORGET_AFTER_SECONDS = 3600

/** Counts one attempt; gives `null` when it may go ahead, else the instant it may be tried again. One statement. */
export async function takeAttempt(
  door: Kysely<Tables>,
  key: string,
  limit: AttemptLimit,
  now: Date,
): Promise<Date | null> {
  const at = now.toISOString()
  const { rows } = await sql<{ blocked_until: Date; refused: boolean }>`
    with before as (select attempts, last_at, blocked_until from account_attempt where key = ${key}),
    counted as (
      insert into account_attempt as held (key, attempts, last_at, blocked_until)
      values (${key}, 1, ${at}::timestamptz, ${at}::timestamptz)
      on conflict (key) do update set
        attempts = ${nextCount(at)},
        last_at = ${at}::timestamptz,
        blocked_until = ${at}::timestamptz + make_interval(secs => case
          when ${nextCount(at)} < ${limit.free} then 0
          else least(${limit.longestWaitSeconds}::float8,
                     ${limit.firstWaitSeconds}::float8 * power(2, least(${nextCount(at)} - ${limit.free}, 20)))
        end)
      where held.blocked_until <= ${at}::timestamptz
      returning blocked_until)
    select blocked_until, false as refused from counted
    union all
    select blocked_until, true from before where not exists (select from counted)`.execute(door)
  const row = rows[0]
  // Two at once: the one that lost the race saw no earlier row and counted nothing, so it waits the shortest time.
  if (!row) return new Date(now.getTime() + limit.firstWaitSeconds * 1000)
  return row.refused ? row.blocked_until : null
}

function nextCount(at: string) {
  return sql`(case when held.last_at < ${at}::timestamptz - make_interval(secs => ${FORGET_AFTER_SECONDS}) then 1 else held.attempts + 1 end)`
}

/** A success from an address takes back its own attempt only: signing in to one account must not buy guesses at others. */
export async function giveBackAttempt(door: Kysely<Tables>, key: string): Promise<void> {
  await door
    .updateTable('account_attempt')
    .set((held) => ({
      attempts: sql<number>`greatest(${held.ref('attempts')} - 1, 0)`,
      blocked_until: held.ref('last_at'),
    }))
    .where('key', '=', key)
    .execute()
}

/** Removes what has no effect any more. Served by `account_attempt_by_time`. */
export async function purgeAttempts(door: Kysely<Tables>, now: Date): Promise<void> {
  await door
    .deleteFrom('account_attempt')
    .where('last_at', '<', new Date(now.getTime() - 2 * FORGET_AFTER_SECONDS * 1000))
    .execute()
}
