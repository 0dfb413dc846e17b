import type { Expression } from 'kysely'
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ForceId, PersonId, Rank, Viewer } from '#core/access/viewer.ts'
import { heldOn, type Tables, type Tx } from '#platform/db/index.ts'
import { keepsPeople } from './person.access.ts'
import type { PeopleFilter } from './person.schema.ts'
import type { Person, RolePeriod } from './person.ts'

export const PAGE_SIZE = 50

/** [PE1] [PE2] `mayReadPerson` as SQL over `person`: the same rule, row by row. */
export function visiblePeople(viewer: Viewer) {
  return (row: ExpressionBuilder<Tables, 'person'>): Expression<SqlBool> =>
    keepsPeople(viewer)
      ? row('person.force_id', '=', viewer.forceId)
      : row.and([row('person.force_id', '=', viewer.forceId), row('person.id', '=', viewer.personId)])
}

export type PersonLine = Readonly<{
  id: PersonId
  name: string
  email: string
  rank: string | null
  organisationName: string
  isActive: boolean
  roles: string
}>

/**
 * One page of the people the viewer may see, by name, and how many match. Served by `person_by_name`; the search reads
 * the force's people (hundreds to tens of thousands) once.
 */
export async function listPeople(
  viewer: Viewer,
  tx: Tx,
  filter: PeopleFilter,
  today: string,
): Promise<{ people: PersonLine[]; total: number }> {
  let query = tx.selectFrom('person').where(visiblePeople(viewer))
  if (filter.state !== 'all') query = query.where('person.is_active', '=', filter.state === 'active')
  for (const word of filter.q.split(/\s+/).filter(Boolean).slice(0, 5)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((row) =>
      row.or([row('person.name', 'ilike', pattern), row('person.email', 'ilike', pattern)]),
    )
  }
  const { role } = filter
  if (role) {
    query = query.where((row) =>
      row.exists(
        row
          .selectFrom('role_held')
          .select('role_held.id')
          .whereRef('role_held.force_id', '=', 'person.force_id')
          .whereRef('role_held.person_id', '=', 'person.id')
          .where('role_held.role', '=', role)
          .where(heldOn('role_held', today)),
      ),
    )
  }
  const { total } = await query
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .innerJoin('organisation', (join) =>
      join
        .onRef('organisation.force_id', '=', 'person.force_id')
        .onRef('organisation.id', '=', 'person.organisation_id'),
    )
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.rank',
      'person.is_active',
      'organisation.name as organisation_name',
      sql<string>`(select coalesce(string_agg(distinct role, ', '), '') from role_held
        where role_held.force_id = person.force_id and role_held.person_id = person.id
          and ${heldOn('role_held', today)})`.as('roles'),
    ])
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(PAGE_SIZE)
    .offset((filter.page - 1) * PAGE_SIZE)
    .execute()
  return {
    total,
    people: rows.map((row) => ({
      id: row.id as PersonId,
      name: row.name,
      email: row.email,
      rank: row.rank,
      organisationName: row.organisation_name,
      isActive: row.is_active,
      roles: row.roles,
    })),
  }
}

/** The person with every role they ever held here, latest first; `null` when there is none for this viewer. */
export async function findPerson(
  viewer: Viewer,
  tx: Tx,
  id: string,
  lock: 'for-update' | 'none' = 'none',
): Promise<Person | null> {
  let query = tx
    .selectFrom('person')
    .innerJoin('organisation', (join) =>
      join
        .onRef('organisation.force_id', '=', 'person.force_id')
        .onRef('organisation.id', '=', 'person.organisation_id'),
    )
    .where(visiblePeople(viewer))
    .where('person.id', '=', id)
  if (lock === 'for-update') query = query.forUpdate(['person'])
  const row = await query
    .select((person) => [
      'person.id',
      'person.force_id',
      'person.organisation_id',
      'organisation.name as organisation_name',
      'person.name',
      'person.email',
      'person.rank',
      'person.is_active',
      'person.version',
      jsonArrayFrom(
        person
          .selectFrom('role_held')
          .leftJoin('area', (join) =>
            join
              .onRef('area.force_id', '=', 'role_held.force_id')
              .onRef('area.code', '=', 'role_held.area_code'),
          )
          .select([
            'role_held.id as id',
            'role_held.role as role',
            'role_held.area_code as areaCode',
            'area.name as areaName',
            'role_held.from_on as fromOn',
            'role_held.until_on as untilOn',
          ])
          .whereRef('role_held.force_id', '=', 'person.force_id')
          .whereRef('role_held.person_id', '=', 'person.id')
          .orderBy('role_held.from_on', 'desc')
          .orderBy('role_held.id'),
      ).as('roles'),
    ])
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id as PersonId,
    forceId: row.force_id as ForceId,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    name: row.name,
    email: row.email,
    rank: row.rank as Rank | null,
    isActive: row.is_active,
    version: row.version,
    roles: row.roles as RolePeriod[],
  }
}
