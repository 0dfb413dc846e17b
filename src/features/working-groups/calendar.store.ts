import type { Kysely } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tables, Tx } from '#platform/db/index.ts'

/** [W11] Gives a person's private address of a project's calendar; an earlier one stops working. */
export async function keepCalendar(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  projectId: string,
  tokenHash: string,
): Promise<void> {
  await tx
    .insertInto('group_calendar')
    .values({
      force_id: viewer.forceId,
      project_id: projectId,
      person_id: viewer.personId,
      token_hash: tokenHash,
      made_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['force_id', 'project_id', 'person_id'])
        .doUpdateSet({ token_hash: tokenHash, made_at: at }),
    )
    .execute()
  await audit(viewer, tx, at, projectId, 'calendar address made')
}

/** [W11] Ends it; false where there was none. */
export async function endCalendar(viewer: Viewer, tx: Tx, at: Date, projectId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('group_calendar')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst()
  if (numDeletedRows > 0n) await audit(viewer, tx, at, projectId, 'calendar address ended')
  return numDeletedRows > 0n
}

/** Since when this person has an address of it; `null` where they have none. */
export async function findCalendar(viewer: Viewer, tx: Tx, projectId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('group_calendar')
    .select('made_at')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst()
  return row?.made_at ?? null
}

/** Whose calendar an address is, before any force is known. Served by the unique hash. */
export async function findCalendarAtDoor(
  door: Kysely<Tables>,
  tokenHash: string,
): Promise<Readonly<{ forceId: string; personId: string; projectId: string }> | null> {
  const row = await door
    .selectFrom('group_calendar')
    .select(['force_id', 'person_id', 'project_id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? { forceId: row.force_id, personId: row.person_id, projectId: row.project_id } : null
}

function audit(viewer: Viewer, tx: Tx, at: Date, projectId: string, action: string) {
  return recordAudit(tx, viewer, at, { action, subject: { kind: 'project', id: projectId } })
}
