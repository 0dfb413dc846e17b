import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'

/**
 * [I15] Open projects that somebody supervises on a day, with how many interventions are overdue there; those without
 * are absent. Served by `project_member_by_person` and `project_entry_intervention_due`.
 */
export async function listOverdueSupervised(
  viewer: Viewer,
  tx: Tx,
  today: string,
): Promise<Readonly<{ number: string; placeName: string; overdue: number }>[]> {
  const rows = await tx
    .selectFrom('project')
    .innerJoin('project_member', (join) =>
      join
        .onRef('project_member.force_id', '=', 'project.force_id')
        .onRef('project_member.project_id', '=', 'project.id'),
    )
    .innerJoin('project_entry', (join) =>
      join
        .onRef('project_entry.force_id', '=', 'project.force_id')
        .onRef('project_entry.project_id', '=', 'project.id'),
    )
    .select((eb) => [
      'project.number',
      'project.place_name',
      eb.fn.count<number>('project_entry.id').distinct().as('overdue'),
    ])
    .where('project.force_id', '=', viewer.forceId)
    .where('project.state', '=', 'open')
    .where('project_member.person_id', '=', viewer.personId)
    .where('project_member.part', '=', 'supervisor')
    .where('project_member.from_on', '<=', today)
    .where((eb) =>
      eb.or([eb('project_member.until_on', 'is', null), eb('project_member.until_on', '>=', today)]),
    )
    .where('project_entry.kind', '=', 'intervention')
    .where('project_entry.withdrawn_by', 'is', null)
    .where(sql<string>`project_entry.content->>'due'`, '<', today)
    .where(sql<string>`coalesce(project_entry.content->>'progress', '')`, 'not in', ['done', 'stopped'])
    .groupBy(['project.number', 'project.place_name'])
    .orderBy('project.number')
    .execute()
  return rows.map((row) => ({ number: row.number, placeName: row.place_name, overdue: Number(row.overdue) }))
}
