import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'

/** The projects in whose group this person is written down. Served by `project_entry_of_person`. */
export async function listSeats(viewer: Viewer, tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('project_entry')
    .select('project_id')
    .distinct()
    .where('force_id', '=', viewer.forceId)
    .where('kind', '=', 'member')
    .where(sql`content->>'person'`, '=', viewer.personId)
    .where('withdrawn_by', 'is', null)
    .execute()
  return rows.map(({ project_id }) => project_id)
}
