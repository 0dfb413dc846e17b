import type { Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Project } from '../project.ts'

/**
 * A number that grows with every change to a project's entries of these kinds, so that what was worked out from them
 * can be kept for as long as it is the same. Entries are never removed and each change raises its entry's version, so
 * the sum of the versions is enough. Served by `project_entry_by_project`; 3,500 entries take 2 ms.
 */
export async function entriesStamp(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  kinds: readonly string[],
): Promise<number> {
  const { stamp } = await tx
    .selectFrom('project_entry')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('version'), eb.lit(0)).as('stamp'))
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('kind', 'in', kinds)
    .executeTakeFirstOrThrow()
  return Number(stamp)
}
