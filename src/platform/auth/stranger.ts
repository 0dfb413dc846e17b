import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { giveBackAttempt, PER_ADDRESS, PER_LINK, takeAttempt } from './attempt-limit.ts'
import { findEntrantByPerson, mayEnter, viewerOf } from './entrant.ts'
import { type AuthParts, attemptKeys, mayAttempt, type Visit, type Wait } from './guard.ts'

/** Looks for what a stranger names by a code: what is not found counts against their network address, apart from sign-ins. */
export async function guess<Found>(
  parts: AuthParts,
  visit: Visit,
  find: () => Promise<Found | null>,
): Promise<Outcome<Found | null, Wait>> {
  const address = `code-${attemptKeys(parts, 'code', '', visit).address}`
  const door = parts.database.door
  const until = await takeAttempt(door, address, PER_ADDRESS, parts.clock())
  if (until) return refused({ kind: 'wait', until })
  const found = await find()
  if (found !== null) await giveBackAttempt(door, address)
  return done(found)
}

/** Whether a stranger may have a message sent to an address; counted as asking for a link is. Null when they may. */
export function mayHaveSent(parts: AuthParts, visit: Visit, email: string): Promise<Wait | null> {
  return mayAttempt(parts, attemptKeys(parts, 'message', email, visit), PER_LINK)
}

/** The person as pages see them, where they may come in today; for what is asked in their name without a session. */
export async function findViewer(
  parts: AuthParts,
  person: Readonly<{ forceId: string; personId: string }>,
): Promise<Viewer | null> {
  const { forceId, personId } = person
  const entrant = await findEntrantByPerson(parts.database.door, forceId, personId, parts.clock())
  return entrant && mayEnter(entrant) ? viewerOf(entrant) : null
}
