// Every force of the store, all asked at once as readers would: `counts` only, `gather` (with areas, neighbours and
// figures) or `screen` (everything a page or the command gets: every statistic, scores, ranks, their intervals, bands).

import { readCatalogue } from '#analytics/engine/catalogue.ts'
import { insideOf } from '#analytics/engine/store.ts'
import { openStore, type StoredForce, screen } from '#analytics/index.ts'
import { gatherInputs } from '#analytics/screening/gather.ts'
import { asked, tell } from './tell.ts'

const {
  store: folder,
  threads,
  how,
} = asked<{
  store: string
  threads: number
  how: 'counts' | 'gather' | 'screen'
}>()

const question = (force: StoredForce) => ({ force: force.slug, unit: 'lsoa' as const })

await tell(async () => {
  const store = await openStore({ folder, threads, clock: () => new Date() })
  const { folder: inside, withConnection } = insideOf(store)
  const steps = {
    async counts({ slug, firstMonth, lastMonth }: StoredForce) {
      return (await store.countAreas({ force: slug, from: firstMonth, to: lastMonth })).codes.length
    },
    async gather(force: StoredForce) {
      const catalogue = await readCatalogue(inside)
      const inputs = await withConnection((connection) =>
        gatherInputs({ folder: inside, catalogue, connection }, question(force)),
      )
      if (!inputs.ok) throw new Error(inputs.reason.sentence)
      return inputs.value.codes.length
    },
    async screen(force: StoredForce) {
      const answer = await screen(store, question(force))
      if (!answer.ok) throw new Error(answer.reason.sentence)
      return answer.value.areas.length
    },
  }
  const areas = await Promise.all((await store.forces()).map(steps[how]))
  await store.close()
  return { areas: areas.reduce((sum, of) => sum + of, 0) }
})
