import { sql } from 'kysely'
import { done, type Outcome } from '#core/outcome.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import { NotAllowed } from '#platform/http/request.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The key a form was sent with; `null` for anything that is not one. */
export function parseFormKey(text: unknown): string | null {
  return typeof text === 'string' && UUID.test(text) ? text.toLowerCase() : null
}

// A key is claimed before the write, inside the same transaction. A second request with the key waits on the first
// one's row until that transaction ends: committed, it gets the location kept there; rolled back, it writes. A write
// that refuses is undone to the savepoint together with its claim, so the same form can be sent again put right.

/**
 * Runs `write` once for a form's key and gives where to go next; the same key again gives the first location and
 * writes nothing. A refused write leaves no trace. Refuses a key that somebody else sent. Cost: three statements.
 */
export async function once<Reason>(
  tx: Tx,
  scope: Scope,
  key: string,
  location: string,
  write: () => Promise<Outcome<unknown, Reason>>,
): Promise<Outcome<string, Reason>> {
  if (scope.personId === null) throw new Error('a form is sent by a person')
  await sql`savepoint form_key`.execute(tx)
  const claimed = await tx
    .insertInto('form_key')
    .values({ force_id: scope.forceId, key, person_id: scope.personId, location })
    .onConflict((conflict) => conflict.columns(['force_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!claimed) {
    const first = await tx
      .selectFrom('form_key')
      .select(['location', 'person_id'])
      .where('force_id', '=', scope.forceId)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (first.person_id !== scope.personId) throw new NotAllowed()
    return done(first.location)
  }
  const outcome = await write()
  if (outcome.ok) return done(location)
  await sql`rollback to savepoint form_key`.execute(tx)
  return outcome
}
