import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import type { Scope } from '#platform/db/index.ts'
import { type Entrant, mayEnter, viewerOf } from './entrant.ts'
import type { AuthParts } from './guard.ts'
import { idleSince, SEEN_EVERY_MINUTES, type SessionMethod } from './session.ts'
import { hashToken } from './token.ts'

/**
 * Who holds the session that came with a request. Its `stage` says how far in they are:
 * `code` (the first factor is given, the second is awaited) → `in`; an administrator without a second factor stands at
 * `set-up` until there is one. Only at `in` is there a viewer, so no page can serve the other two by mistake.
 */
export type Present = Readonly<{
  stage: 'code' | 'set-up' | 'in'
  entrant: Entrant & Readonly<{ accountId: string }>
  token: string
  sessionId: string
  method: SessionMethod
  viewer: Viewer | null
}>

type SessionRow = Present['entrant'] &
  Readonly<{ sessionId: string; awaitsCode: boolean; method: string; seenAt: Date }>

/**
 * The holder of the session, or null when it is unknown, idle too long, past its end, or its person may no longer
 * enter. One statement by unique keys; a second at most every five minutes, to note that the session is in use.
 */
export async function findPresent(parts: AuthParts, token: string): Promise<Present | null> {
  const now = parts.clock()
  const door = parts.database.door
  const tokenHash = hashToken(token)
  const { rows } = await sql<SessionRow>`select * from session_entrant(
    ${tokenHash}, ${now}::timestamptz, ${idleSince(now)}::timestamptz, ${londonDay(now)}::date)`.execute(door)
  const row = rows[0]
  if (!row) return null
  const { sessionId, awaitsCode, method, seenAt, ...entrant } = row
  if (!mayEnter(entrant)) return null
  if (now.getTime() - seenAt.getTime() > SEEN_EVERY_MINUTES * 60_000) {
    await door
      .updateTable('account_session')
      .set({ seen_at: now })
      .where('token_hash', '=', tokenHash)
      .execute()
  }
  const stage = awaitsCode ? 'code' : mustSetUp(entrant) ? 'set-up' : 'in'
  return {
    stage,
    entrant,
    token,
    sessionId,
    method: method as SessionMethod,
    viewer: stage === 'in' ? viewerOf(entrant) : null,
  }
}

/**
 * Whose session it was that has been idle too long, within its longest time: the person, by whom nothing can be read or
 * done any more. Null for a session that was ended, is unknown, or never was whole.
 */
export async function findLapsed(parts: AuthParts, token: string): Promise<Scope | null> {
  const now = parts.clock()
  const { rows } = await sql<SessionRow>`select * from session_entrant(
    ${hashToken(token)}, ${now}::timestamptz, ${new Date(0)}::timestamptz, ${londonDay(now)}::date)`.execute(
    parts.database.door,
  )
  const row = rows[0]
  if (!row || row.awaitsCode || !mayEnter(row)) return null
  return { forceId: row.forceId, personId: row.personId }
}

function mustSetUp(entrant: Entrant): boolean {
  return !entrant.hasAuthenticator && entrant.roles.some((held) => held.role === 'administrator')
}
