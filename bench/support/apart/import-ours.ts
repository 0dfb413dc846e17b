// The product's own import, from opening the store to the committed report.
import { openStore } from '#analytics/index.ts'
import { asked, tell } from './tell.ts'

const { files, store: folder, threads } = asked<{ files: string; store: string; threads: number }>()

await tell(async () => {
  const store = await openStore({ folder, threads, clock: () => new Date() })
  const outcome = await store.import([files], { by: 'bench' })
  await store.close()
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.reason))
  const { rowsRead, rowsLoaded, repeatedCrimeIds, identicalRowsWithoutId } = outcome.value
  return { rowsRead, rowsLoaded, repeatedCrimeIds, identicalRowsWithoutId }
})
