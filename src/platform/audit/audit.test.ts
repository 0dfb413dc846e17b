import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { recordAudit, verifyChains } from '#platform/audit/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'

async function chainOf(t: TestContext, length: number) {
  const database = await openTestDatabase(t)
  const { forceId, person } = await addForce(database, 'averley')
  const viewer = await person('Jo Bell', 'officer')
  for (let i = 1; i <= length; i++) {
    await database.as(viewer, (tx) =>
      recordAudit(tx, viewer, new Date(Date.UTC(2026, 0, i)), {
        action: 'note written',
        subject: { kind: 'note', id: String(i) },
        before: i === 1 ? undefined : { b: 1, a: ['x', null] },
        after: { text: `"'; drop table person; -- ${i}`, on: new Date(0), gone: undefined },
      }),
    )
  }
  // As somebody who owns the database and wants to hide something.
  const tamper = async (statement: string) => {
    await sql`alter table audit_entry disable trigger audit_entry_is_append_only`.execute(database.owner)
    await sql.raw(statement).execute(database.owner)
  }
  return { database, forceId, tamper }
}

test('a chain as it was written is whole', async (t) => {
  const { database } = await chainOf(t, 5)
  assert.deepEqual(await verifyChains(database.owner), { entries: 5, faults: [] })
})

const TAMPERING: readonly [what: string, statement: string, at: number][] = [
  ['a changed value', `update audit_entry set after = '{"text":"nothing"}' where sequence = 3`, 3],
  ['a changed author', 'update audit_entry set person_id = null where sequence = 2', 2],
  ['an entry taken out', 'delete from audit_entry where sequence = 3', 3],
  ['the last entries taken off', 'delete from audit_entry where sequence > 3', 4],
  ['the head taken away', 'delete from audit_head', 6],
]
for (const [what, statement, at] of TAMPERING) {
  test(`${what} is found, and where`, async (t) => {
    const { database, forceId, tamper } = await chainOf(t, 5)
    await tamper(statement)
    const { faults } = await verifyChains(database.owner)
    assert.deepEqual(
      faults.map((fault) => [fault.forceId, fault.sequence]),
      [[forceId, at]],
    )
  })
}

test('nobody changes or removes an entry, not even the owner without taking the lock off', async (t) => {
  const { database } = await chainOf(t, 1)
  for (const statement of [
    sql`update audit_entry set action = 'x'`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
  ]) {
    await assert.rejects(statement.execute(database.owner), /never changed or removed/)
  }
})

test('an entry of a change that is rolled back is rolled back with it', async (t) => {
  const database = await openTestDatabase(t)
  const viewer = await (await addForce(database, 'averley')).person('Jo Bell', 'officer')
  const write = database.as(viewer, async (tx) => {
    await recordAudit(tx, viewer, new Date(), { action: 'note written', subject: { kind: 'note', id: '1' } })
    throw new Error('no')
  })
  await assert.rejects(write, /no/)
  assert.deepEqual(await verifyChains(database.owner), { entries: 0, faults: [] })
})
