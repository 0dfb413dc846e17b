import type { Clock } from '#core/time/clock.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import type { Mail } from '#platform/messaging/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import {
  type AttemptLimit,
  giveBackAttempt,
  PER_ADDRESS,
  purgeAttempts,
  takeAttempt,
} from './attempt-limit.ts'
import type { VerifyHash } from './password.ts'
import { purgeEnded } from './session.ts'
import { keyedHash } from './token.ts'

/** What the parts of sign-in share. */
export type AuthParts = Readonly<{
  database: Database
  clock: Clock
  mail: Mail
  logger: Logger
  publicUrl: string
  keys: Readonly<{ attempts: string; authenticator: string; recovery: string }>
  /** A refusal is answered no sooner than this, whatever it took to find out. */
  refusalTakesMs: number
  pause(milliseconds: number): Promise<unknown>
  verifyHash: VerifyHash
}>

/** Where an attempt comes from, and the session it would replace. */
export type Visit = Readonly<{ address: string; userAgent: string | undefined; token: string | null }>

/** Not now; may be tried again at that instant. */
export type Wait = Readonly<{ kind: 'wait'; until: Date }>

/** What is tried and from where, each as a keyed hash. */
export type AttemptKeys = Readonly<{ subject: string; address: string }>

/** What an attempt is counted under: hashes, so that the counts name neither an account nor an address. */
export function attemptKeys(parts: AuthParts, what: string, subject: string, visit: Visit): AttemptKeys {
  return {
    subject: `${what}:${keyedHash(parts.keys.attempts, subject)}`,
    address: `address:${keyedHash(parts.keys.attempts, visit.address)}`,
  }
}

/** Counts an attempt against the address and then against what is being tried; null when both allow it. */
export async function mayAttempt(
  parts: AuthParts,
  keys: AttemptKeys,
  limit: AttemptLimit,
): Promise<Wait | null> {
  const now = parts.clock()
  const door = parts.database.door
  const until =
    (await takeAttempt(door, keys.address, PER_ADDRESS, now)) ??
    (await takeAttempt(door, keys.subject, limit, now))
  return until && { kind: 'wait', until }
}

/** A success: the subject's count starts afresh, the address gets its one attempt back, and old rows go. */
export async function attemptSucceeded(parts: AuthParts, tx: Tx, keys: AttemptKeys): Promise<void> {
  await tx.deleteFrom('account_attempt').where('key', '=', keys.subject).execute()
  await giveBackAttempt(tx, keys.address)
  await purgeAttempts(tx, parts.clock())
  await purgeEnded(tx, parts.clock())
}

/**
 * Runs the work and, when it takes less, waits until the floor is reached: the little that differs between a known
 * and an unknown address (an audit entry, a link) cannot be read off a stop-watch.
 */
export async function takingAtLeast<Result>(
  parts: Pick<AuthParts, 'pause' | 'refusalTakesMs'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const floor = parts.pause(parts.refusalTakesMs)
  const result = await work()
  await floor
  return result
}
