import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { trialStore } from '#tests/support/trial-store.ts'

const leicestershire = 'leicestershire' as ForceSlug
const wholePeriod = { force: leicestershire, from: '2019-12' as IsoMonth, to: '2022-10' as IsoMonth }

test('Leicestershire loads whole, its totals equal the check file, and loading it again changes nothing', async (t) => {
  const zip = sharedData('police/leicestershire_2019-12_to_2022-10.zip', t)
  const check = sharedData('police/leicestershire_month_by_type_check.csv', t)
  if (!zip || !check) return
  const { store, loads } = await trialStore(t)
  const report = await loads(zip)
  assert.equal(report.files, 35)
  assert.equal(report.rowsRead, 301_838)
  assert.equal(report.rowsLoaded, 301_838)
  assert.equal(report.rowsRefused, 0)
  assert.equal(report.rowsWithoutLocation, 7_463)
  assert.equal(report.rowsWithoutLsoa, 0)
  assert.equal(report.identicalRowsWithoutId, 7_936)
  assert.equal(report.months[leicestershire]?.length, 35)
  assert.deepEqual(report.monthsUnknown[leicestershire], [])

  const first = await store.totalsByMonth(wholePeriod)
  assertEqualsCheckFile(first, readFileSync(check, 'utf8'))

  const again = await loads(zip)
  assert.equal(again.rowsLoaded, 301_838)
  assert.equal(again.monthsReplaced[leicestershire]?.length, 35)
  assert.deepEqual(await store.totalsByMonth(wholePeriod), first)
  const [force, ...others] = await store.forces()
  assert.deepEqual(others, [])
  assert.equal(force?.rows, 301_838)
  assert.equal(force?.name, 'Leicestershire Police')

  const counts = await store.monthlyCounts(wholePeriod)
  const placed = counts.counts.reduce((sum, n) => sum + n, 0)
  assert.equal(placed, 294_375)
  assert.equal((await store.unplaced(wholePeriod)).withoutLocation, 7_463)
  const byType = await store.countsByType(wholePeriod)
  assert.equal(
    byType.counts.reduce((sum, n) => sum + n, 0),
    placed,
  )
})

function assertEqualsCheckFile(totals: ReadonlyMap<IsoMonth, ReadonlyMap<string, number>>, check: string) {
  const [header, ...lines] = check.trim().split(/\r?\n/)
  const types = header!.split(',').slice(1, -1)
  assert.equal(lines.length, totals.size)
  for (const line of lines) {
    const [month, ...numbers] = line.split(',')
    const ofMonth = totals.get(month as IsoMonth)!
    assert.deepEqual(
      types.map((type) => ofMonth.get(type) ?? 0),
      numbers.slice(0, -1).map(Number),
      month,
    )
  }
}

test('of Leicestershire’s located rows, those outside are the same by district as by the boundaries of the force', async (t) => {
  const zip = sharedData('police/leicestershire_2019-12_to_2022-10.zip', t)
  const boundaries = sharedData('boundaries/leicestershire_lsoa11.geojson.gz', t)
  if (!zip || !boundaries) return
  const { loads } = await trialStore(t)
  const inferred = await loads(zip)
  assert.equal(inferred.rowsOutsideForce, 294_375 - 293_792)
  assert.match(inferred.notes.join(' '), /No look-up or boundaries are loaded for the area of leicestershire/)
  const report = await loads(boundaries)
  assert.equal(report.fileReports[0]?.kind, 'boundaries')
  const told = await loads(zip)
  assert.equal(told.rowsOutsideForce, 294_375 - 293_792)
  assert.doesNotMatch(told.notes.join(' '), /leicestershire/)
})

test('Northumbria’s outcomes are counted beside its street rows and joined to them', async (t) => {
  const zip = sharedData('police/northumbria_2013-06_to_2014-06_street_and_outcomes.zip', t)
  if (!zip) return
  const { store, loads } = await trialStore(t)
  const report = await loads(zip)
  assert.equal(report.rowsByKind.street, 162_666)
  assert.equal(report.rowsByKind.outcomes, 91_059)
  assert.equal(report.rowsLoaded, 162_666 + 91_059)
  assert.equal(report.rowsWithoutLsoa, 38)
  assert.equal(report.identicalRowsWithoutId, 38_641)
  assert.equal(report.outcomes.joined + report.outcomes.unmatched, 91_059)
  const period = {
    force: 'northumbria' as ForceSlug,
    from: '2013-06' as IsoMonth,
    to: '2014-06' as IsoMonth,
  }
  const totals = await store.outcomeTotals(period)
  assert.equal(
    totals.reduce((sum, { crimes }) => sum + crimes, 0),
    162_666,
  )
  assert.ok(totals.some(({ outcome }) => outcome !== null))
})

test('the City’s stops are kept and counted, and its exact repeats of a Crime ID are loaded once', async (t) => {
  const zip = sharedData('police/city-of-london_2017-12_to_2020-11_street_and_stop-and-search.zip', t)
  if (!zip) return
  const { loads } = await trialStore(t)
  const report = await loads(zip)
  assert.equal(report.rowsRead, 24_750 + 6_855)
  assert.equal(report.rowsByKind['stop-and-search'], 6_855)
  assert.equal(report.rowsByKind.street + report.repeatedCrimeIds.exactRows, 24_750)
  assert.equal(report.repeatedCrimeIds.exactRows, 7)
  assert.equal(report.rowsWithoutLocation, 1_807)
})
