import { signature } from '#core/access/signature.ts'
import { maySupervise, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import type { BriefLink, BriefRefusal } from './brief.ts'

const DAY_MS = 86_400_000

type OfProject = Readonly<{ id: string; isSensitive: boolean }>

/** [B5] A project's links, latest first; for those who may make them. */
export async function listLinks(
  viewer: Viewer,
  tx: Tx,
  project: Pick<OfProject, 'id'>,
): Promise<BriefLink[]> {
  if (!maySupervise(viewer)) return []
  const rows = await tx
    .selectFrom('brief_link')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    madeFor: row.made_for,
    madeAs: row.made_as,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    revoked: row.revoked_as && row.revoked_at ? { as: row.revoked_as, at: row.revoked_at } : null,
    opened: row.opened,
    lastOpenedAt: row.last_opened_at,
  }))
}

/** [B5] [B8] Keeps a new link by its token's hash. */
export async function makeLink(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  link: Readonly<{ id: string; tokenHash: string; madeFor: string; days: number }>,
): Promise<Outcome<true, BriefRefusal>> {
  if (!maySupervise(viewer)) return refused('not-your-role')
  if (project.isSensitive) return refused('sensitive')
  const expiresAt = new Date(at.getTime() + link.days * DAY_MS)
  await tx
    .insertInto('brief_link')
    .values({
      force_id: viewer.forceId,
      id: link.id,
      project_id: project.id,
      token_hash: link.tokenHash,
      made_for: link.madeFor,
      expires_at: expiresAt,
      made_by: viewer.personId,
      made_as: signature(viewer),
      made_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'link to the brief made',
    subject: { kind: 'project', id: project.id },
    after: { link: link.id, madeFor: link.madeFor, expiresAt: expiresAt.toISOString() },
  })
  return done(true)
}

/** [B7] Ends a link; one that has ended already stays as it was. */
export async function endLink(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Pick<OfProject, 'id'>,
  id: string,
): Promise<Outcome<true, BriefRefusal>> {
  if (!maySupervise(viewer)) return refused('not-your-role')
  const ended = await tx
    .updateTable('brief_link')
    .set({ revoked_as: signature(viewer), revoked_at: at })
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('made_for')
    .executeTakeFirst()
  if (!ended) return refused('absent')
  await recordAudit(tx, viewer, at, {
    action: 'link to the brief ended',
    subject: { kind: 'project', id: project.id },
    before: { link: id, madeFor: ended.made_for },
    after: { link: id, ended: true },
  })
  return done(true)
}

/** [B6] [B7] [B8] The project that a working link shows, counting the opening; `null` for any other. */
export async function openLink(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  at: Date,
  tokenHash: string,
): Promise<string | null> {
  const row = await tx
    .updateTable('brief_link')
    .set((eb) => ({ opened: eb('opened', '+', 1), last_opened_at: at }))
    .where('force_id', '=', scope.forceId)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('project')
          .select('project.id')
          .whereRef('project.force_id', '=', 'brief_link.force_id')
          .whereRef('project.id', '=', 'brief_link.project_id')
          .where('project.is_sensitive', '=', false),
      ),
    )
    .returning('project_id')
    .executeTakeFirst()
  return row?.project_id ?? null
}
