import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Tx } from '#platform/db/index.ts'
import { PER_CODE } from './attempt-limit.ts'
import { deviceInWords } from './device.ts'
import { atDoor, auditOwn } from './door.ts'
import type { Entrant } from './entrant.ts'
import { type AuthParts, attemptKeys, attemptSucceeded, mayAttempt, type Visit } from './guard.ts'
import type { Present } from './present.ts'
import { endSession, endSessions, replaceSession, startSession } from './session.ts'
import type { Refusal } from './sign-in.ts'
import { keyedHash } from './token.ts'
import { acceptedStep, makeAuthenticatorSecret, makeRecoveryCodes, plainCode } from './totp.ts'

type Holder = Entrant & Readonly<{ accountId: string }>

/** The secret to put into an authenticator: made on first asking, the same until it is confirmed, then never shown. */
export async function pendingSecret(parts: AuthParts, holder: Holder): Promise<Outcome<string, 'has-one'>> {
  if (holder.hasAuthenticator) return refused('has-one')
  if (holder.totpSealed) return done(await unseal(parts, holder.totpSealed))
  const sealed = await symmetricEncrypt({ key: parts.keys.authenticator, data: makeAuthenticatorSecret() })
  const kept = await atDoor(parts.database, async (tx) => {
    await tx
      .updateTable('account_login')
      .set({ totp_sealed: sealed })
      .where('id', '=', holder.accountId)
      .where('totp_sealed', 'is', null)
      .execute()
    return tx
      .selectFrom('account_login')
      .select('totp_sealed')
      .where('id', '=', holder.accountId)
      .executeTakeFirstOrThrow()
  })
  return done(await unseal(parts, kept.totp_sealed ?? sealed))
}

function unseal(parts: AuthParts, sealed: string): Promise<string> {
  return symmetricDecrypt({ key: parts.keys.authenticator, data: sealed })
}

/** The session that replaces the present one, and the codes to keep, which are shown this once. */
export type SetUp = Readonly<{ token: string; recoveryCodes: readonly string[] }>

/** A first right code makes the authenticator count. Other sessions end and this one is replaced. */
export async function confirmAuthenticator(
  parts: AuthParts,
  present: Present,
  code: string,
  visit: Visit,
): Promise<Outcome<SetUp, Refusal | { kind: 'has-one' }>> {
  const { entrant } = present
  if (entrant.hasAuthenticator || !entrant.totpSealed) return refused({ kind: 'has-one' })
  const keys = attemptKeys(parts, 'code', entrant.accountId, visit)
  const wait = await mayAttempt(parts, keys, PER_CODE)
  if (wait) return refused(wait)
  const now = parts.clock()
  const step = await acceptedStep(
    await unseal(parts, entrant.totpSealed),
    plainCode(code),
    entrant.totpLastStep,
    now,
  )
  if (step === null) return refused({ kind: 'wrong' })
  return atDoor(parts.database, async (tx) => {
    const confirmed = await tx
      .updateTable('account_login')
      .set({ totp_confirmed_at: now, totp_last_step: step })
      .where('id', '=', entrant.accountId)
      .where('totp_confirmed_at', 'is', null)
      .where('totp_sealed', '=', entrant.totpSealed)
      .executeTakeFirst()
    if (confirmed.numUpdatedRows === 0n) return refused({ kind: 'has-one' })
    const recoveryCodes = await replaceRecoveryCodes(parts, tx, entrant.accountId)
    await attemptSucceeded(parts, tx, keys)
    const token = await replaceSession(tx, present, visit.userAgent, parts.clock())
    await auditOwn(parts, tx, entrant, 'second factor set up')
    return done({ token, recoveryCodes })
  })
}

/** The code asked for at sign-in: from the authenticator, or a recovery code, which is then used up. */
export async function enterWithCode(
  parts: AuthParts,
  present: Present,
  code: string,
  visit: Visit,
): Promise<Outcome<string, Refusal>> {
  return withCode(parts, present, code, visit, async (tx, used) => {
    await endSession(tx, present.token)
    const device = deviceInWords(visit.userAgent)
    const start = { accountId: present.entrant.accountId, awaitsCode: false, method: present.method, device }
    const token = await startSession(tx, start, parts.clock())
    await auditOwn(parts, tx, present.entrant, 'signed in', {
      method: present.method,
      secondFactor: used,
      device,
    })
    return token
  })
}

