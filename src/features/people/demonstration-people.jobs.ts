import type { ForceId, PersonId, Rank, Role } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { setFirstPassword } from '#platform/auth/index.ts'
import type { Database } from '#platform/db/index.ts'
import { addFirstPerson } from './set-up.store.ts'

/** An invented person, as the demonstration's own list describes them. */
export type DemonstrationPerson = Readonly<{
  name: string
  email: string
  rank: Rank | null
  organisation: string
  roles: readonly Readonly<{ role: Role; areaCode: string | null; from: string }>[]
}>

/**
 * Adds the invented people to the demonstration force, each with the one password that is printed at the start; gives
 * their ids in the order given. Safe to run again: whoever is there stays as they are, with their own password.
 */
export async function seedDemonstrationPeople(
  { database, clock }: Readonly<{ database: Database; clock: Clock }>,
  force: Readonly<{ forceId: ForceId; name: string }>,
  people: readonly DemonstrationPerson[],
  password: string,
): Promise<PersonId[]> {
  const ids: PersonId[] = []
  for (const person of people) {
    const organisation = { name: person.organisation, kind: kindOf(person, force.name) }
    const added = await addFirstPerson(database, force.forceId, { ...person, organisation }, clock())
    if (added.isNew || !(await hasAccount(database, added.personId))) {
      const by = { forceId: force.forceId, personId: null }
      await setFirstPassword({ database, clock }, { by, personId: added.personId }, password)
    }
    ids.push(added.personId)
  }
  return ids
}

// A start that was killed between the person and the password leaves a person without an account.
async function hasAccount(database: Database, personId: PersonId): Promise<boolean> {
  const row = await database.door
    .selectFrom('person')
    .select('account_id')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.account_id != null
}

function kindOf(person: DemonstrationPerson, forceName: string): string {
  if (person.organisation === forceName) return 'force'
  if (/council/i.test(person.organisation)) return 'council'
  return person.roles.some(({ role }) => role === 'resident') ? 'residents' : 'other'
}
