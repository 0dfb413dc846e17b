import { maySupervise, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit, recordRead } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Project } from './project.ts'

export type MarkRefusal = 'not-your-role' | 'changed'

/** [P16] Sets or clears the mark, with the reason, under version check. */
export async function markSensitive(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: Readonly<{ id: Project['id']; version: number }>,
  mark: Readonly<{ isSensitive: boolean; why: string }>,
): Promise<Outcome<true, MarkRefusal>> {
  if (!maySupervise(viewer)) return refused('not-your-role')
  const changed = await tx
    .updateTable('project')
    .set({ is_sensitive: mark.isSensitive, version: read.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .where('is_sensitive', '!=', mark.isSensitive)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return refused('changed')
  await recordAudit(tx, viewer, at, {
    action: mark.isSensitive ? 'project marked sensitive' : 'sensitive mark removed',
    subject: { kind: 'project', id: read.id },
    before: { isSensitive: !mark.isSensitive },
    after: mark,
  })
  return done(true)
}

// Readings are a subject of their own, so that however many there are, the history of changes stays whole.
const reading = (project: Pick<Project, 'id'>) => ({ kind: 'project reading', id: project.id })

/** [P16] */
export function recordProjectRead(viewer: Viewer, tx: Tx, at: Date, project: Pick<Project, 'id'>) {
  return recordRead(tx, viewer, at, reading(project))
}

/** Who read a project while it was marked, and when. */
export type Reading = Readonly<{ personName: string | null; at: Date }>

/** [P16] Newest first, at most `limit`. Served by `audit_by_subject`. */
export async function listReadings(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  limit: number,
): Promise<Reading[]> {
  const { kind, id } = reading(project)
  const rows = await tx
    .selectFrom('audit_entry')
    .leftJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'audit_entry.person_id')
        .onRef('person.force_id', '=', 'audit_entry.force_id'),
    )
    .select(['at', 'person.name as name'])
    .where('audit_entry.force_id', '=', viewer.forceId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ personName: row.name, at: row.at }))
}
