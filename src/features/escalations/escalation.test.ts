import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { workingDaysUntil } from '#core/time/working-days.ts'
import { dueInWords, isMissed, referenceOf } from './escalation.ts'
import { clockFrom, levelAbove, PLATFORM_SETTINGS, type Standing, whoStandsAt } from './ladder.ts'

const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('[E2] asked on the Thursday before Easter: acknowledged by the Thursday after, answered three weeks on', () => {
  assert.deepEqual(clockFrom(PLATFORM_SETTINGS, '2026-04-02'), {
    askedOn: '2026-04-02',
    acknowledgeBy: '2026-04-09',
    answerBy: '2026-04-27',
  })
})

test('[E2] properties: the answer is never due before the acknowledgement, and both leave the whole promise', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { acknowledgeBy, answerBy } = clockFrom(PLATFORM_SETTINGS, day)
      assert.ok(day < acknowledgeBy && acknowledgeBy < answerBy)
      assert.equal(workingDaysUntil(day, acknowledgeBy), 3)
      assert.equal(workingDaysUntil(day, answerBy), 15)
    }),
  )
})

test('[E7] a clock is missed from the day after the one it was due on, and never once answered', () => {
  const clock = { acknowledgeBy: '2026-12-03', answerBy: '2026-12-08' }
  assert.equal(isMissed({ state: 'raised', ...clock }, '2026-12-03'), false)
  assert.equal(isMissed({ state: 'raised', ...clock }, '2026-12-04'), true)
  assert.equal(isMissed({ state: 'acknowledged', ...clock }, '2026-12-08'), false)
  assert.equal(isMissed({ state: 'answered', ...clock }, '2027-12-08'), false)
})

test('clocks in words', () => {
  const clock = { state: 'acknowledged', acknowledgeBy: '2026-12-01', answerBy: '2026-12-08' } as const
  assert.equal(dueInWords(clock, '2026-12-03'), 'answer due Tuesday 8 December, 3 working days left')
  assert.equal(dueInWords(clock, '2026-12-07'), 'answer due Tuesday 8 December, 1 working day left')
  assert.equal(dueInWords(clock, '2026-12-08'), 'answer due today')
  assert.equal(dueInWords(clock, '2026-12-10'), 'answer was due Tuesday 8 December, 2 working days ago')
  assert.equal(dueInWords({ ...clock, state: 'answered' }, '2026-12-10'), null)
})

test('[E7] the ladder ends at the top; from a level that is no more, the top is next', () => {
  assert.equal(levelAbove(PLATFORM_SETTINGS, 'officer')?.id, 'sergeant')
  assert.equal(levelAbove(PLATFORM_SETTINGS, 'region'), null)
  assert.equal(levelAbove(PLATFORM_SETTINGS, 'abolished')?.id, 'region')
})

const standing = (id: string, fields: Partial<Standing> = {}): Standing => ({
  id,
  organisation: 'Averley Constabulary',
  level: 'inspector',
  areaCode: null,
  answersFor: 'anything',
  checkedOn: '2026-01-01',
  ...fields,
})
const matter = { level: 'inspector', organisation: 'Quay Homes', areas: ['E01', 'N13', 'L02'] }

test('[E8] the nearest area stands before a wider one, the organisation itself before anybody', () => {
  const contacts = [
    standing('force'),
    standing('lpa', { areaCode: 'L02' }),
    standing('near', { areaCode: 'N13' }),
    standing('elsewhere', { areaCode: 'N99' }),
    standing('shop', { organisation: 'Fresh Ways', answersFor: 'own organisation' }),
    standing('above', { level: 'superintendent' }),
  ]
  assert.equal(whoStandsAt(contacts, matter)?.id, 'near')
  const own = standing('own', { organisation: 'quay homes ', answersFor: 'own organisation' })
  assert.equal(whoStandsAt([...contacts, own], matter)?.id, 'own')
  assert.equal(whoStandsAt(contacts, { ...matter, level: 'region' }), null)
})

test('[E8] properties: who stands there is of the level, answers for the matter, and does not depend on the order', () => {
  const one = fc.record({
    id: fc.uuid(),
    organisation: fc.constantFrom('Averley Constabulary', 'Quay Homes', 'Fresh Ways'),
    level: fc.constantFrom('inspector', 'region'),
    areaCode: fc.constantFrom(null, 'N13', 'L02', 'N99'),
    answersFor: fc.constantFrom('anything' as const, 'own organisation' as const),
    checkedOn: fc.constantFrom('2026-01-01', '2026-02-01'),
  })
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), (contacts) => {
      const found = whoStandsAt(contacts, matter)
      assert.equal(whoStandsAt([...contacts].reverse(), matter)?.id, found?.id)
      if (found === null) return
      assert.equal(found.level, 'inspector')
      assert.ok(found.answersFor === 'anything' || found.organisation === 'Quay Homes')
      assert.notEqual(found.areaCode, 'N99')
    }),
  )
})

test('references as people say them', () => {
  assert.equal(referenceOf({ number: 2, project: { number: 'AVE-2026-001' } }), 'AVE-2026-001/E2')
  assert.equal(referenceOf({ number: 3, project: null }), 'Regional issue 3')
})
