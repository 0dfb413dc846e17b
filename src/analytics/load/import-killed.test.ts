import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'node:test'
import type { ForceSlug } from '#core/access/viewer.ts'
import { type IsoMonth, monthsBetween } from '#core/time/month.ts'
import { STREET_HEADER, streetRow, type TrialStore, trialStore } from '#tests/support/trial-store.ts'
import { filesOf, readCatalogue } from '../engine/catalogue.ts'

const ROUNDS = 12
const MONTHS = monthsBetween('2022-01' as IsoMonth, '2023-12' as IsoMonth)
const ROWS_A_MONTH = 300
const BATCH_BYTES = 4 * ROWS_A_MONTH * 170
const SCRIPT = resolve(import.meta.dirname, '../../../tests/support/import-once.ts')

function archive(trial: TrialStore, type: string): string {
  return trial.files(
    Object.fromEntries(
      MONTHS.map((month) => {
        const rows = Array.from({ length: ROWS_A_MONTH }, (_, row) =>
          streetRow({ id: `${type}-${month}-${row}`, month, type, lsoa: `E0100${1000 + (row % 50)}` }),
        )
        return [`${month}/${month}-averley-street.csv`, `${[STREET_HEADER, ...rows].join('\n')}\n`]
      }),
    ),
  )
}

/** True when it was killed before it was done. */
async function importAndKill(trial: TrialStore, path: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [SCRIPT, trial.folder, String(BATCH_BYTES), path], { stdio: 'pipe' })
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  clearTimeout(timer)
  return signal === 'SIGKILL'
}

/** Kills it as soon as the condition holds; fails when it ends before that. */
async function importAndKillOnce(trial: TrialStore, path: string, holds: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, trial.folder, String(BATCH_BYTES), path], { stdio: 'pipe' })
  const poll = setInterval(() => {
    if (holds()) child.kill('SIGKILL')
  }, 1)
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  clearInterval(poll)
  assert.equal(signal, 'SIGKILL', 'it ended before it could be killed')
}

function stagedRecords(trial: TrialStore): number {
  const staging = join(trial.folder, 'staging')
  return existsSync(staging) ? readdirSync(staging).filter((name) => name.endsWith('.json')).length : 0
}

/** The only type in the store, whose every month is whole. */
async function wholeState(trial: TrialStore): Promise<string> {
  const force = 'averley' as ForceSlug
  const totals = await trial.store.totalsByMonth({ force, from: MONTHS[0]!, to: MONTHS.at(-1)! })
  assert.equal(totals.size, MONTHS.length)
  const types = new Set([...totals.values()].flatMap((ofMonth) => [...ofMonth.keys()]))
  assert.equal(types.size, 1, 'months of two imports are mixed')
  for (const [month, ofMonth] of totals) assert.deepEqual([...ofMonth.values()], [ROWS_A_MONTH], month)
  return [...types][0]!
}

test(`killed at ${ROUNDS} moments of an import, the store is as before it or as after it, and the next run completes`, async (t) => {
  const trial = await trialStore(t)
  const paths = { Burglary: archive(trial, 'Burglary'), Robbery: archive(trial, 'Robbery') }
  await trial.loads(paths.Burglary)
  const startedAt = performance.now()
  assert.equal(await importAndKill(trial, paths.Burglary, 60_000), false)
  const usualMs = performance.now() - startedAt
  let killed = 0
  let resumable = 0
  for (let round = 0; round < ROUNDS; round++) {
    const before = (await wholeState(trial)) as keyof typeof paths
    const next = before === 'Burglary' ? 'Robbery' : 'Burglary'
    if (await importAndKill(trial, paths[next], (usualMs * (round + 0.5)) / ROUNDS)) killed++
    const state = await wholeState(trial)
    assert.ok(state === before || state === next)
    if (stagedRecords(trial) > 0) resumable++
    assert.equal(await importAndKill(trial, paths[next], 60_000), false)
    assert.equal(await wholeState(trial), next)
  }
  assert.ok(killed > 0, 'no round killed anything')
  t.diagnostic(`${killed} of ${ROUNDS} killed before their end, ${resumable} with batches to go on from`)

  // Whatever the killed runs left, the next import sweeps.
  await trial.loads(paths.Burglary)
  const catalogue = await readCatalogue(trial.folder)
  const wanted = filesOf(catalogue)
  for (const { file } of catalogue.retired) wanted.add(file)
  const orphans = readdirSync(join(trial.folder, 'rows')).filter((name) => !wanted.has(join('rows', name)))
  assert.deepEqual(orphans, [])
  assert.ok(readdirSync(join(trial.folder, 'staging')).every((name) => !name.startsWith('scratch')))
})

test('a run goes on from the batches of one that was killed', async (t) => {
  const trial = await trialStore(t)
  const path = archive(trial, 'Burglary')
  await importAndKillOnce(trial, path, () => stagedRecords(trial) > 0)
  assert.ok(stagedRecords(trial) > 0)
  const left = rowFiles(trial)
  assert.equal(await importAndKill(trial, path, 60_000), false)
  const live = filesOf(await readCatalogue(trial.folder))
  const reused = [...left].filter(([name, changedAt]) => {
    const file = join('rows', name)
    return live.has(file) && statSync(join(trial.folder, file)).mtimeMs === changedAt
  })
  assert.ok(reused.length > 0, 'nothing was reused')
  assert.equal(await wholeState(trial), 'Burglary')
})

test('an import committed under a name is not done again, even over a later correction', async (t) => {
  const trial = await trialStore(t)
  const named = (path: string, id: string) => trial.store.import([path], { by: 'test', id })
  const first = await named(archive(trial, 'Burglary'), 'first')
  const second = await named(archive(trial, 'Robbery'), 'second')
  const again = await named(archive(trial, 'Burglary'), 'first')
  assert.ok(first.ok && second.ok && again.ok)
  assert.deepEqual(again.value, first.value)
  assert.equal(await wholeState(trial), 'Robbery')
  assert.deepEqual(
    (await trial.store.reports()).map((report) => report.id),
    ['second', 'first'],
  )
})

function rowFiles(trial: TrialStore): Map<string, number> {
  const folder = join(trial.folder, 'rows')
  return new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]))
}
