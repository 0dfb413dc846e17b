import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { STREET_HEADER, type StreetRow, streetRow, trialStore } from '#tests/support/trial-store.ts'

// Few values, so that equal rows and shared IDs are common.
const row = fc.record({
  id: fc.constantFrom('', '', 'a', 'b', '0'.repeat(64), `${'0'.repeat(63)}1`),
  type: fc.constantFrom('Burglary', 'Robbery'),
  location: fc.constantFrom('On or near A Street', 'On or near B Street'),
  lsoa: fc.constantFrom('E01000001', ''),
})
const months = ['2023-12', '2024-01', '2024-02']
const archive = fc.tuple(...months.map(() => fc.array(row, { minLength: 1, maxLength: 12 })))

function naively(files: readonly (readonly StreetRow[])[]) {
  const lines = files.flatMap((rows, index) =>
    rows.map((each) => ({ id: each.id!, line: streetRow({ ...each, month: months[index]! }) })),
  )
  const withId = lines.filter(({ id }) => id !== '')
  const withoutId = lines.filter(({ id }) => id === '')
  const byId = Map.groupBy(withId, ({ id }) => id)
  const exactRows = withId.length - new Set(withId.map(({ line }) => line)).size
  return {
    rowsRead: lines.length,
    rowsLoaded: lines.length - exactRows,
    repeatedCrimeIds: {
      rows: withId.length - byId.size,
      exactRows,
      ids: [...byId.values()].filter(({ length }) => length > 1).length,
    },
    identicalRowsWithoutId: withoutId.length - new Set(withoutId.map(({ line }) => line)).size,
  }
}

test('repeats are told as a count of lines tells them, whatever the rows, and exact ones are counted once', async (t) => {
  const { store } = await trialStore(t)
  const folder = mkdtempSync(join(tmpdir(), 'wardmote-repeats-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await fc.assert(
    fc.asyncProperty(archive, async (files) => {
      for (const [index, rows] of files.entries()) {
        const month = months[index]!
        const lines = [STREET_HEADER, ...rows.map((each) => streetRow({ ...each, month }))]
        writeFileSync(join(folder, `${month}-averley-street.csv`), `${lines.join('\n')}\n`)
      }
      const outcome = await store.import([folder], { by: 'test' })
      assert.ok(outcome.ok)
      const { rowsRead, rowsLoaded, repeatedCrimeIds, identicalRowsWithoutId } = outcome.value
      const expected = naively(files)
      assert.deepEqual({ rowsRead, rowsLoaded, repeatedCrimeIds, identicalRowsWithoutId }, expected)
      const totals = await store.totalsByMonth({
        force: 'averley' as ForceSlug,
        from: '2023-12' as IsoMonth,
        to: '2024-02' as IsoMonth,
      })
      const counted = [...totals.values()].flatMap((ofMonth) => [...ofMonth.values()])
      assert.equal(
        counted.reduce((sum, n) => sum + n, 0),
        expected.rowsLoaded,
      )
    }),
    { numRuns: 40 },
  )
})
