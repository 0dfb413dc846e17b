import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '#core/time/clock.ts'
import { type AuditEvent, recordAudit } from '#platform/audit/index.ts'
import type { Database, Scope, Tx } from '#platform/db/index.ts'

/**
 * One transaction as `wardmote_door`. Inside it, {@link auditAtDoor} writes to a force's chain, so that a sign-in and
 * its entry stand or fall together. Never open another transaction inside: the embedded database has one session.
 */
export function atDoor<Result>(database: Database, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.door.transaction().execute(work)
}

/** Steps over to `wardmote_app` in the person's force for the entry alone, and back. Call it last. */
export async function auditAtDoor(tx: Tx, scope: Scope, at: Date, event: AuditEvent): Promise<void> {
  await sql`set local role wardmote_app`.execute(tx)
  await sql`select set_config('wardmote.force_id', ${scope.forceId}, true), set_config('wardmote.person_id', ${scope.personId ?? ''}, true)`.execute(
    tx,
  )
  await recordAudit(tx, scope, at, event)
  await sql`set local role wardmote_door`.execute(tx)
}

/** The person's account, made on first need; two at once end with the same one. */
export async function ensureAccount(
  tx: Tx,
  scope: Readonly<{ forceId: string; personId: string }>,
  now: Date,
) {
  const id = randomUUID()
  await tx.insertInto('account_login').values({ id, created_at: now }).execute()
  const bound = await tx
    .updateTable('person')
    .set({ account_id: id })
    .where('force_id', '=', scope.forceId)
    .where('id', '=', scope.personId)
    .where('account_id', 'is', null)
    .executeTakeFirst()
  if (bound.numUpdatedRows > 0n) return id
  await tx.deleteFrom('account_login').where('id', '=', id).execute()
  const person = await tx
    .selectFrom('person')
    .select('account_id')
    .where('force_id', '=', scope.forceId)
    .where('id', '=', scope.personId)
    .executeTakeFirstOrThrow()
  if (!person.account_id) throw new Error('the account could not be bound to its person')
  return person.account_id
}

/** Writes what the person did to their own account; `author: null` where somebody merely claimed to be them. */
export async function auditOwn(
  parts: Readonly<{ clock: Clock }>,
  tx: Tx,
  person: Readonly<{ forceId: string; personId: string; author?: null }>,
  action: string,
  after?: unknown,
): Promise<void> {
  const scope = { forceId: person.forceId, personId: person.author === null ? null : person.personId }
  const subject = { kind: 'person', id: person.personId }
  await auditAtDoor(tx, scope, parts.clock(), { action, subject, after })
}
