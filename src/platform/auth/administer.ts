import type { Scope } from '#platform/db/index.ts'
import { atDoor, auditAtDoor, ensureAccount } from './door.ts'
import { findEntrantByPerson, mayEnter } from './entrant.ts'
import type { AuthParts } from './guard.ts'
import { hashPassword, requirePassword } from './password.ts'
import { forgetAuthenticator } from './second-factor.ts'
import { endSessions } from './session.ts'
import { INVITATION_HOURS, makeLink } from './sign-in.ts'

/** Somebody's access, changed by another: always within `by`'s force. */
export type PersonOf = Readonly<{ by: Scope; personId: string }>

/** A sign-in link good for three days, to hand over or send; null when the person may not enter today. */
export async function inviteLink(parts: AuthParts, { by, personId }: PersonOf): Promise<string | null> {
  const entrant = await findEntrantByPerson(parts.database.door, by.forceId, personId, parts.clock())
  if (!entrant || !mayEnter(entrant)) return null
  return makeLink(parts, entrant, INVITATION_HOURS * 60, { ...by, action: 'person invited' })
}

/** Sends such a link; throws when the mail server does not take it. */
export async function invite(parts: AuthParts, person: PersonOf): Promise<'sent' | 'may-not-enter'> {
  const entrant = await findEntrantByPerson(
    parts.database.door,
    person.by.forceId,
    person.personId,
    parts.clock(),
  )
  const address = entrant && (await inviteLink(parts, person))
  if (!address) return 'may-not-enter'
  await parts.mail.send({
    to: entrant.email,
    subject: `You are invited to Wardmote for ${entrant.forceName}`,
    text: [
      `Hello ${entrant.name}`,
      `You can use Wardmote for ${entrant.forceName}. Sign in with this link:`,
      address,
      `It works once, for ${INVITATION_HOURS / 24} days. After that, ask for another at ${parts.publicUrl}/sign-in/link.`,
    ].join('\n\n'),
  })
  return 'sent'
}

/** Ends the person's sessions and unused links; gives how many sessions there were. */
export async function withdraw(parts: AuthParts, { by, personId }: PersonOf): Promise<number> {
  return atDoor(parts.database, async (tx) => {
    const person = await findEntrantByPerson(tx, by.forceId, personId, parts.clock())
    if (!person?.accountId) return 0
    const ended = await endSessions(tx, person.accountId, { exceptToken: null })
    await tx.deleteFrom('account_link').where('account_id', '=', person.accountId).execute()
    const subject = { kind: 'person', id: personId }
    await auditAtDoor(tx, by, parts.clock(), {
      action: 'sessions ended',
      subject,
      after: { sessions: ended },
    })
    return ended
  })
}

/** For somebody who lost their authenticator and their recovery codes. */
export async function resetSecondFactor(parts: AuthParts, { by, personId }: PersonOf): Promise<void> {
  await atDoor(parts.database, async (tx) => {
    const person = await findEntrantByPerson(tx, by.forceId, personId, parts.clock())
    if (!person?.accountId) return
    await forgetAuthenticator(tx, person.accountId)
    await endSessions(tx, person.accountId, { exceptToken: null })
    const subject = { kind: 'person', id: personId }
    await auditAtDoor(tx, by, parts.clock(), { action: 'second factor reset', subject })
  })
}

/** Gives a person their first password from the command line or the demonstration; throws on one that is too weak. */
export async function setFirstPassword(
  parts: Pick<AuthParts, 'database' | 'clock'>,
  { by, personId }: PersonOf,
  password: string,
): Promise<void> {
  const person = await findEntrantByPerson(parts.database.door, by.forceId, personId, parts.clock())
  if (!person) throw new Error('There is no such person.')
  requirePassword(password, person)
  const passwordHash = await hashPassword(password)
  await atDoor(parts.database, async (tx) => {
    const now = parts.clock()
    const id = person.accountId ?? (await ensureAccount(tx, person, now))
    await tx
      .updateTable('account_login')
      .set({ password_hash: passwordHash, password_set_at: now })
      .where('id', '=', id)
      .execute()
    await auditAtDoor(tx, by, now, { action: 'password set', subject: { kind: 'person', id: personId } })
  })
}
