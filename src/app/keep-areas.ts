import { areaHierarchy, type Store } from '#analytics/index.ts'
import type { ForceId, ForceSlug } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { areaStore } from '#features/places/index.ts'
import type { Database } from '#platform/db/index.ts'

type Needs = Readonly<{ database: Database; store: Store; clock: Clock }>

/** Makes the records know the force's areas as the look-ups in the crime store draw them. Safe to run at any time. */
export async function keepAreas(needs: Needs, forceId: string, force: ForceSlug): Promise<void> {
  const areas = await areaHierarchy(needs.store, force)
  await areaStore(needs.database).keep(forceId as ForceId, areas, needs.clock())
}

/** The same for every force, at each start: the command that loads look-ups cannot write to the records. */
export async function keepAllAreas(needs: Needs): Promise<void> {
  const forces = await needs.database.door.selectFrom('force').select(['id', 'slug']).execute()
  for (const { id, slug } of forces) await keepAreas(needs, id, slug as ForceSlug)
}
