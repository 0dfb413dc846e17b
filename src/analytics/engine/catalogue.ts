import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'

/*
 * The store is a folder of files that never change once written, and `catalogue.json`, which says which of them
 * count. States of a data file: being written (named nowhere) → live (named in the catalogue) → retired (named under
 * `retired` with the time) → swept. Only a commit moves files between them, and a commit is one rename: whoever is
 * killed before it has changed nothing, whoever is killed after it has changed everything. Readers take the
 * catalogue once per question and may go on using what it names for as long as `KEEP_RETIRED_MINUTES`.
 */

export const KEEP_RETIRED_MINUTES = 30

const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .transform((text) => text as IsoMonth)
const force = z.string().transform((text) => text as ForceSlug)

const Part = z.object({
  id: z.string(),
  loadedAt: z.string(),
  kind: z.enum(['street', 'outcomes', 'stop-and-search']),
  /** Parquet files of rows, relative to the store. */
  files: z.array(z.string()),
  /** Forces' months in them, live or not. */
  forceMonths: z.number().int(),
  /** Rows of those files that do not count (exact repeats): file and row number; null when there are none. */
  dropped: z.string().nullable(),
  /** Street only: counts by force, month, area and type, and the areas and types its numbers stand for. */
  cube: z.string().nullable(),
  areas: z.string().nullable(),
  types: z.array(z.string()),
  /** Street only: the cube again as plain numbers, and where each force's lie; null where an older import made none. */
  counts: z
    .object({
      file: z.string(),
      forces: z.array(
        z.object({ force, at: z.number().int(), bytes: z.number().int(), checksum: z.number().int() }),
      ),
    })
    .nullable()
    .default(null),
})
export type Part = z.infer<typeof Part>

const LiveMonth = z.object({
  kind: z.enum(['street', 'outcomes', 'stop-and-search']),
  force,
  month,
  part: z.string(),
  rows: z.number().int(),
  withoutLocation: z.number().int(),
  withoutLsoa: z.number().int(),
  outsideForce: z.number().int(),
})
export type LiveMonth = z.infer<typeof LiveMonth>

/** The force that loaded a table for itself; null where the operator loaded it for everybody. */
const owner = force.nullable()

const Catalogue = z.object({
  version: z.literal(1),
  revision: z.number().int(),
  parts: z.array(Part),
  live: z.array(LiveMonth),
  /** Display names by force, as the files write them. */
  forceNames: z.record(z.string(), z.string()),
  indicators: z.array(
    z.object({
      key: z.string(),
      owner,
      file: z.string(),
      name: z.string(),
      vintage: z.string().nullable(),
      source: z.string(),
      indicators: z.array(z.string()),
      rows: z.number().int(),
      loadedAt: z.string(),
    }),
  ),
  boundaries: z.array(
    z.object({
      key: z.string(),
      owner,
      name: z.string(),
      vintage: z.string(),
      level: z.string(),
      areas: z.number().int(),
      areasFile: z.string(),
      neighboursFile: z.string(),
      loadedAt: z.string(),
    }),
  ),
  areaLookUps: z.array(
    z.object({
      key: z.string(),
      owner,
      file: z.string(),
      name: z.string(),
      rows: z.number().int(),
      loadedAt: z.string(),
    }),
  ),
  /** Import reports, newest first. */
  reports: z.array(z.string()),
  retired: z.array(z.object({ file: z.string(), at: z.string() })),
})
export type Catalogue = z.infer<typeof Catalogue>

const EMPTY: Catalogue = {
  version: 1,
  revision: 0,
  parts: [],
  live: [],
  forceNames: {},
  indicators: [],
  boundaries: [],
  areaLookUps: [],
  reports: [],
  retired: [],
}

// The last catalogue read of each store. Every commit puts another file in its place, so the file's number, time and
// size together name its content; whatever happens between looking and reading, what is kept is one whole state.
const lastRead = new Map<string, Readonly<{ file: string; catalogue: Catalogue }>>()

