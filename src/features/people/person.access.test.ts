import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ForceId, type PersonId, ROLES, type Viewer } from '#core/access/viewer.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { keepsPeople, mayChangePerson, mayReadPerson } from './person.access.ts'
import { visiblePeople } from './person.store.ts'

test('[PE1] [PE2] the rule says the same as predicate and as SQL, for every person and any viewer', async (t) => {
  const database = await openTestDatabase(t)
  const people: Viewer[] = []
  for (const slug of ['averley', 'borough', 'carrick']) {
    const force = await addForce(database, slug)
    for (let n = 0; n < 4; n++) people.push(await force.person(`Person ${n}`, 'officer'))
  }
  const rows = people.map((person) => ({ id: person.personId, forceId: person.forceId }))
  const held = fc.record({
    role: fc.constantFrom('administrator' as const, ...ROLES),
    areaCode: fc.constantFrom(null, 'AV-N13'),
  })
  const viewers = fc.record({ who: fc.constantFrom(...people), roles: fc.array(held, { maxLength: 4 }) })
  const cases = { keepers: 0, others: 0 }
  await fc.assert(
    fc.asyncProperty(viewers, async ({ who, roles }) => {
      const viewer: Viewer = { ...who, roles }
      const byPredicate = rows.filter((row) => mayReadPerson(viewer, row)).map((row) => row.id)
      // As the owner, whom row-level security does not stop: the SQL must hold by itself.
      const found = await database.owner
        .selectFrom('person')
        .select('id')
        .where(visiblePeople(viewer))
        .execute()
      assert.deepEqual(found.map((row) => row.id).sort(), byPredicate.sort())
      const within = await database.as(viewer, (tx) =>
        tx.selectFrom('person').select('id').where(visiblePeople(viewer)).execute(),
      )
      assert.deepEqual(within.map((row) => row.id).sort(), byPredicate)
      cases[byPredicate.length > 1 ? 'keepers' : 'others']++
    }),
    { numRuns: 150 },
  )
  assert.ok(cases.keepers > 10 && cases.others > 10, 'both kinds of viewer were tried')
})

test('[PE2] only an administrator of the whole force keeps people, and only of that force', () => {
  const viewer = (roles: Viewer['roles']) =>
    ({ forceId: 'a' as ForceId, personId: 'p' as PersonId, roles }) as Viewer
  for (const role of ROLES) {
    assert.equal(keepsPeople(viewer([{ role, areaCode: null }])), role === 'administrator')
    assert.equal(keepsPeople(viewer([{ role, areaCode: 'X' }])), false)
  }
  const keeper = viewer([{ role: 'administrator', areaCode: null }])
  assert.equal(mayChangePerson(keeper, { forceId: 'a' as ForceId }), true)
  assert.equal(mayChangePerson(keeper, { forceId: 'b' as ForceId }), false)
})
