import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Tx } from '#platform/db/index.ts'
import { PER_ACCOUNT, PER_LINK } from './attempt-limit.ts'
import { deviceInWords } from './device.ts'
import { atDoor, auditAtDoor, ensureAccount } from './door.ts'
import { type Entrant, findEntrantByAccount, findEntrantByEmail, mayEnter } from './entrant.ts'
import {
  type AuthParts,
  attemptKeys,
  attemptSucceeded,
  mayAttempt,
  takingAtLeast,
  type Visit,
  type Wait,
} from './guard.ts'
import { passwordMatches } from './password.ts'
import { endSession, type SessionMethod, startSession } from './session.ts'
import { hashToken, makeToken } from './token.ts'

const LINK_MINUTES = 15
/** An invitation may arrive days before its reader's next shift. */
export const INVITATION_HOURS = 72

/** The token belongs in the cookie and nowhere else. */
export type Entered = Readonly<{ token: string; awaitsCode: boolean }>
/** Not right, which says nothing of what was wrong; or not before some time. */
export type Refusal = Readonly<{ kind: 'wrong' }> | Wait

/** A wrong password, an unknown address, an account without a password and a person without a role are one answer. */
export async function signInWithPassword(
  parts: AuthParts,
  attempt: Readonly<{ email: string; password: string }>,
  visit: Visit,
): Promise<Outcome<Entered, Refusal>> {
  const email = attempt.email.trim().toLowerCase()
  const started = parts.clock()
  const keys = attemptKeys(parts, 'password', email, visit)
  const floor = parts.pause(parts.refusalTakesMs)
  const wait = await mayAttempt(parts, keys, PER_ACCOUNT)
  if (wait) return refused(wait)
  const entrant = await findEntrantByEmail(parts.database.door, email, started)
  const matches = await passwordMatches(entrant?.passwordHash ?? null, attempt.password, parts.verifyHash)
  if (entrant?.accountId && matches && mayEnter(entrant)) {
    const { accountId } = entrant
    return done(
      await atDoor(parts.database, async (tx) => {
        await attemptSucceeded(parts, tx, keys)
        return enter(parts, tx, { ...entrant, accountId }, 'password', visit)
      }),
    )
  }
  if (entrant) await auditRefusal(parts, entrant, 'sign-in refused', { method: 'password' })
  await floor
  return refused({ kind: 'wrong' })
}

/** Begins the session that entering leads to: whole, or waiting for a code. The session it replaces ends. */
export async function enter(
  parts: AuthParts,
  tx: Tx,
  entrant: Entrant & { accountId: string },
  method: SessionMethod,
  visit: Visit,
): Promise<Entered> {
  const now = parts.clock()
  if (visit.token) await endSession(tx, visit.token)
  const awaitsCode = entrant.hasAuthenticator
  const device = deviceInWords(visit.userAgent)
  const token = await startSession(tx, { accountId: entrant.accountId, awaitsCode, method, device }, now)
  if (!awaitsCode) {
    const subject = { kind: 'person', id: entrant.personId }
    await auditAtDoor(tx, entrant, now, { action: 'signed in', subject, after: { method, device } })
  }
  return { token, awaitsCode }
}

/** Notes in the person's history that somebody who claimed to be them was turned away. */
async function auditRefusal(
  parts: AuthParts,
  entrant: Entrant,
  action: string,
  after: unknown,
): Promise<void> {
  const subject = { kind: 'person', id: entrant.personId }
  // Nobody is signed in, so the entry has no author: somebody tried to be this person.
  const scope = { forceId: entrant.forceId, personId: null }
  await atDoor(parts.database, (tx) => auditAtDoor(tx, scope, parts.clock(), { action, subject, after }))
}

/** Sends a link when there is somebody to send it to; the answer, and how long it takes, are the same either way. */
export async function requestLink(
  parts: AuthParts,
  typedEmail: string,
  visit: Visit,
): Promise<Outcome<null, Wait>> {
  const email = typedEmail.trim().toLowerCase()
  const keys = attemptKeys(parts, 'link', email, visit)
  return takingAtLeast(parts, async () => {
    const wait = await mayAttempt(parts, keys, PER_LINK)
    if (wait) return refused(wait)
    const entrant = await findEntrantByEmail(parts.database.door, email, parts.clock())
    if (entrant && mayEnter(entrant)) {
      const address = await makeLink(parts, entrant, LINK_MINUTES, {
        ...entrant,
        personId: null,
        action: 'sign-in link asked for',
      })
      parts.mail.sendSoon(linkMessage(entrant, address), (error) =>
        parts.logger.error({ err: error }, 'a sign-in link could not be sent'),
      )
    }
    return done(null)
  })
}

type LinkAudit = Readonly<{ forceId: string; personId: string | null; action: string }>

/** Makes a single-use link for that person and gives its address, which is kept nowhere. */
export async function makeLink(
  parts: AuthParts,
  entrant: Entrant,
  minutes: number,
  audit: LinkAudit,
): Promise<string> {
  const token = makeToken()
  const now = parts.clock()
  await atDoor(parts.database, async (tx) => {
    const accountId = entrant.accountId ?? (await ensureAccount(tx, entrant, now))
    await tx
      .insertInto('account_link')
      .values({
        token_hash: hashToken(token),
        account_id: accountId,
        expires_at: new Date(now.getTime() + minutes * 60_000),
      })
      .execute()
    const subject = { kind: 'person', id: entrant.personId }
    await auditAtDoor(tx, audit, now, { action: audit.action, subject })
  })
  return `${parts.publicUrl}/sign-in/link/${token}`
}

function linkMessage(entrant: Entrant, address: string) {
  return {
    to: entrant.email,
    subject: 'Your link to sign in to Wardmote',
    text: [
      `Hello ${entrant.name}`,
      'Use this link to sign in to Wardmote:',
      address,
      `It works once, for ${LINK_MINUTES} minutes. If you did not ask for it, you need do nothing: nobody can sign in without it.`,
    ].join('\n\n'),
  }
}

/** Uses the link up. Only pressing the button on the link's page comes here: mail scanners that follow links do not. */
export async function useLink(
  parts: AuthParts,
  token: string,
  visit: Visit,
): Promise<Outcome<Entered, 'not-good'>> {
  const now = parts.clock()
  return atDoor(parts.database, async (tx) => {
    const link = await tx
      .deleteFrom('account_link')
      .where('token_hash', '=', hashToken(token))
      .where('expires_at', '>', now)
      .returning('account_id')
      .executeTakeFirst()
    const entrant = link && (await findEntrantByAccount(tx, link.account_id, now))
    if (!entrant || !mayEnter(entrant)) return refused('not-good')
    return done(await enter(parts, tx, { ...entrant, accountId: link.account_id }, 'link', visit))
  })
}
