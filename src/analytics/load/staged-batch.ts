import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'

/*
 * What one batch of files became. Its Parquet files are written first, then this record under its own name in one
 * rename: a record that is there is whole. A run that is killed leaves the records of its finished batches, and the
 * next run with the same files finds them by key and goes on from there. Records go when the import is committed, and
 * when nobody has come back for them within `KEEP_STAGED_DAYS`.
 */

const KEEP_STAGED_DAYS = 7

const Example = z.object({ file: z.string(), line: z.number(), text: z.string() })
const monthText = z.string().transform((text) => text as IsoMonth)
const forceText = z.string().transform((text) => text as ForceSlug)

const StagedFile = z.object({
  name: z.string(),
  kind: z.enum(['street', 'outcomes', 'stop-and-search', 'indicators', 'boundaries', 'area-look-up']),
  force: forceText.nullable(),
  month: monthText.nullable(),
  rowsRead: z.number(),
  rowsLoaded: z.number(),
  rowsRefused: z.number(),
  refusedByReason: z.record(z.string(), z.number()),
  examples: z.array(z.object({ reason: z.string(), example: Example })),
  unknownColumns: z.array(z.string()),
  notes: z.array(z.string()),
  repaired: z.array(z.object({ code: z.string(), fault: z.string() })),
})
export type StagedFile = z.infer<typeof StagedFile>

const Tally = z.object({
  fileNo: z.number(),
  force: forceText,
  month: monthText,
  reportedBy: z.string().nullable(),
  rows: z.number(),
  withoutLocation: z.number(),
  withoutLsoa: z.number(),
})
export type Tally = z.infer<typeof Tally>

const StagedGroup = z.object({
  kind: z.enum(['street', 'outcomes', 'stop-and-search']),
  rowsFile: z.string(),
  cubeFile: z.string().nullable(),
  tallies: z.array(Tally),
})
export type StagedGroup = z.infer<typeof StagedGroup>

const StagedTable = z.discriminatedUnion('section', [
  z.object({
    section: z.literal('indicators'),
    key: z.string(),
    file: z.string(),
    name: z.string(),
    vintage: z.string().nullable(),
    source: z.string(),
    indicators: z.array(z.string()),
    rows: z.number(),
  }),
  z.object({
    section: z.literal('boundaries'),
    key: z.string(),
    name: z.string(),
    vintage: z.string(),
    level: z.string(),
    areas: z.number(),
    areasFile: z.string(),
    neighboursFile: z.string(),
  }),
  z.object({
    section: z.literal('areaLookUps'),
    key: z.string(),
    file: z.string(),
    name: z.string(),
    rows: z.number(),
  }),
])
export type StagedTable = z.infer<typeof StagedTable>

const StagedBatch = z.object({
  files: z.array(StagedFile),
  groups: z.array(StagedGroup),
  tables: z.array(StagedTable),
})
export type StagedBatch = z.infer<typeof StagedBatch>

function recordPath(store: string, key: string): string {
  return join(store, 'staging', `${key}.json`)
}

/** The batch staged under that key by a run that did not finish; `null` when there is none that can be used. */
export async function findStaged(store: string, key: string): Promise<StagedBatch | null> {
  try {
    const batch = StagedBatch.parse(JSON.parse(await readFile(recordPath(store, key), 'utf8')))
    for (const file of stagedFiles(batch)) await stat(join(store, file))
    return batch
  } catch {
    return null
  }
}

export async function keepStaged(store: string, key: string, batch: StagedBatch): Promise<void> {
  const path = recordPath(store, key)
  await writeFile(`${path}.next`, JSON.stringify(batch))
  await rename(`${path}.next`, path)
}

export async function forgetStaged(store: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) await rm(recordPath(store, key), { force: true })
}

/** Store-relative files that staged batches still need; records nobody came back for are removed first. */
export async function filesStillStaged(store: string, now: Date): Promise<Set<string>> {
  const files = new Set<string>()
  const folder = join(store, 'staging')
  for (const name of await readdir(folder).catch(() => [])) {
    const key = /^(.+)\.json$/.exec(name)?.[1]
    if (!key) continue
    const age = now.getTime() - (await stat(join(folder, name))).mtimeMs
    const batch = age < KEEP_STAGED_DAYS * 86_400_000 ? await findStaged(store, key) : null
    if (!batch) await rm(join(folder, name), { force: true })
    else for (const file of stagedFiles(batch)) files.add(file)
  }
  return files
}

function stagedFiles(batch: StagedBatch): string[] {
  return [
    ...batch.groups.flatMap(({ rowsFile, cubeFile }) => (cubeFile ? [rowsFile, cubeFile] : [rowsFile])),
    ...batch.tables.flatMap((table) =>
      table.section === 'boundaries' ? [table.areasFile, table.neighboursFile] : [table.file],
    ),
  ]
}
