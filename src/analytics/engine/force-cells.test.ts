import assert from 'node:assert/strict'
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { streetFile, type TrialStore, trialStore } from '#tests/support/trial-store.ts'
import { readCatalogue } from './catalogue.ts'
import { cellsToBytes, emptyCells, findCells } from './force-cells.ts'

const averley = 'averley' as ForceSlug
const question = { force: averley, from: '2023-11' as IsoMonth, to: '2024-02' as IsoMonth }

/** Two imports that overlap, with rows without an area, exact repeats, and a cell of more than a byte. */
async function loaded(t: TestContext): Promise<TrialStore> {
  const trial = await trialStore(t)
  const many = Array.from({ length: 300 }, (_, no) => ({ id: `many-${no}`, type: 'Burglary' }))
  const elsewhere = { lsoa: 'E01000002', lsoaName: 'Averley 001B' }
  const november = { month: '2023-11' }
  const february = { month: '2024-02', ...elsewhere }
  await trial.loads(
    trial.files({
      '2023-11-averley-street.csv': streetFile({ ...november, ...elsewhere, id: 'a' }, november, november),
      '2024-01-averley-street.csv': streetFile({ lsoa: '', lsoaName: '', type: 'Arson' }, { id: 'early' }),
    }),
  )
  await trial.loads(
    trial.files({
      '2024-01-averley-street.csv': streetFile(
        { ...many[0]!, id: 'twice' },
        { ...many[0]!, id: 'twice' },
        ...many,
      ),
      '2024-02-averley-street.csv': streetFile(
        february,
        { ...february, type: 'Drugs', id: 'd' },
        {
          ...february,
          lsoa: '',
          lsoaName: '',
          type: 'Zzz',
        },
      ),
    }),
  )
  return trial
}

const countsFiles = async ({ folder }: TrialStore) =>
  (await readCatalogue(folder)).parts.flatMap(({ counts }) => (counts ? [join(folder, counts.file)] : []))

test('the plain counts say what the cube says, over several imports, periods and types', async (t) => {
  const trial = await loaded(t)
  const files = await countsFiles(trial)
  assert.equal(files.length, 2)
  const { areas, counts } = await trial.store.monthlyCounts(question)
  const byType = await trial.store.countsByType(question)
  const counted = await trial.store.countAreas(question)
  assert.deepEqual(counted.codes, areas)
  assert.deepEqual(counted.byMonth, counts)
  assert.deepEqual(counted.byType, byType.counts)
  assert.deepEqual(counted.types, byType.types)
  assert.deepEqual(counted.known, [true, false, true, true])
  assert.ok(counted.byMonth.some((count) => count > 255))
  const january = { ...question, from: '2024-01' as IsoMonth, to: '2024-01' as IsoMonth }
  const early = await trial.store.countAreas(january)
  assert.deepEqual(early.byMonth, (await trial.store.monthlyCounts(january)).counts)
  assert.deepEqual(early.types, ['Burglary'])
})

test('where plain counts are absent, cut short, altered or older, the cube answers the same', async (t) => {
  const trial = await loaded(t)
  const whole = await trial.store.countAreas(question)
  const [first, second] = (await countsFiles(trial)) as [string, string]
  const bytes = readFileSync(first)

  writeFileSync(first, Buffer.from(bytes).fill(9, bytes.length - 12))
  assert.deepEqual(await trial.store.countAreas(question), whole)

  writeFileSync(first, bytes)
  truncateSync(first, statSync(first).size - 1)
  assert.deepEqual(await trial.store.countAreas(question), whole)

  rmSync(first)
  rmSync(second)
  assert.deepEqual(await trial.store.countAreas(question), whole)

  const path = join(trial.folder, 'catalogue.json')
  const catalogue = JSON.parse(readFileSync(path, 'utf8')) as { parts: Record<string, unknown>[] }
  for (const part of catalogue.parts) delete part.counts
  writeFileSync(path, JSON.stringify(catalogue))
  assert.deepEqual(await countsFiles(trial), [])
  assert.deepEqual(await trial.store.countAreas(question), whole)
})

test('counts take the narrowest numbers that hold them, and far too many are left to the cube', async () => {
  const told = { codes: ['a'], names: ['A'], firstMonth: 24_000, months: 1, types: 2 }
  const sizeOf = (most: number) => cellsToBytes({ ...told, counts: Int32Array.of(0, most, 1, 0) }).length
  assert.equal(sizeOf(256) - sizeOf(255), 4)
  assert.equal(sizeOf(65_536) - sizeOf(65_535), 8)
  assert.equal(sizeOf(-1), sizeOf(65_536))
  assert.equal(emptyCells(35_000, 1200, 100), null)
})

test('a part without plain counts, or without this force, has none to find', async (t) => {
  const trial = await loaded(t)
  const [part] = (await readCatalogue(trial.folder)).parts
  assert.ok(await findCells(trial.folder, part!, averley))
  assert.equal(await findCells(trial.folder, part!, 'elsewhere' as ForceSlug), null)
  assert.equal(await findCells(trial.folder, { ...part!, counts: null }, averley), null)
})
