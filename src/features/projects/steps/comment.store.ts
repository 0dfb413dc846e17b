import { randomUUID } from 'node:crypto'
import { signature } from '#core/access/signature.ts'
import { holds, isStaff, ROLES, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Project } from '../project.ts'
import type { Comment } from './comment.ts'

/** [P23] The comments of a step, or of all, by step and oldest first; staff only. Served by `project_comment_by_step`. */
export async function listComments(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  step?: StepNumber,
): Promise<Comment[]> {
  if (!isStaff(viewer)) return []
  const rows = await tx
    .selectFrom('project_comment')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .$if(step !== undefined, (query) => query.where('step', '=', step as StepNumber))
    .orderBy('step')
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    step: row.step as StepNumber,
    words: row.words,
    as: row.written_as,
    role: row.written_role,
    at: row.written_at,
  }))
}

/** [P23] Says something about a step; coaches, supervisors and everybody else on the force's staff may. */
export async function addComment(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Pick<Project, 'id' | 'state'>,
  step: StepNumber,
  words: string,
): Promise<Outcome<true, 'not-your-role' | 'closed'>> {
  if (!isStaff(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  const id = randomUUID()
  await tx
    .insertInto('project_comment')
    .values({
      force_id: viewer.forceId,
      id,
      project_id: project.id,
      step,
      words,
      written_by: viewer.personId,
      written_as: signature(viewer),
      written_role: roleOf(viewer),
      written_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: `comment on Step ${step}`,
    subject: { kind: 'project', id: project.id },
    after: { comment: id, words },
  })
  return done(true)
}

// A coach's word is told from a supervisor's; the first of these that somebody holds is what they speak as.
function roleOf(viewer: Viewer): string {
  return (
    (['coach', 'supervisor', 'leader', 'officer', 'analyst'] as const).find((role) => holds(viewer, role)) ??
    ROLES.find((role) => holds(viewer, role)) ??
    'staff'
  )
}
