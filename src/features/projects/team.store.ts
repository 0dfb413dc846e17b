import { isStaff, maySupervise, type PersonId, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'

import type { Candidate, Member, Part, Project, TeamRefusal } from './project.ts'

/** Everyone who is or was on the project: those on it first, then by first day. */
export async function listTeam(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>): Promise<Member[]> {
  const rows = await tx
    .selectFrom('project_member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'project_member.person_id')
        .onRef('person.force_id', '=', 'project_member.force_id'),
    )
    .select([
      'project_member.id',
      'person_id',
      'person.name',
      'person.rank',
      'part',
      'from_on',
      'until_on',
      'end_reason',
      'project_member.version',
    ])
    .where('project_member.force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .orderBy((eb) => eb('until_on', 'is not', null))
    .orderBy('from_on')
    .orderBy('person.name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id as PersonId,
    name: row.name,
    rank: row.rank,
    part: row.part as Part,
    fromOn: row.from_on,
    untilOn: row.until_on,
    // [P18] It may say what is nobody else's business, such as an illness.
    endReason: isStaff(viewer) ? row.end_reason : null,
    version: row.version,
  }))
}

/** [P2] [P12] Puts somebody of the force on the project from a day. */
export async function addMember(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Pick<Project, 'id' | 'state'>,
  member: Readonly<{ id: string; personId: PersonId; part: Part; fromOn: string }>,
): Promise<Outcome<true, TeamRefusal>> {
  if (!maySupervise(viewer)) return refused('not-your-role')
  return joinTeam(tx, viewer, at, project, member)
}

/** [P12] As {@link addMember}, by whoever brings the right to it with them: an invitation that a supervisor made. */
export async function joinTeam(
  tx: Tx,
  viewer: Scope,
  at: Date,
  project: Readonly<{ id: string; state: string }>,
  member: Readonly<{ id: string; personId: PersonId; part: Part; fromOn: string }>,
): Promise<Outcome<true, TeamRefusal>> {
  if (project.state !== 'open') return refused('closed')
  const person = await tx
    .selectFrom('person')
    .select('name')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', member.personId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  if (!person) return refused('not-on-staff')
  const added = await tx
    .insertInto('project_member')
    .values({
      force_id: viewer.forceId,
      id: member.id,
      project_id: project.id,
      person_id: member.personId,
      part: member.part,
      from_on: member.fromOn,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['force_id', 'project_id', 'person_id', 'part'])
        .where('until_on', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!added) return refused('already-in-part')
  await recordAudit(tx, viewer, at, {
    action: 'person joined the team',
    subject: { kind: 'project', id: project.id },
    after: { ...member, name: person.name },
  })
  return done(true)
}

/** [P2] [P12] Ends somebody's part on a day, with the reason; the row stays. */
export async function endMember(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Pick<Project, 'id' | 'state'>,
  read: Readonly<{ id: string; version: number }>,
  end: Readonly<{ untilOn: string; why: string }>,
): Promise<Outcome<true, TeamRefusal>> {
  if (!maySupervise(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  const row = await tx
    .selectFrom('project_member')
    .select(['version', 'from_on', 'until_on', 'part', 'person_id'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('id', '=', read.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refused('absent')
  if (row.version !== read.version || row.until_on !== null) return refused('changed')
  if (end.untilOn < row.from_on) return refused('before-start')
  await tx
    .updateTable('project_member')
    .set({ until_on: end.untilOn, end_reason: end.why, version: read.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'person left the team',
    subject: { kind: 'project', id: project.id },
    before: { part: row.part, personId: row.person_id, untilOn: null },
    after: end,
  })
  return done(true)
}

/** Active people of the force who hold one of the roles on a day, by name; at most 1,000. */
export async function listCandidates(
  viewer: Viewer,
  tx: Tx,
  today: string,
  roles: readonly string[],
): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('organisation', (join) =>
      join
        .onRef('organisation.id', '=', 'person.organisation_id')
        .onRef('organisation.force_id', '=', 'person.force_id'),
    )
    .select(['person.id', 'person.name', 'person.rank', 'organisation.name as organisation'])
    .where('person.force_id', '=', viewer.forceId)
    .where('person.is_active', '=', true)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('role_held')
          .select('role_held.id')
          .whereRef('role_held.force_id', '=', 'person.force_id')
          .whereRef('role_held.person_id', '=', 'person.id')
          .where('role_held.role', 'in', [...roles])
          .where('role_held.from_on', '<=', today)
          .where((until) =>
            until.or([until('role_held.until_on', 'is', null), until('role_held.until_on', '>=', today)]),
          ),
      ),
    )
    .orderBy('person.name')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    personId: row.id as PersonId,
    name: row.name,
    rank: row.rank,
    organisation: row.organisation,
  }))
}
