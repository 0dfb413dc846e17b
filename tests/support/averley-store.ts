import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '#analytics/index.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { makeDemonstration } from '../../scripts/demonstration/make-demonstration.ts'

/**
 * A store of its own with the demonstration force, loaded by the importer; `close` takes both away. About two seconds
 * for 48 months, so a test file opens it once.
 */
export async function openAverleyStore(
  request: Readonly<{ months?: number; seed?: number }> = {},
): Promise<{ store: Store; folder: string; lastMonth: IsoMonth; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-averley-'))
  const lastMonth = '2025-12' as IsoMonth
  await makeDemonstration({ ...request, folder: join(folder, 'files'), lastMonth })
  const store = await openStore({
    folder: join(folder, 'store'),
    clock: () => new Date('2026-01-15T09:00:00Z'),
  })
  const loaded = await store.import([join(folder, 'files')], { by: 'test' })
  if (!loaded.ok) throw new Error(loaded.reason.sentence)
  return {
    store,
    folder,
    lastMonth,
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
