import { type Kysely, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ForceId, ForceSlug, HeldRole, PersonId, Rank, Viewer } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { heldOn, type Tables } from '#platform/db/index.ts'

/** A person at the door, with what it takes to let them in. */
export type Entrant = Readonly<{
  personId: string
  forceId: string
  forceSlug: string
  forceName: string
  name: string
  email: string
  rank: string | null
  isActive: boolean
  /** Those held today. */
  roles: readonly HeldRole[]
  accountId: string | null
  passwordHash: string | null
  totpSealed: string | null
  hasAuthenticator: boolean
  totpLastStep: number
}>

/** Active, and with something to do here today: nobody else may have a session. */
export function mayEnter(entrant: Entrant): boolean {
  return entrant.isActive && entrant.roles.length > 0
}

/** The entrant as pages and stores see them: without what lets them in. */
export function viewerOf(entrant: Entrant): Viewer {
  return {
    personId: entrant.personId as PersonId,
    forceId: entrant.forceId as ForceId,
    forceSlug: entrant.forceSlug as ForceSlug,
    forceName: entrant.forceName,
    name: entrant.name,
    rank: entrant.rank as Rank | null,
    roles: entrant.roles,
  }
}

/** Selects entrants and their roles of the day; the caller adds how to find them. One statement, by unique keys. */
function selectEntrant(door: Kysely<Tables>, now: Date) {
  const today = londonDay(now)
  return door
    .selectFrom('person')
    .innerJoin('force', 'force.id', 'person.force_id')
    .leftJoin('account_login', 'account_login.id', 'person.account_id')
    .select((row) => [
      'person.id as personId',
      'person.force_id as forceId',
      'force.slug as forceSlug',
      'force.name as forceName',
      'person.name as name',
      'person.email as email',
      'person.rank as rank',
      'person.is_active as isActive',
      'person.account_id as accountId',
      'account_login.password_hash as passwordHash',
      'account_login.totp_sealed as totpSealed',
      sql<boolean>`account_login.totp_confirmed_at is not null`.as('hasAuthenticator'),
      sql<number>`coalesce(account_login.totp_last_step, 0)`.as('totpLastStep'),
      jsonArrayFrom(
        row
          .selectFrom('role_held')
          .select(['role_held.role as role', 'role_held.area_code as areaCode'])
          .whereRef('role_held.force_id', '=', 'person.force_id')
          .whereRef('role_held.person_id', '=', 'person.id')
          .where(heldOn('role_held', today))
          .orderBy('role_held.from_on')
          .orderBy('role_held.id'),
      ).as('roles'),
    ])
}

/** The one person with that address, in whichever force. */
export async function findEntrantByEmail(
  door: Kysely<Tables>,
  email: string,
  now: Date,
): Promise<Entrant | null> {
  const row = await selectEntrant(door, now).where('person.email', '=', email).executeTakeFirst()
  return (row as Entrant | undefined) ?? null
}

/** The person the account belongs to. */
export async function findEntrantByAccount(
  door: Kysely<Tables>,
  accountId: string,
  now: Date,
): Promise<Entrant | null> {
  const row = await selectEntrant(door, now).where('person.account_id', '=', accountId).executeTakeFirst()
  return (row as Entrant | undefined) ?? null
}

/** The person of that force with that id; null for one of another force. */
export async function findEntrantByPerson(
  door: Kysely<Tables>,
  forceId: string,
  personId: string,
  now: Date,
): Promise<Entrant | null> {
  const row = await selectEntrant(door, now)
    .where('person.force_id', '=', forceId)
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return (row as Entrant | undefined) ?? null
}
