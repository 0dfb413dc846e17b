import type { ForceId, PersonId, Rank, Role } from '#core/access/viewer.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'

/**
 * The force with that slug, made when there is none, with its entry in the audit chain; safe to run twice and from two
 * processes at once.
 */
export async function createForce(
  database: Database,
  fresh: Readonly<{ slug: string; name: string; isDemonstration: boolean }>,
  at: Date,
): Promise<Readonly<{ forceId: ForceId; isNew: boolean }>> {
  return database.owner.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('force')
      .values({ slug: fresh.slug, name: fresh.name, is_demonstration: fresh.isDemonstration })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) {
      await recordAudit(tx, { forceId: made.id, personId: null }, at, {
        action: 'force made',
        subject: { kind: 'force', id: made.id },
        after: fresh,
      })
      return { forceId: made.id as ForceId, isNew: true }
    }
    const { id } = await tx
      .selectFrom('force')
      .select('id')
      .where('slug', '=', fresh.slug)
      .executeTakeFirstOrThrow()
    return { forceId: id as ForceId, isNew: false }
  })
}

export type FirstPerson = Readonly<{
  organisation: Readonly<{ name: string; kind: string }>
  name: string
  email: string
  rank: Rank | null
  roles: readonly Readonly<{ role: Role; areaCode: string | null; from: string }>[]
}>

/**
 * Adds a person from outside the pages (set-up, demonstration), with organisation and roles; when somebody has the
 * address in that force already, gives them and changes nothing. Throws when it is taken in another force.
 */
export async function addFirstPerson(
  database: Database,
  forceId: ForceId,
  person: FirstPerson,
  at: Date,
): Promise<Readonly<{ personId: PersonId; isNew: boolean }>> {
  const scope = { forceId, personId: null }
  const email = person.email.trim().toLowerCase()
  return database.as(scope, async (tx) => {
    // One at a time within the force: two starts at once must not make two organisations of one name.
    await tx.selectFrom('force').select('id').where('id', '=', forceId).forUpdate().execute()
    const known = await tx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
    if (known) return { personId: known.id as PersonId, isNew: false }
    const organisationId = await keepOrganisation(tx, forceId, person.organisation)
    const { id } = await tx
      .insertInto('person')
      .values({
        force_id: forceId,
        organisation_id: organisationId,
        name: person.name,
        email,
        rank: person.rank,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const { role, areaCode, from } of person.roles) {
      await tx
        .insertInto('role_held')
        .values({ force_id: forceId, person_id: id, role, area_code: areaCode, from_on: from })
        .execute()
    }
    await recordAudit(tx, scope, at, {
      action: 'person added',
      subject: { kind: 'person', id },
      after: { organisationId, name: person.name, email, rank: person.rank, roles: person.roles },
    })
    return { personId: id as PersonId, isNew: true }
  })
}

async function keepOrganisation(tx: Tx, forceId: ForceId, { name, kind }: FirstPerson['organisation']) {
  const known = await tx.selectFrom('organisation').select('id').where('name', '=', name).executeTakeFirst()
  if (known) return known.id
  const { id } = await tx
    .insertInto('organisation')
    .values({ force_id: forceId, name, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
