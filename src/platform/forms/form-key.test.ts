import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { done, refused } from '#core/outcome.ts'
import { NotAllowed } from '#platform/http/request.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { once, parseFormKey } from './form-key.ts'

test('a form sent twice at the same moment writes once and leads to the same page', async (t) => {
  const database = await openTestDatabase(t)
  const viewer = await (await addForce(database, 'averley')).person('Jo Bell', 'officer')
  const key = randomUUID()
  let writes = 0
  const send = (location: string) =>
    database.as(viewer, (tx) =>
      once(tx, viewer, key, location, async () => {
        writes++
        return done(true)
      }),
    )
  const replies = await Promise.all([send('/a'), send('/b'), send('/c')])
  assert.equal(writes, 1)
  assert.equal(new Set(replies.map((reply) => (reply.ok ? reply.value : 'refused'))).size, 1)
})

test('a refused write is undone with its claim, so the same form can be put right and sent again', async (t) => {
  const database = await openTestDatabase(t)
  const force = await addForce(database, 'averley')
  const viewer = await force.person('Jo Bell', 'officer')
  const key = randomUUID()
  const first = await database.as(viewer, (tx) =>
    once(tx, viewer, key, '/a', async () => {
      await tx
        .insertInto('area')
        .values({ force_id: force.forceId, code: 'X1', kind: 'lsoa', name: 'Half written' })
        .execute()
      return refused('too-long')
    }),
  )
  assert.deepEqual(first, { ok: false, reason: 'too-long' })
  assert.equal((await database.as(viewer, (tx) => tx.selectFrom('area').selectAll().execute())).length, 0)
  const second = await database.as(viewer, (tx) => once(tx, viewer, key, '/b', async () => done(true)))
  assert.deepEqual(second, { ok: true, value: '/b' })
})

test("another person's key is refused, and another force's is another key", async (t) => {
  const database = await openTestDatabase(t)
  const averley = await addForce(database, 'averley')
  const [jo, ola] = [await averley.person('Jo', 'officer'), await averley.person('Ola', 'officer')]
  const other = await (await addForce(database, 'borough')).person('Una', 'officer')
  const key = randomUUID()
  const send = (viewer: typeof jo) =>
    database.as(viewer, (tx) => once(tx, viewer, key, `/${viewer.name}`, async () => done(true)))
  assert.deepEqual(await send(jo), { ok: true, value: '/Jo' })
  await assert.rejects(send(ola), NotAllowed)
  assert.deepEqual(await send(other), { ok: true, value: '/Una' })
})

test('only a UUID is a form key', () => {
  const key = randomUUID()
  assert.equal(parseFormKey(key.toUpperCase()), key)
  for (const bad of ['', 'x', `${key} `, null, ['a'], "'; drop table person; --"])
    assert.equal(parseFormKey(bad), null)
})
