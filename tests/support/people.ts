import { randomUUID } from 'node:crypto'
import type { ForceId, ForceSlug, PersonId, Rank, Role, Viewer } from '#core/access/viewer.ts'
import type { Database } from '#platform/db/index.ts'

/** Adds a force with its own organisation and gives a way to add people to it, as the owner. */
export async function addForce(
  database: Database,
  slug: string,
): Promise<{ forceId: ForceId; person: (name: string, role: Role, rank?: Rank | null) => Promise<Viewer> }> {
  const forceId = randomUUID() as ForceId
  const organisationId = randomUUID()
  const forceName = `${slug[0]?.toUpperCase()}${slug.slice(1)} Constabulary`
  await database.owner.insertInto('force').values({ id: forceId, slug, name: forceName }).execute()
  await database.owner
    .insertInto('organisation')
    .values({ force_id: forceId, id: organisationId, kind: 'force', name: forceName })
    .execute()
  return {
    forceId,
    async person(name, role, rank = null) {
      const personId = randomUUID() as PersonId
      await database.owner
        .insertInto('person')
        .values({
          force_id: forceId,
          id: personId,
          organisation_id: organisationId,
          name,
          email: `${personId}@example.test`,
          rank,
        })
        .execute()
      await database.owner
        .insertInto('role_held')
        .values({ force_id: forceId, person_id: personId, role, from_on: '2020-01-01' })
        .execute()
      return {
        personId,
        forceId,
        forceSlug: slug as ForceSlug,
        forceName,
        name,
        rank,
        roles: [{ role, areaCode: null }],
      }
    },
  }
}
