import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { filesStillStaged } from '../load/staged-batch.ts'
import { type Catalogue, filesOf, KEEP_RETIRED_MINUTES } from './catalogue.ts'

const FOLDERS = ['rows', 'tables', 'boundaries', 'reports'] as const

/**
 * Removes files nobody can want: those no catalogue or staged batch names, and those retired so long ago that no
 * reader can still be using them. Only under the import lock: files a living import is writing are named nowhere yet.
 * Gives the catalogue's list of retired files without the ones removed.
 */
export async function sweep(folder: string, catalogue: Catalogue, now: Date): Promise<Catalogue['retired']> {
  const oldest = now.getTime() - KEEP_RETIRED_MINUTES * 60_000
  const stillRetired = catalogue.retired.filter(({ at }) => Date.parse(at) > oldest)
  const wanted = new Set([
    ...filesOf(catalogue),
    ...stillRetired.map(({ file }) => file),
    ...(await filesStillStaged(folder, now)),
  ])
  for (const top of FOLDERS) {
    for (const item of await readdir(join(folder, top), { withFileTypes: true, recursive: true })) {
      if (!item.isFile()) continue
      const path = join(item.parentPath, item.name)
      if (!wanted.has(path.slice(folder.length + 1))) await rm(path, { force: true })
    }
  }
  // Scratch belongs to the import that made it, and no other import is alive while the lock is held.
  for (const name of await readdir(join(folder, 'staging'))) {
    if (!name.endsWith('.json')) await rm(join(folder, 'staging', name), { recursive: true, force: true })
  }
  return stillRetired
}
