// Every force of the store, one after the other: `counts` only, `prepare` (gathering and every statistic) or `screen`
// (the ranking with its intervals as well, as the page asks for it).

import { readCatalogue } from '#analytics/engine/catalogue.ts'
import { insideOf } from '#analytics/engine/store.ts'
import { openStore, screen } from '#analytics/index.ts'
import { gatherInputs } from '#analytics/screening/gather.ts'
import { areaStatistics } from '#analytics/screening/statistics.ts'
import { asked, tell } from './tell.ts'

const {
  store: folder,
  threads,
  how,
} = asked<{
  store: string
  threads: number
  how: 'counts' | 'gather' | 'statistics' | 'screen'
}>()

await tell(async () => {
  const store = await openStore({ folder, threads, clock: () => new Date() })
  let areas = 0
  for (const { slug, firstMonth, lastMonth } of await store.forces()) {
    if (how === 'counts') {
      const counted = await store.countAreas({ force: slug, from: firstMonth, to: lastMonth })
      areas += counted.codes.length
    } else if (how === 'screen') {
      const answer = await screen(store, { force: slug, unit: 'lsoa' })
      if (!answer.ok) throw new Error(answer.reason.sentence)
      areas += answer.value.areas.length
    } else {
      const inside = insideOf(store)
      const catalogue = await readCatalogue(inside.folder)
      const inputs = await inside.withConnection((connection) =>
        gatherInputs({ folder: inside.folder, catalogue, connection }, { force: slug, unit: 'lsoa' }),
      )
      if (!inputs.ok) throw new Error(inputs.reason.sentence)
      areas += inputs.value.codes.length
      if (how === 'statistics') areaStatistics(inputs.value)
    }
  }
  await store.close()
  return { areas }
})