// Looking at the file costs a page as much as a question to the database, and a page looks several times. Whoever asks
// while one look is under way shares the next, which begins after all of them asked: nobody is told of a state older
// than their question. States of a store's entry: absent → one look under way → that and the next one awaited.
const looks = new Map<string, { underWay: Promise<Catalogue>; next: Promise<Catalogue> | null }>()

/** The state of the store at this instant; an empty one where nothing was ever committed. Not to be changed by callers. */
export function readCatalogue(folder: string): Promise<Catalogue> {
  const look = looks.get(folder)
  if (!look) return begin(folder)
  const beginNext = () => begin(folder)
  look.next ??= look.underWay.then(beginNext, beginNext)
  return look.next
}

function begin(folder: string): Promise<Catalogue> {
  const look = { underWay: readNow(folder), next: null }
  looks.set(folder, look)
  const end = () => {
    if (look.next === null) looks.delete(folder)
  }
  look.underWay.then(end, end)
  return look.underWay
}

async function readNow(folder: string): Promise<Catalogue> {
  const path = join(folder, 'catalogue.json')
  try {
    const { ino, mtimeNs, size } = await stat(path, { bigint: true })
    const file = `${ino} ${mtimeNs} ${size}`
    const last = lastRead.get(folder)
    if (last?.file === file) return last.catalogue
    const catalogue = Catalogue.parse(JSON.parse(await readFile(path, 'utf8')))
    lastRead.set(folder, { file, catalogue })
    return catalogue
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY
    throw error
  }
}

/**
 * The store as one force sees it: the tables everybody has and its own. What another force loaded for itself must not
 * change a figure here. `null` sees what everybody has.
 */
export function seenBy(catalogue: Catalogue, force: ForceSlug | null): Catalogue {
  const own = (table: Readonly<{ owner: ForceSlug | null }>) => table.owner === null || table.owner === force
  return {
    ...catalogue,
    indicators: catalogue.indicators.filter(own),
    boundaries: catalogue.boundaries.filter(own),
    areaLookUps: catalogue.areaLookUps.filter(own),
  }
}

/** Every file a catalogue needs, relative to the store. */
export function filesOf(catalogue: Catalogue): Set<string> {
  const files = new Set<string>()
  for (const part of catalogue.parts) {
    const { dropped, cube, areas, counts } = part
    for (const file of [...part.files, dropped, cube, areas, counts?.file]) if (file) files.add(file)
  }
  for (const table of [...catalogue.indicators, ...catalogue.areaLookUps]) files.add(table.file)
  for (const set of catalogue.boundaries) files.add(set.areasFile).add(set.neighboursFile)
  for (const id of catalogue.reports) files.add(reportFile(id))
  return files
}

export function reportFile(id: string): string {
  return join('reports', `${id}.json`)
}

/**
 * Makes `next` the state of the store, all or nothing, and on the disk when it returns. Only the holder of the import
 * lock may call it; every file `next` names must be written already.
 */
export async function commitCatalogue(
  folder: string,
  before: Catalogue,
  next: Catalogue,
  at: Date,
): Promise<void> {
  const parts = next.parts.filter(({ id }) => next.live.some((live) => live.part === id))
  const needed = filesOf({ ...next, parts })
  const alreadyOnDisk = filesOf(before)
  const folders = new Set<string>()
  for (const file of needed) {
    if (alreadyOnDisk.has(file)) continue
    await flush(join(folder, file))
    folders.add(join(folder, file, '..'))
  }
  for (const each of folders) await flush(each)
  const retired = next.retired.filter(({ file }) => !needed.has(file))
  for (const file of alreadyOnDisk) if (!needed.has(file)) retired.push({ file, at: at.toISOString() })
  const text = JSON.stringify({ ...next, parts, retired, revision: before.revision + 1 })
  const temporary = join(folder, 'catalogue.json.next')
  const handle = await open(temporary, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, join(folder, 'catalogue.json'))
  await flush(folder)
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
