import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { done } from '#core/outcome.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { writeOnce } from './write-once.ts'

test('a form is written once for its key, and not at all without one', async (t) => {
  const database = await openTestDatabase(t)
  const viewer = await (await addForce(database, 'averley')).person('Jo Bell', 'officer')
  let writes = 0
  const send = (key: unknown, location: string) =>
    writeOnce(database, viewer, key, location, async () => {
      writes++
      return done(true)
    })
  for (const missing of [undefined, '', 'x', null, [randomUUID()], `${randomUUID()}0`])
    assert.deepEqual(await send(missing, '/a'), { ok: false, reason: 'out-of-date' })
  assert.equal(writes, 0)
  const key = randomUUID()
  assert.deepEqual(await send(key, '/a'), { ok: true, value: '/a' })
  assert.deepEqual(await send(key, '/b'), { ok: true, value: '/a' })
  assert.equal(writes, 1)
})
