import { done, type Outcome, refused } from '#core/outcome.ts'
import { PER_ACCOUNT } from './attempt-limit.ts'
import { atDoor, auditOwn } from './door.ts'
import { type AuthParts, attemptKeys, attemptSucceeded, mayAttempt, type Visit } from './guard.ts'
import { checkPassword, hashPassword, type PasswordFault, passwordMatches } from './password.ts'
import type { Present } from './present.ts'
import { replaceSession } from './session.ts'
import type { Refusal } from './sign-in.ts'

/** Why a password was not changed: the present one, too many attempts, or what the fresh one lacks. */
export type PasswordRefusal = Refusal | Readonly<{ kind: 'fault'; fault: PasswordFault }>

/**
 * Sets or changes the person's own password and gives the token of the session that replaces this one; all others end.
 * The present password is asked for where there is one. They are told by mail, in case it was not them.
 */
export async function changePassword(
  parts: AuthParts,
  present: Present,
  change: Readonly<{ current: string; fresh: string }>,
  visit: Visit,
): Promise<Outcome<string, PasswordRefusal>> {
  const { entrant } = present
  const checked = checkPassword(change.fresh, entrant)
  if (!checked.ok) return refused({ kind: 'fault', fault: checked.reason })
  const keys = attemptKeys(parts, 'present password', entrant.accountId, visit)
  const wait = await mayAttempt(parts, keys, PER_ACCOUNT)
  if (wait) return refused(wait)
  if (
    entrant.passwordHash &&
    !(await passwordMatches(entrant.passwordHash, change.current, parts.verifyHash))
  ) {
    return refused({ kind: 'wrong' })
  }
  const passwordHash = await hashPassword(checked.value)
  const token = await atDoor(parts.database, async (tx) => {
    await tx
      .updateTable('account_login')
      .set({ password_hash: passwordHash, password_set_at: parts.clock() })
      .where('id', '=', entrant.accountId)
      .execute()
    await tx.deleteFrom('account_link').where('account_id', '=', entrant.accountId).execute()
    await attemptSucceeded(parts, tx, keys)
    const fresh = await replaceSession(tx, present, visit.userAgent, parts.clock())
    await auditOwn(parts, tx, entrant, entrant.passwordHash ? 'password changed' : 'password set')
    return fresh
  })
  const message = {
    to: entrant.email,
    subject: 'Your Wardmote password was changed',
    text: `Hello ${entrant.name}\n\nYour password was changed and you were signed out everywhere else. If you did not do this, tell your administrator at once.`,
  }
  parts.mail.sendSoon(message, (error) => parts.logger.error({ err: error }, 'a notice could not be sent'))
  return done(token)
}
