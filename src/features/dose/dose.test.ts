import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonId } from '#core/access/viewer.ts'
import type { Content, Entry, EntryId } from '#core/proforma/entry.ts'
import { doseOf, durationInWords, steadiness, tenureDays } from './dose.ts'
import { handoverParts } from './handover.ts'

const at = new Date('2026-03-01T10:00:00Z')
const by = { by: 'p' as PersonId, as: 'Jo', at }
const entry = (kind: string, id: string, content: Content, isWithdrawn = false): Entry => ({
  id: id as EntryId,
  kind,
  position: 1,
  content,
  origin: 'person',
  added: by,
  written: by,
  withdrawn: isWithdrawn ? { as: 'Jo', at, why: 'x' } : null,
  version: 1,
})
const facts = { openedOn: '2026-01-05', today: '2026-03-30', months: [], entries: [] as Entry[] }

test('[H8] without notes, stakeholders or meetings nothing is counted as none', () => {
  const dose = doseOf(facts)
  assert.deepEqual([dose.given, dose.shareGiven, dose.attendance, dose.stakeholders], [null, null, null, 0])
  assert.equal(dose.weeks, 12)
})

test('[H5] reached are those whom a contact names, of those written down and not withdrawn', () => {
  const dose = doseOf({
    ...facts,
    entries: [
      entry('stakeholder', 'a', {}),
      entry('stakeholder', 'b', {}),
      entry('stakeholder', 'c', {}, true),
      entry('contact', '1', { on: '2026-03-20', stakeholders: ['a', 'c'] }),
      entry('contact', '2', { on: '2026-01-20', stakeholders: ['a'] }),
      entry('contact', '3', { on: '2026-03-21', stakeholders: ['b'] }, true),
    ],
  })
  assert.deepEqual([dose.stakeholders, dose.reached, dose.notReached], [2, 1, ['b']])
  assert.deepEqual([dose.contacts, dose.contactsLately], [2, 1])
})

test('a meeting counts once it has been, and attendance is of the group as it is', () => {
  const dose = doseOf({
    ...facts,
    entries: [
      entry('member', 'm1', {}),
      entry('member', 'm2', {}),
      entry('meeting', '1', { date: '2026-02-01', attended: ['m1', 'm2'] }),
      entry('meeting', '2', { date: '2026-03-01', attended: ['m1'] }),
      entry('meeting', '3', { date: '2026-12-01', attended: [] }),
    ],
  })
  assert.deepEqual([dose.meetings, dose.attendance], [2, 0.75])
})

test('the share given is of the time noted', () => {
  const months = [
    { month: '2026-01', given: 90, taken: 30 },
    { month: '2026-02', given: 0, taken: 60 },
  ]
  assert.equal(doseOf({ ...facts, months }).shareGiven, 0.5)
})

const part = (personId: string, fromOn: string, untilOn: string | null, named = 'lead officer') => ({
  personId,
  name: personId,
  part: named,
  fromOn,
  untilOn,
})

test('[H6] steadiness is the first lead officer’s share of the days, whoever came after', () => {
  const team = [part('b', '2026-01-11', null), part('a', '2026-01-01', '2026-01-10')]
  assert.deepEqual(steadiness(team, '2026-01-01', '2026-01-20'), { share: 0.5, leads: 2, first: 'a' })
  assert.equal(steadiness([part('a', '2026-01-01', null, 'officer')], '2026-01-01', '2026-01-20'), null)
  assert.equal(tenureDays(part('a', '2026-01-01', null), '2026-01-01'), 1)
  assert.equal(tenureDays(part('a', '2026-02-01', null), '2026-01-01'), 0)
})

test('time is said in hours and minutes', () => {
  assert.equal(durationInWords(30), '30 minutes')
  assert.equal(durationInWords(60), '1 hour')
  assert.equal(durationInWords(150), '2 hours 30 minutes')
  assert.equal(durationInWords(630), '11 hours')
})

test('[H7] the pack leads with what is due first, and leaves out what is done or withdrawn', () => {
  const parts = handoverParts({
    number: 'AVE-2026-001',
    today: '2026-03-30',
    entries: [
      entry('intervention', 'late', { due: '2026-06-01', progress: 'under way' }),
      entry('intervention', 'soon', { due: '2026-04-01', progress: 'not started' }),
      entry('intervention', 'done', { due: '2026-01-01', progress: 'done' }),
      entry('meeting', 'past', { date: '2026-03-01' }),
      entry('meeting', 'next', { date: '2026-04-02' }),
    ],
    pathOf: (kind) => `${kind}s`,
    nameOf: (id) => id,
    escalations: [],
  })
  const of = (id: string) => parts.find((one) => one.id === id)?.lines.map((line) => line.title)
  assert.deepEqual(of('actions'), ['soon', 'late'])
  assert.deepEqual(of('meetings'), ['next'])
})
