import type { Kysely } from 'kysely'
import type { Tables, Tx } from '#platform/db/index.ts'
import { deviceInWords } from './device.ts'
import { hashToken, makeToken } from './token.ts'

// NIST SP 800-63B-4 section 2.2.3 (AAL2): sign in again after an hour without activity, and within 24 hours whatever
// happens. A shift is shorter than a day, so the absolute end is 12 hours.
const IDLE_MINUTES = 60
export const LONGEST_HOURS = 12
// Between the password and the code.
const CODE_WITHIN_MINUTES = 10
// `seen_at` is written at most this often, so that reading pages writes almost nothing.
export const SEEN_EVERY_MINUTES = 5

/** What the person came in with, before any code. */
export type SessionMethod = 'password' | 'link'

/** What a session is begun with; one that awaits a code opens nothing else. */
export type SessionStart = Readonly<{
  accountId: string
  awaitsCode: boolean
  method: SessionMethod
  device: string
}>

/** Begins a session and gives its token, which is nowhere else: only its hash is kept. */
export async function startSession(door: Kysely<Tables>, start: SessionStart, now: Date): Promise<string> {
  const token = makeToken()
  const minutes = start.awaitsCode ? CODE_WITHIN_MINUTES : LONGEST_HOURS * 60
  await door
    .insertInto('account_session')
    .values({
      token_hash: hashToken(token),
      account_id: start.accountId,
      awaits_code: start.awaitsCode,
      method: start.method,
      device: start.device,
      started_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + minutes * 60_000),
    })
    .execute()
  return token
}

/** A whole session that is still good, as its owner sees it. */
export type SessionSummary = Readonly<{
  id: string
  method: SessionMethod
  device: string
  startedAt: Date
  seenAt: Date
  isThisOne: boolean
}>

/** A person's sessions, newest first. Served by `account_session_by_account`. */
export async function listSessions(
  door: Kysely<Tables>,
  accountId: string,
  thisToken: string | null,
  now: Date,
): Promise<SessionSummary[]> {
  const rows = await door
    .selectFrom('account_session')
    .select(['id', 'method', 'device', 'started_at', 'seen_at', 'token_hash'])
    .where('account_id', '=', accountId)
    .where('awaits_code', '=', false)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince(now))
    .orderBy('started_at', 'desc')
    .limit(100)
    .execute()
  const thisHash = thisToken ? hashToken(thisToken) : null
  return rows.map((row) => ({
    id: row.id,
    method: row.method as SessionMethod,
    device: row.device,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    isThisOne: row.token_hash === thisHash,
  }))
}

/** A session last seen before this has been idle too long. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_MINUTES * 60_000)
}

/** Ends the session of that token, if there is one. */
export async function endSession(door: Kysely<Tables>, token: string): Promise<void> {
  await door.deleteFrom('account_session').where('token_hash', '=', hashToken(token)).execute()
}

/** Ends one of the account's sessions, or all, or all but one; gives how many there were to end. */
export async function endSessions(
  door: Kysely<Tables>,
  accountId: string,
  which: Readonly<{ id: string } | { exceptToken: string | null }>,
): Promise<number> {
  let ending = door.deleteFrom('account_session').where('account_id', '=', accountId)
  if ('id' in which) ending = ending.where('id', '=', which.id)
  else if (which.exceptToken) ending = ending.where('token_hash', '!=', hashToken(which.exceptToken))
  const result = await ending.executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Ends all the account's sessions and begins one, by the same method, in place of the present one. */
export async function replaceSession(
  tx: Tx,
  present: Readonly<{ entrant: Readonly<{ accountId: string }>; method: SessionMethod }>,
  userAgent: string | undefined,
  now: Date,
): Promise<string> {
  const { accountId } = present.entrant
  await endSessions(tx, accountId, { exceptToken: null })
  const device = deviceInWords(userAgent)
  return startSession(tx, { accountId, awaitsCode: false, method: present.method, device }, now)
}

/** Removes sessions and links past their end. Served by `account_session_by_end` and `account_link_by_end`. */
export async function purgeEnded(door: Kysely<Tables>, now: Date): Promise<void> {
  await door.deleteFrom('account_session').where('expires_at', '<', now).execute()
  await door.deleteFrom('account_link').where('expires_at', '<', now).execute()
}
