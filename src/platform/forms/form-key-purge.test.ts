import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { done } from '#core/outcome.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { once } from './form-key.ts'
import { purgeFormKeys } from './form-key-purge.ts'

test('keys older than seven days go, in every force; younger ones go on keeping a form from writing twice', async (t) => {
  const database = await openTestDatabase(t)
  const now = new Date('2026-03-09T10:00:00Z')
  const [young, old] = [randomUUID(), randomUUID()]
  const send = (viewer: Viewer, key: string, location: string) =>
    database.as(viewer, (tx) => once(tx, viewer, key, location, async () => done(true)))
  const people: Viewer[] = []
  for (const slug of ['averley', 'borough']) {
    const viewer = await (await addForce(database, slug)).person('Jo Bell', 'officer')
    people.push(viewer)
    for (const [key, at] of [
      [young, '2026-03-02T10:00:00Z'],
      [old, '2026-03-02T09:59:59Z'],
    ] as const) {
      await send(viewer, key, '/first')
      await database.owner
        .updateTable('form_key')
        .set({ at: new Date(at) })
        .where('force_id', '=', viewer.forceId)
        .where('key', '=', key)
        .execute()
    }
  }
  assert.equal(await purgeFormKeys(database, now), 2)
  assert.equal(await purgeFormKeys(database, now), 0)
  for (const viewer of people) {
    assert.deepEqual(await send(viewer, young, '/second'), { ok: true, value: '/first' })
    assert.deepEqual(await send(viewer, old, '/second'), { ok: true, value: '/second' })
  }
})
