import { sql } from 'kysely'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayChangePerson } from './person.access.ts'
import { findPerson } from './person.store.ts'
import { mayHold, type Person, type PersonDetails, type RolePeriod, type RoleRefusal } from './person.ts'

type FreshRole = Pick<RolePeriod, 'role' | 'areaCode' | 'fromOn' | 'untilOn'>
export type DetailsRefusal = 'email-taken' | 'no-such-organisation' | 'rank-outside-a-force'
export type AddRefusal = DetailsRefusal | RoleRefusal | 'no-such-area'

/** [PE1]–[PE4] [PE9] Adds a person with a first role. The id is the caller's, so that a form sent twice leads to one place. */
export async function addPerson(
  viewer: Viewer,
  tx: Tx,
  fresh: PersonDetails & Readonly<{ id: string; role: FreshRole }>,
  at: Date,
): Promise<Outcome<PersonId, AddRefusal>> {
  if (!mayChangePerson(viewer, viewer)) throw new Error('only an administrator adds people')
  const allowed = await checkDetails(viewer, tx, fresh, null)
  if (!allowed.ok) return allowed
  const { organisationId, name, email, rank } = fresh
  const inserted = await tx
    .insertInto('person')
    .values({ force_id: viewer.forceId, id: fresh.id, organisation_id: organisationId, name, email, rank })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  // The address may be taken in another force, whose rows cannot be seen here; the unique index can [PE9].
  if (!inserted) return refused('email-taken')
  const given = await insertRole(viewer, tx, fresh.id, [], fresh.role)
  if (!given.ok) return given
  await recordAudit(tx, viewer, at, {
    action: 'person added',
    subject: { kind: 'person', id: fresh.id },
    after: { organisationId, name, email, rank, role: fresh.role },
  })
  return done(fresh.id as PersonId)
}

/** [PE8] What the record says now, when it is not what the editor began from. */
export type Clash = Readonly<{ kind: 'changed-meanwhile'; theirs: Person }>

/** [PE3] [PE8] [PE9] Changes details; gives the record as it was, so that the caller can act on what changed. */
export async function changePerson(
  viewer: Viewer,
  tx: Tx,
  person: Person,
  version: number,
  fresh: PersonDetails,
  at: Date,
): Promise<Outcome<Person, DetailsRefusal | Clash>> {
  const held = await findPerson(viewer, tx, person.id, 'for-update')
  if (!held || !mayChangePerson(viewer, held)) throw new Error('the person is not the viewer’s to change')
  if (held.version !== version) return refused({ kind: 'changed-meanwhile', theirs: held })
  const allowed = await checkDetails(viewer, tx, fresh, held.id)
  if (!allowed.ok) return allowed
  const { organisationId, name, email, rank } = fresh
  try {
    await sql`savepoint new_email`.execute(tx)
    await tx
      .updateTable('person')
      .set({ organisation_id: organisationId, name, email, rank, version: version + 1 })
      .where('force_id', '=', viewer.forceId)
      .where('id', '=', held.id)
      .execute()
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    await sql`rollback to savepoint new_email`.execute(tx)
    return refused('email-taken')
  }
  await recordAudit(tx, viewer, at, {
    action: 'person changed',
    subject: { kind: 'person', id: held.id },
    before: { organisationId: held.organisationId, name: held.name, email: held.email, rank: held.rank },
    after: { organisationId, name, email, rank },
  })
  return done(held)
}

async function checkDetails(
  viewer: Viewer,
  tx: Tx,
  { organisationId, email, rank }: PersonDetails,
  self: string | null,
): Promise<Outcome<true, DetailsRefusal>> {
  const organisation = await tx
    .selectFrom('organisation')
    .select('kind')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', organisationId)
    .executeTakeFirst()
  if (!organisation) return refused('no-such-organisation')
  if (rank !== null && organisation.kind !== 'force') return refused('rank-outside-a-force')
  const holder = await tx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
  return holder && holder.id !== self ? refused('email-taken') : done(true)
}

/** [PE4] */
export async function giveRole(
  viewer: Viewer,
  tx: Tx,
  person: Person,
  fresh: FreshRole,
  at: Date,
): Promise<Outcome<true, RoleRefusal | 'no-such-area'>> {
  const held = await findPerson(viewer, tx, person.id, 'for-update')
  if (!held || !mayChangePerson(viewer, held)) throw new Error('the person is not the viewer’s to change')
  const given = await insertRole(viewer, tx, held.id, held.roles, fresh)
  if (!given.ok) return given
  const subject = { kind: 'person', id: held.id }
  await recordAudit(tx, viewer, at, { action: 'role given', subject, after: fresh })
  return done(true)
}