/** New recovery codes instead of the old ones. */
export function renewRecoveryCodes(
  parts: AuthParts,
  present: Present,
  code: string,
  visit: Visit,
): Promise<Outcome<readonly string[], Refusal>> {
  return withCode(parts, present, code, visit, async (tx) => {
    const recoveryCodes = await replaceRecoveryCodes(parts, tx, present.entrant.accountId)
    await auditOwn(parts, tx, present.entrant, 'recovery codes renewed')
    return recoveryCodes
  })
}

/** Takes the authenticator away, to put in another; an administrator can do nothing else until there is one. */
export function removeAuthenticator(
  parts: AuthParts,
  present: Present,
  code: string,
  visit: Visit,
): Promise<Outcome<null, Refusal>> {
  return withCode(parts, present, code, visit, async (tx) => {
    await forgetAuthenticator(tx, present.entrant.accountId)
    await endSessions(tx, present.entrant.accountId, { exceptToken: present.token })
    await auditOwn(parts, tx, present.entrant, 'second factor removed')
    return null
  })
}

/** Takes authenticator and recovery codes away together. */
export async function forgetAuthenticator(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('account_login')
    .set({ totp_sealed: null, totp_confirmed_at: null, totp_last_step: 0 })
    .where('id', '=', accountId)
    .execute()
  await tx.deleteFrom('account_recovery_code').where('account_id', '=', accountId).execute()
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(parts: AuthParts, accountId: string): Promise<number> {
  const row = await parts.database.door
    .selectFrom('account_recovery_code')
    .select((codes) => codes.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return row.count
}

type CodeKind = 'authenticator' | 'recovery code'

/** Does the work in the transaction that uses the code up, so that neither happens without the other. */
async function withCode<Result>(
  parts: AuthParts,
  present: Present,
  typed: string,
  visit: Visit,
  work: (tx: Tx, used: CodeKind) => Promise<Result>,
): Promise<Outcome<Result, Refusal>> {
  const { entrant } = present
  const keys = attemptKeys(parts, 'code', entrant.accountId, visit)
  const wait = await mayAttempt(parts, keys, PER_CODE)
  if (wait) return refused(wait)
  const code = plainCode(typed)
  const step =
    entrant.totpSealed && entrant.hasAuthenticator
      ? await acceptedStep(await unseal(parts, entrant.totpSealed), code, entrant.totpLastStep, parts.clock())
      : null
  return atDoor(parts.database, async (tx) => {
    const used = await useCode(parts, tx, entrant.accountId, code, step)
    if (!used) {
      await auditOwn(parts, tx, { ...entrant, author: null }, 'second factor refused')
      return refused({ kind: 'wrong' })
    }
    await attemptSucceeded(parts, tx, keys)
    return done(await work(tx, used))
  })
}

// The row's own condition decides, so of two requests with one code at once only one gets in.
async function useCode(parts: AuthParts, tx: Tx, accountId: string, code: string, step: number | null) {
  if (step !== null) {
    const stepped = await tx
      .updateTable('account_login')
      .set({ totp_last_step: step })
      .where('id', '=', accountId)
      .where('totp_last_step', '<', step)
      .executeTakeFirst()
    return stepped.numUpdatedRows > 0n ? ('authenticator' as const) : null
  }
  const spent = await tx
    .deleteFrom('account_recovery_code')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', keyedHash(parts.keys.recovery, code))
    .executeTakeFirst()
  return spent.numDeletedRows > 0n ? ('recovery code' as const) : null
}

async function replaceRecoveryCodes(parts: AuthParts, tx: Tx, accountId: string): Promise<string[]> {
  const codes = makeRecoveryCodes()
  await tx.deleteFrom('account_recovery_code').where('account_id', '=', accountId).execute()
  await tx
    .insertInto('account_recovery_code')
    .values(
      codes.map((code) => ({
        account_id: accountId,
        code_hash: keyedHash(parts.keys.recovery, plainCode(code)),
      })),
    )
    .execute()
  return codes
}
