import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { kindOf, type Template } from '#core/proforma/template.ts'
import type { Tx } from '#platform/db/index.ts'
import { readableProjects } from '../project.store.ts'
import type { Project, ProjectNumber } from '../project.ts'
import { mayReadKind, shownTo } from './entry.access.ts'
import { entryOf } from './entry.store.ts'

/** An entry with the project it is of. */
export type EntryOfProject = Readonly<{
  project: Pick<Project, 'id' | 'number' | 'placeName'>
  entry: Entry
}>

/**
 * Live entries of one kind in every open project that this viewer reads on a day, by project and in page order; with
 * `naming`, those whose answer `field` is `id`. At most 1,000. For interventions' owners served by
 * `project_entry_intervention_owner`.
 */
export async function listEntriesAcross(
  viewer: Viewer,
  tx: Tx,
  today: string,
  template: Template,
  kindId: string,
  naming?: Readonly<{ field: string; id: string }>,
): Promise<EntryOfProject[]> {
  const kind = kindOf(template, kindId)
  if (!kind || !mayReadKind(viewer, kind)) return []
  const rows = await readableProjects(viewer, tx, today)
    .innerJoin('project_entry', (join) =>
      join
        .onRef('project_entry.force_id', '=', 'project.force_id')
        .onRef('project_entry.project_id', '=', 'project.id'),
    )
    .selectAll('project_entry')
    .select(['project.number', 'project.place_name'])
    .where('project.state', '=', 'open')
    .where('project_entry.kind', '=', kindId)
    .where('project_entry.withdrawn_by', 'is', null)
    .$if(naming !== undefined, (query) =>
      query.where(sql`project_entry.content->>${sql.lit(naming?.field ?? '')}`, '=', naming?.id ?? ''),
    )
    .orderBy('project.number')
    .orderBy('project_entry.position')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    project: {
      id: row.project_id as Project['id'],
      number: row.number as ProjectNumber,
      placeName: row.place_name,
    },
    entry: shownTo(viewer, kind, entryOf(row)),
  }))
}