async function insertRole(
  viewer: Viewer,
  tx: Tx,
  personId: string,
  held: readonly RolePeriod[],
  fresh: FreshRole,
): Promise<Outcome<true, RoleRefusal | 'no-such-area'>> {
  const allowed = mayHold(held, fresh)
  if (!allowed.ok) return allowed
  if (fresh.areaCode !== null) {
    const area = await tx
      .selectFrom('area')
      .select('code')
      .where('force_id', '=', viewer.forceId)
      .where('code', '=', fresh.areaCode)
      .executeTakeFirst()
    if (!area) return refused('no-such-area')
  }
  await tx
    .insertInto('role_held')
    .values({
      force_id: viewer.forceId,
      person_id: personId,
      role: fresh.role,
      area_code: fresh.areaCode,
      from_on: fresh.fromOn,
      until_on: fresh.untilOn,
    })
    .execute()
  return done(true)
}

export type EndRefusal = 'no-such-role' | 'ended-already' | 'last-administrator' | 'begins-later'

/** [PE5] [PE7] Sets the role's last day. One that has not begun by then, and has not begun today, is taken back. */
export async function endRole(
  viewer: Viewer,
  tx: Tx,
  person: Person,
  roleId: string,
  lastOn: string,
  at: Date,
  today: string,
): Promise<Outcome<true, EndRefusal>> {
  const hadOne = await holdAdministrators(viewer, tx, today)
  const held = await findPerson(viewer, tx, person.id, 'for-update')
  if (!held || !mayChangePerson(viewer, held)) throw new Error('the person is not the viewer’s to change')
  const period = held.roles.find((role) => role.id === roleId)
  if (!period) return refused('no-such-role')
  if (period.untilOn !== null && period.untilOn < today) return refused('ended-already')
  const isTakenBack = lastOn < period.fromOn
  if (isTakenBack && period.fromOn <= today) return refused('begins-later')
  const row = { force_id: viewer.forceId, id: roleId }
  if (isTakenBack) {
    await tx.deleteFrom('role_held').where('force_id', '=', row.force_id).where('id', '=', row.id).execute()
  } else {
    await tx
      .updateTable('role_held')
      .set({ until_on: lastOn })
      .where('force_id', '=', row.force_id)
      .where('id', '=', row.id)
      .execute()
  }
  if (hadOne && !(await hasLastingAdministrator(viewer, tx, today))) return refused('last-administrator')
  await recordAudit(tx, viewer, at, {
    action: isTakenBack ? 'role taken back' : 'role ended',
    subject: { kind: 'person', id: held.id },
    before: period,
    after: isTakenBack ? null : { ...period, untilOn: lastOn },
  })
  return done(true)
}

/** [PE6] [PE7] The caller ends the sessions; not being active keeps them out already. */
export async function setActive(
  viewer: Viewer,
  tx: Tx,
  person: Person,
  isActive: boolean,
  at: Date,
  today: string,
): Promise<Outcome<true, 'last-administrator'>> {
  const hadOne = await holdAdministrators(viewer, tx, today)
  const held = await findPerson(viewer, tx, person.id, 'for-update')
  if (!held || !mayChangePerson(viewer, held)) throw new Error('the person is not the viewer’s to change')
  if (held.isActive === isActive) return done(true)
  await tx
    .updateTable('person')
    .set({ is_active: isActive, version: held.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', held.id)
    .execute()
  if (hadOne && !(await hasLastingAdministrator(viewer, tx, today))) return refused('last-administrator')
  await recordAudit(tx, viewer, at, {
    action: isActive ? 'person activated' : 'person deactivated',
    subject: { kind: 'person', id: held.id },
    before: { isActive: held.isActive },
    after: { isActive },
  })
  return done(true)
}

// Two administrators taking the role from each other at the same moment would each still see the other: the force's
// row lets one go first. Gives whether there is a lasting administrator to lose.
async function holdAdministrators(viewer: Viewer, tx: Tx, today: string): Promise<boolean> {
  await tx.selectFrom('force').select('id').where('id', '=', viewer.forceId).forUpdate().execute()
  return hasLastingAdministrator(viewer, tx, today)
}

// One whose role has no last day: one that ends tomorrow would leave the force without anybody the day after.
async function hasLastingAdministrator(viewer: Viewer, tx: Tx, today: string): Promise<boolean> {
  const found = await tx
    .selectFrom('role_held')
    .innerJoin('person', (join) =>
      join.onRef('person.force_id', '=', 'role_held.force_id').onRef('person.id', '=', 'role_held.person_id'),
    )
    .select('role_held.id')
    .where('role_held.force_id', '=', viewer.forceId)
    .where('role_held.role', '=', 'administrator')
    .where('role_held.area_code', 'is', null)
    .where('role_held.from_on', '<=', today)
    .where('role_held.until_on', 'is', null)
    .where('person.is_active', '=', true)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
