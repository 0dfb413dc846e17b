import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonId } from '#core/access/viewer.ts'
import type { Content, Entry, EntryId } from '#core/proforma/entry.ts'
import { attendanceOf, groupOf, nextMeeting, openJobs } from './group.ts'
import { groupInWords, groupStillNeeded, groupWarnings, meetingInWords } from './group-words.ts'

const TODAY = '2026-04-20'
const by = { by: 'p' as PersonId, as: 'Pat', at: new Date('2026-01-01T00:00:00Z') }
let made = 0

function entry(kind: string, content: Content, fields: Partial<Entry> = {}): Entry {
  made += 1
  return {
    id: `${kind}-${made}` as EntryId,
    kind,
    position: made,
    content,
    origin: 'person',
    added: by,
    written: by,
    withdrawn: null,
    version: 1,
    ...fields,
  }
}
const member = (name: string, content: Content = {}, fields: Partial<Entry> = {}) =>
  entry(
    'member',
    {
      name,
      organisationKind: 'resident',
      why: 'Sleep',
      capability: 'Brings tenants',
      chair: 'no',
      ...content,
    },
    fields,
  )
const meeting = (date: string, attended: readonly Entry[] = [], content: Content = {}) =>
  entry('meeting', { date, starts: '19:00', attended: attended.map(({ id }) => id), ...content })
const terms = (content: Content = {}) =>
  entry('terms', { purpose: 'Quiet', endSign: 'Three quiet months', endOn: '2027-06-01', ...content })

test('[W2] a group at a glance: how many, from where, how many are police, who chairs, its own end', () => {
  const said = groupInWords(
    groupOf(
      [
        member('Caretaker', { chair: 'yes', organisationKind: 'housing' }),
        member('Tenant'),
        member('Other tenant'),
        member('PCSO', { organisationKind: 'police' }),
        terms(),
      ],
      TODAY,
    ),
  )
  assert.deepEqual(said, [
    '4 people are in the group: residents 2, landlords and housing associations 1, police 1.',
    'Police are 1 of 4.',
    'Caretaker chairs it.',
    'The group set 1 June 2027 as its own end.',
    'It is done when: Three quiet months',
  ])
})

test('[W2] who has left, has not come yet or was withdrawn is not in the group', () => {
  const withdrawn = { as: 'Pat', at: new Date(), why: 'Twice' }
  const group = groupOf(
    [
      member('Here'),
      member('Left', { untilOn: '2026-04-19' }),
      member('Last day', { untilOn: TODAY }),
      member('Later', { fromOn: '2026-04-21' }),
      member('Twice', {}, { withdrawn }),
    ],
    TODAY,
  )
  assert.deepEqual(
    group.members.map(({ name }) => name),
    ['Here', 'Last day'],
  )
})

test('[W3] no chair, a police chair, a member without a reason, a quiet group and a passed end are said', () => {
  const police = member('PCSO', { organisationKind: 'police', chair: 'yes' })
  const silent = member('Trader', { why: null })
  const held = meeting('2026-03-08', [police])
  const warnings = groupWarnings(groupOf([police, silent, held, terms({ endOn: '2026-04-19' })], TODAY))
  assert.equal(warnings.length, 4)
  assert.match(warnings[0]!, /police chair the group/)
  assert.match(warnings[1]!, /not written why Trader is in/)
  assert.match(warnings[2]!, /last met on 8 March 2026, more than six weeks ago. None is planned/)
  assert.match(warnings[3]!, /1?9 April 2026, has passed/)
  assert.match(groupWarnings(groupOf([member('A'), held], TODAY))[0]!, /Nobody chairs/)
})

test('[W3] forty-two days is not yet six weeks ago, and a chair beside the police is no warning', () => {
  const chair = member('Tenant', { chair: 'yes' })
  const police = member('PCSO', { organisationKind: 'police', chair: 'yes' })
  assert.deepEqual(groupWarnings(groupOf([chair, police, meeting('2026-03-09', [chair])], TODAY)), [])
})

test('[W4] sign-off needs three members with reason and capability, their own end, and a meeting with who came', () => {
  const three = [member('A'), member('B'), member('C')]
  assert.equal(groupStillNeeded(groupOf([], TODAY)).length, 3)
  const almost = [
    member('A'),
    member('B'),
    member('C', { capability: null }),
    terms({ endOn: null }),
    meeting('2026-04-01'),
  ]
  const needed = groupStillNeeded(groupOf(almost, TODAY))
  assert.match(needed[0]!, /2 have both/)
  assert.match(needed[1]!, /date it set itself/)
  assert.match(needed[2]!, /meeting that was held/)
  assert.deepEqual(groupStillNeeded(groupOf([...three, terms(), meeting('2026-04-01', three)], TODAY)), [])
  // A meeting to come cannot have been attended.
  assert.equal(groupStillNeeded(groupOf([...three, terms(), meeting('2026-05-01', three)], TODAY)).length, 1)
})

test('attendance counts who was in the group then, and what nobody wrote down is unknown', () => {
  const early = member('Early', { untilOn: '2026-03-31' })
  const late = member('Late', { fromOn: '2026-04-01' })
  const always = member('Always')
  const rows = attendanceOf(
    groupOf([early, late, always, meeting('2026-03-10', [early]), meeting('2026-04-10', [])], TODAY),
  )
  assert.deepEqual(
    rows.map(({ came, of }) => [came, of]),
    [
      [1, 2],
      [null, 2],
    ],
  )
})

test('the next meeting is the first of today or later, until somebody is ticked as there', () => {
  const someone = member('A')
  const today = meeting(TODAY)
  const later = meeting('2026-05-01')
  assert.equal(nextMeeting(groupOf([later, today], TODAY))?.id, today.id)
  assert.equal(nextMeeting(groupOf([later, meeting(TODAY, [someone])], TODAY))?.id, later.id)
  assert.equal(nextMeeting(groupOf([meeting('2026-04-19')], TODAY)), null)
  assert.equal(
    meetingInWords(nextMeeting(groupOf([meeting(TODAY, [], { ends: '20:30', place: 'Hall' })], TODAY))!),
    'Monday 20 April 2026, 7:00pm to 8:30pm, Hall',
  )
})

test('open jobs come by when they are due; done and dropped ones do not', () => {
  const job = (what: string, content: Content) => entry('group-action', { what, state: 'to do', ...content })
  const group = groupOf(
    [
      job('no day', {}),
      job('late', { dueOn: '2026-04-01' }),
      job('done', { state: 'done' }),
      job('soon', { dueOn: '2026-05-01' }),
    ],
    TODAY,
  )
  assert.deepEqual(
    openJobs(group).map(({ what }) => what),
    ['late', 'soon', 'no day'],
  )
})
