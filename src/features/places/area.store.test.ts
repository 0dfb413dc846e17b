import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifyChains } from '#platform/audit/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { areaStore, type KnownArea } from './area.store.ts'

const at = new Date('2026-03-02T10:00:00Z')
const area = (code: string, over: Partial<KnownArea> = {}): KnownArea => ({
  code,
  kind: 'lsoa',
  name: `Area ${code}`,
  parentCode: null,
  vintage: '2021',
  ...over,
})

test('areas are added and renamed with one audit entry a sync, and none when nothing is different', async (t) => {
  const database = await openTestDatabase(t)
  const { forceId } = await addForce(database, 'averley')
  const { keep } = areaStore(database)
  const first = [area('N1', { kind: 'neighbourhood', vintage: null }), area('L1', { parentCode: 'N1' })]
  const many = Array.from({ length: 1500 }, (_, n) => area(`M${n}`))
  // Two nodes that start at the same moment.
  const both = await Promise.all([
    keep(forceId, [...first, ...many], at),
    keep(forceId, [...first, ...many], at),
  ])
  assert.deepEqual(
    both.map(({ added }) => added).sort((a, b) => a - b),
    [0, 1502],
  )
  const renamed = [first[0]!, area('L1', { parentCode: 'N1', name: 'Market' })]
  assert.deepEqual(await keep(forceId, renamed, at), { added: 0, changed: 1 })
  assert.deepEqual(await keep(forceId, renamed, at), { added: 0, changed: 0 })
  assert.deepEqual(await keep(forceId, [], at), { added: 0, changed: 0 })
  const entries = await database.owner
    .selectFrom('audit_entry')
    .select(['action', 'subject_kind', 'subject_id', 'person_id', 'after'])
    .orderBy('sequence')
    .execute()
  const entry = { action: 'areas kept', subject_kind: 'force', subject_id: forceId, person_id: null }
  assert.deepEqual(entries, [
    { ...entry, after: { added: 1502, changed: 0 } },
    { ...entry, after: { added: 0, changed: 1 } },
  ])
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
  const { count } = await database.owner
    .selectFrom('area')
    .select((rows) => rows.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  assert.equal(count, 1502)
})
