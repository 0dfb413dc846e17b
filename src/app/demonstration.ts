import { join } from 'node:path'
import type { ForceSlug, Rank, Role } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { createForce, seedDemonstrationPeople } from '#features/people/index.ts'
import { makeDemonstration } from '../../scripts/demonstration/make-demonstration.ts'
import { PEOPLE } from '../../scripts/demonstration/people.ts'
import type { Context } from './context.ts'
import { castOf, makeDemonstrationProject } from './demonstration-project.ts'
import { keepAreas } from './keep-areas.ts'

/** Everybody in the demonstration force has it; no other force ever does. */
export const DEMONSTRATION_PASSWORD = 'averley-demo-2025'

const SLUG = 'averley' as ForceSlug
const NAME = 'Averley Constabulary'
// Fixed, so that every demonstration shows the same figures.
const LAST_MONTH = '2025-12' as IsoMonth

/** Who may sign in to the demonstration, and what they are there to do. */
export type DemonstrationGuest = Readonly<{ name: string; email: string; does: string }>

/**
 * Makes the demonstration force what it should be, from whatever a start before this one left: its crime rows (through
 * the same importer as everybody's), its areas, its people. Finds everything there on every later start.
 */
export async function loadDemonstration(
  context: Context,
  say: (line: string) => void,
): Promise<DemonstrationGuest[]> {
  const { database, store, config, clock } = context
  const forces = await store.forces()
  if (!forces.some((force) => force.slug === SLUG)) {
    say('Making the demonstration force: Averley Constabulary, which is not a real place…')
    const folder = join(config.dataFolder, 'demonstration')
    await makeDemonstration({ folder, lastMonth: LAST_MONTH })
    const loaded = await store.import([folder], { by: 'demonstration', onlyForce: SLUG })
    if (!loaded.ok) throw new Error(loaded.reason.sentence)
    say(`Loaded ${loaded.value.rowsByKind.street.toLocaleString('en-GB')} rows of recorded crime.`)
  }
  const averley = { slug: SLUG, name: NAME, isDemonstration: true }
  const { forceId } = await createForce(database, averley, clock())
  await keepAreas(context, forceId, SLUG)
  const ids = await seedDemonstrationPeople(
    { database, clock },
    { forceId, name: NAME },
    PEOPLE,
    DEMONSTRATION_PASSWORD,
  )
  await makeDemonstrationProject(context, castOf({ forceId, slug: SLUG, name: NAME }, ids))
  return PEOPLE.map((person) => ({ name: person.name, email: person.email, does: inWords(person) }))
}

function inWords({
  rank,
  roles,
}: Readonly<{ rank: Rank | null; roles: readonly Readonly<{ role: Role }>[] }>): string {
  const role = roles.map((held) => held.role).join(' and ')
  return rank && rank !== role ? `${rank} (${role})` : role
}
