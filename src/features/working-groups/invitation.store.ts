import { randomBytes, randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { textOf } from '#core/proforma/entry.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tables, Tx } from '#platform/db/index.ts'
import { codeOf, type Invitation, type InvitationId, type InvitedAs } from './invitation.ts'

const DAY_MS = 86_400_000

/** What an invitation is made with. */
export type FreshInvitation = Readonly<{
  role: InvitedAs
  email: string | null
  memberId: string | null
  usesAllowed: number
  days: number
}>

/** A code nobody can guess, and what is kept of it. */
export function makeCode(): string {
  return codeOf(randomBytes(16))
}

/** [W5] [W6] Makes an invitation to a project's group. Whether its maker may has been asked. */
export async function addInvitation(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  projectId: string,
  fresh: FreshInvitation,
  tokenHash: string,
): Promise<Outcome<InvitationId, never>> {
  const id = await insert(tx, viewer, at, projectId, fresh, tokenHash, {
    made_by: viewer.personId,
    made_as: signature(viewer),
  })
  const { role, email, usesAllowed, days, memberId } = fresh
  await recordAudit(tx, viewer, at, {
    action: email ? 'invitation sent' : 'invitation link made',
    subject: { kind: 'project', id: projectId },
    after: { invitation: id, role, email, usesAllowed, days, memberId },
  })
  return done(id)
}

/** [W7] The invitation somebody asked a link for, to their own address; it says which link it came from. */
export async function addAskedFor(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  at: Date,
  link: LoadedInvitation,
  email: string,
  tokenHash: string,
  days: number,
): Promise<void> {
  const { role, projectId, memberId } = link
  const fresh = { role, email, memberId, usesAllowed: 1, days }
  const id = await insert(tx, scope, at, projectId, fresh, tokenHash, {
    parent_id: link.id,
    made_as: 'The link',
  })
  await recordAudit(tx, { ...scope, personId: null }, at, {
    action: 'invitation asked for',
    subject: { kind: 'project', id: projectId },
    after: { invitation: id, link: link.id, email },
  })
}

async function insert(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  at: Date,
  projectId: string,
  { role, email, memberId, usesAllowed, days }: FreshInvitation,
  tokenHash: string,
  by: Readonly<{ made_as: string; made_by?: string; parent_id?: string }>,
): Promise<InvitationId> {
  const id = randomUUID()
  await tx
    .insertInto('group_invitation')
    .values({
      force_id: scope.forceId,
      id,
      project_id: projectId,
      token_hash: tokenHash,
      role,
      email,
      member_id: memberId,
      uses_allowed: usesAllowed,
      expires_at: new Date(at.getTime() + days * DAY_MS),
      made_at: at,
      ...by,
    })
    .execute()
  return id as InvitationId
}

/** A project's invitations, newest first; those that a link sent itself count with the link. At most 200. */
export async function listInvitations(viewer: Viewer, tx: Tx, projectId: string): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('group_invitation')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where('parent_id', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(invitationOf)
}

/** [W6] Ends an invitation, and whatever its link has sent; what was joined by it stays. */
export async function revokeInvitation(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  projectId: string,
  id: string,
): Promise<Outcome<true, 'absent'>> {
  const revoked = await tx
    .updateTable('group_invitation')
    .set({ revoked_by: viewer.personId, revoked_as: signature(viewer), revoked_at: at })
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where((eb) => eb.or([eb('id', '=', id), eb('parent_id', '=', id)]))
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  if (revoked.length === 0) return refused('absent')
  await recordAudit(tx, viewer, at, {
    action: 'invitation withdrawn',
    subject: { kind: 'project', id: projectId },
    after: { invitation: id },
  })
  return done(true)
}

/** Whose invitation a code is, before any force is known. Served by the unique hash. */
export async function findAtDoor(
  door: Kysely<Tables>,
  tokenHash: string,
): Promise<Readonly<{ forceId: string; id: string }> | null> {
  const row = await door
    .selectFrom('group_invitation')
    .select(['force_id', 'id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? { forceId: row.force_id, id: row.id } : null
}

/** An invitation with what its page says of the project. */
export type LoadedInvitation = Invitation &
  Readonly<{
    parentId: string | null
    projectId: string
    forceSlug: string
    forceName: string
    project: Readonly<{
      number: string
      placeName: string
      state: string
      areaCode: string
      isSensitive: boolean
      /** What the group says it is for; `''` where it has not said, or where that is not for everybody. */
      purpose: string
    }>
  }>

/** [W6] The invitation, where it is still good for something: neither used, nor ended, nor its project closed. */
export async function findOpenInvitation(
  tx: Tx,
  { forceId, id }: Readonly<{ forceId: string; id: string }>,
  now: Date,
): Promise<LoadedInvitation | null> {
  const row = await good(tx, forceId, now)
    .innerJoin('project', (join) =>
      join
        .onRef('project.force_id', '=', 'group_invitation.force_id')
        .onRef('project.id', '=', 'group_invitation.project_id'),
    )
    .innerJoin('force', 'force.id', 'group_invitation.force_id')
    .selectAll('group_invitation')
    .select([
      'force.slug',
      'force.name as force_name',
      'project.number',
      'project.place_name',
      'project.state',
      'project.area_code',
      'project.is_sensitive',
    ])
    .where('group_invitation.id', '=', id)
    .where('project.state', '=', 'open')
    .executeTakeFirst()
  if (!row) return null
  const terms = row.is_sensitive
    ? undefined
    : await tx
        .selectFrom('project_entry')
        .select('content')
        .where('force_id', '=', forceId)
        .where('project_id', '=', row.project_id)
        .where('kind', '=', 'terms')
        .where('withdrawn_by', 'is', null)
        .orderBy('position', 'desc')
        .executeTakeFirst()
  return {
    ...invitationOf(row),
    parentId: row.parent_id,
    projectId: row.project_id,
    forceSlug: row.slug,
    forceName: row.force_name,
    project: {
      number: row.number,
      placeName: row.place_name,
      state: row.state,
      areaCode: row.area_code,
      isSensitive: row.is_sensitive,
      purpose: terms ? textOf(terms.content as Record<string, string>, 'purpose') : '',
    },
  }
}

/**
 * [W6] Uses an invitation up by one, and the link it came from; false when either is not good any more. Two at once wait
 * for each other on the row, and the second sees what the first left.
 */
export async function useInvitation(
  tx: Tx,
  { forceId }: Pick<Scope, 'forceId'>,
  { id, parentId }: Pick<LoadedInvitation, 'id' | 'parentId'>,
  now: Date,
): Promise<boolean> {
  // The link first, everywhere: two that take the same two rows take them in the same order.
  for (const one of parentId ? [parentId, id] : [id]) {
    const used = await tx
      .updateTable('group_invitation')
      .set((eb) => ({ uses: eb('uses', '+', 1) }))
      .where('force_id', '=', forceId)
      .where('id', '=', one)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .whereRef('uses', '<', 'uses_allowed')
      .returning('id')
      .executeTakeFirst()
    if (!used) return false
  }
  return true
}

function good(tx: Tx, forceId: string, now: Date) {
  return tx
    .selectFrom('group_invitation')
    .where('group_invitation.force_id', '=', forceId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where(sql<boolean>`uses < uses_allowed`)
}

function invitationOf(row: Selectable<Tables['group_invitation']>): Invitation {
  return {
    id: row.id as InvitationId,
    role: row.role as InvitedAs,
    email: row.email,
    memberId: row.member_id,
    usesAllowed: row.uses_allowed,
    uses: row.uses,
    expiresAt: row.expires_at,
    madeAs: row.made_as,
    madeAt: row.made_at,
    revoked: row.revoked_at && row.revoked_as ? { as: row.revoked_as, at: row.revoked_at } : null,
  }
}
