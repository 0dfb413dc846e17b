import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openTestDatabase } from '#tests/support/database.ts'
import { madeScreening } from '#tests/support/made-screening.ts'
import { addForce } from '#tests/support/people.ts'
import { compareScreenings } from './repeat.ts'
import {
  deleteSavedScreening,
  findSavedScreening,
  listSavedScreenings,
  saveScreening,
} from './saved-screening.store.ts'
import { addBreak, listBreaks, removeBreak } from './series-break.store.ts'

const at = new Date('2026-01-20T10:00:00Z')
const screening = madeScreening()
const { force, unit, types, weights } = screening
const question = { force, unit, types, weights }

test('[S8] what is saved comes back with every figure', async (t) => {
  const database = await openTestDatabase(t)
  const analyst = await (await addForce(database, 'averley')).person('Ana', 'analyst')
  const id = randomUUID()
  const saved = await database.as(analyst, (tx) =>
    saveScreening(analyst, tx, at, { id, name: 'Spring', question, screening }),
  )
  assert.ok(saved.ok)
  const found = await database.as(analyst, (tx) => findSavedScreening(analyst, tx, id))
  assert.deepEqual(found?.question, question)
  assert.deepEqual([found?.savedBy, found?.savedAt], [analyst.personId, at])
  const { sameInputs, sameResult } = compareScreenings(found!.screening, screening)
  assert.deepEqual([sameInputs, sameResult], [true, true])
})

test('[S2] each role writes only what is its own to write, and another force reaches nothing', async (t) => {
  const database = await openTestDatabase(t)
  const averley = await addForce(database, 'averley')
  const [analyst, officer] = [await averley.person('Ana', 'analyst'), await averley.person('Ola', 'officer')]
  const stranger = await (await addForce(database, 'borough')).person('Una', 'analyst')
  const id = randomUUID()
  const saved = { id, name: 'Spring', question, screening }
  const refusal = await database.as(officer, (tx) => saveScreening(officer, tx, at, saved))
  assert.deepEqual(refusal, { ok: false, reason: 'not-your-role' })
  await database.as(analyst, (tx) => saveScreening(analyst, tx, at, saved))
  const reason = async (viewer: typeof analyst) => {
    const outcome = await database.as(viewer, (tx) => deleteSavedScreening(viewer, tx, at, id))
    return outcome.ok ? 'done' : outcome.reason
  }
  assert.equal(await reason(stranger), 'absent')
  assert.equal(await reason(officer), 'not-yours')
  assert.equal(await reason(analyst), 'done')
  assert.equal(await reason(analyst), 'absent')
})

test('the list is paged newest first and searched by any part of the name, as text', async (t) => {
  const database = await openTestDatabase(t)
  const analyst = await (await addForce(database, 'averley')).person('Ana', 'analyst')
  await database.as(analyst, async (tx) => {
    for (const [minutes, name] of ['One 50%', 'Two_half', 'Three 50% again'].entries())
      await saveScreening(analyst, tx, new Date(at.getTime() + minutes * 60_000), {
        id: randomUUID(),
        name,
        question,
        screening,
      })
  })
  const names = async (text: string, limit = 10, offset = 0) => {
    const { screenings, total } = await database.as(analyst, (tx) =>
      listSavedScreenings(analyst, tx, text, { limit, offset }),
    )
    return [total, ...screenings.map(({ name }) => name)]
  }
  assert.deepEqual(await names(''), [3, 'Three 50% again', 'Two_half', 'One 50%'])
  assert.deepEqual(await names('', 1, 1), [3, 'Two_half'])
  assert.deepEqual(await names('50%'), [2, 'Three 50% again', 'One 50%'])
  assert.deepEqual(await names('t%o'), [0])
  assert.deepEqual(await names('two_'), [1, 'Two_half'])
})

test('[S12] a break belongs to its force, and removing it twice removes it once', async (t) => {
  const database = await openTestDatabase(t)
  const supervisor = await (await addForce(database, 'averley')).person('Sam', 'supervisor')
  const stranger = await (await addForce(database, 'borough')).person('Una', 'analyst')
  const id = randomUUID()
  const added = { id, label: 'New system', from: '2024-04' as never, to: null, types: ['Burglary'] }
  await database.as(supervisor, (tx) => addBreak(supervisor, tx, at, added))
  const [own] = await database.as(supervisor, (tx) => listBreaks(supervisor, tx))
  assert.deepEqual(own, { ...added, explanation: null })
  assert.deepEqual(await database.as(stranger, (tx) => listBreaks(stranger, tx)), [])
  assert.equal((await database.as(stranger, (tx) => removeBreak(stranger, tx, at, id))).ok, false)
  assert.equal((await database.as(supervisor, (tx) => removeBreak(supervisor, tx, at, id))).ok, true)
  assert.equal((await database.as(supervisor, (tx) => removeBreak(supervisor, tx, at, id))).ok, false)
})
