import type { PersonId } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import { heldOn, type Scope, type Tx } from '#platform/db/index.ts'
import type { OrganisationKind } from './person.ts'

/** Somebody who comes in from outside the force, because they were invited to a place's working group. */
export type Admitted = Readonly<{
  id: PersonId
  name: string
  email: string
  organisation: Readonly<{ name: string; kind: Exclude<OrganisationKind, 'force'> }>
  role: 'partner' | 'resident'
  areaCode: string | null
  /** `YYYY-MM-DD`. */
  fromOn: string
}>

/**
 * [PE12] Adds somebody with an organisation of their own, made when there is none of that name, and one role. The caller
 * undoes its transaction when it is refused.
 */
export async function admitPerson(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  at: Date,
  fresh: Admitted,
): Promise<Outcome<true, 'email-taken' | 'name-of-the-force'>> {
  const { id, name, email, organisation } = fresh
  const organisationId = await keepOutside(tx, scope, organisation)
  if (!organisationId) return refused('name-of-the-force')
  const inserted = await tx
    .insertInto('person')
    .values({ force_id: scope.forceId, id, organisation_id: organisationId, name, email, rank: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  // The address may be another force's person's: only the unique index sees that [PE9].
  if (!inserted) return refused('email-taken')
  await recordAudit(tx, { ...scope, personId: id }, at, {
    action: 'person joined by invitation',
    subject: { kind: 'person', id },
    after: { name, email, organisation },
  })
  await keepRole(tx, scope, at, fresh)
  return done(true)
}

/** [PE12] Gives the role from that day, unless it is held then, for any area. */
export async function keepRole(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  at: Date,
  { id, role, areaCode, fromOn }: Pick<Admitted, 'id' | 'role' | 'areaCode' | 'fromOn'>,
): Promise<void> {
  const held = await tx
    .selectFrom('role_held')
    .select('id')
    .where('force_id', '=', scope.forceId)
    .where('person_id', '=', id)
    .where('role', '=', role)
    .where(heldOn('role_held', fromOn))
    .executeTakeFirst()
  if (held) return
  const area = await tx
    .selectFrom('area')
    .select('code')
    .where('force_id', '=', scope.forceId)
    .where('code', '=', areaCode ?? '')
    .executeTakeFirst()
  const given = { role, areaCode: area?.code ?? null, fromOn, untilOn: null }
  await tx
    .insertInto('role_held')
    .values({
      force_id: scope.forceId,
      person_id: id,
      role,
      area_code: given.areaCode,
      from_on: fromOn,
    })
    .execute()
  await recordAudit(tx, { ...scope, personId: id }, at, {
    action: 'role given',
    subject: { kind: 'person', id },
    after: given,
  })
}

/** Where messages reach active people of the force, by person. For sending: shown to nobody [PE2]. */
export async function findAddresses(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'email'])
    .where('force_id', '=', scope.forceId)
    .where('id', 'in', [...ids])
    .where('is_active', '=', true)
    .execute()
  return new Map(rows.map(({ id, email }) => [id as PersonId, email]))
}

/** Whether somebody of the force has the address. */
export async function hasAddress(tx: Tx, scope: Pick<Scope, 'forceId'>, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('person')
    .select('id')
    .where('force_id', '=', scope.forceId)
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

// Nobody becomes police by typing the name of the force.
async function keepOutside(
  tx: Tx,
  { forceId }: Pick<Scope, 'forceId'>,
  { name, kind }: Admitted['organisation'],
): Promise<string | null> {
  // One at a time within the force: two who join at once must not make two organisations of one name.
  await tx.selectFrom('force').select('id').where('id', '=', forceId).forUpdate().execute()
  const known = await tx
    .selectFrom('organisation')
    .select(['id', 'kind'])
    .where('force_id', '=', forceId)
    .where((eb) => eb(eb.fn('lower', ['name']), '=', name.toLowerCase()))
    .orderBy((eb) => eb('kind', '=', 'force'), 'desc')
    .executeTakeFirst()
  if (known) return known.kind === 'force' ? null : known.id
  const { id } = await tx
    .insertInto('organisation')
    .values({ force_id: forceId, name, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
