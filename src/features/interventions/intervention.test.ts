import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PersonId } from '#core/access/viewer.ts'
import { parseContent } from '#core/proforma/content.schema.ts'
import type { Content, Entry, EntryId } from '#core/proforma/entry.ts'
import { INTERVENTION } from '#core/proforma/steps/intervention.ts'
import { SOLUTION_KINDS } from '#core/proforma/steps/solution.ts'
import { TECHNIQUES } from '#core/proforma/steps/techniques.ts'
import { addDays } from '#core/time/calendar-day.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { byPressure, dueInWords, interventionOf, ownerInWords, standingOn } from './intervention.ts'
import { countIsInWords, isSetAfterStart, measureOf } from './measure.ts'
import { choiceInWords, optionOf } from './option.ts'
import { addSeries, countMonths, lastYear } from './place-figures.ts'
import { countByOwner, policeShareInWords } from './police-share.ts'
import { progressContent } from './progress.ts'
import { occasionOn, reminderMessage } from './reminder.ts'
import { neededForStepSeven } from './still-needed.ts'

let made = 0
function entry(kind: string, content: Content, addedAt = '2026-01-10T12:00:00Z'): Entry {
  const by = { by: 'x' as PersonId, as: 'x', at: new Date(addedAt) }
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}` as EntryId
  return {
    id,
    kind,
    position: made,
    content,
    origin: 'person',
    added: by,
    written: by,
    withdrawn: null,
    version: 1,
  }
}
const intervention = (content: Content = {}) =>
  interventionOf(
    entry('intervention', {
      what: 'Light the alley',
      mechanism: 'People are seen',
      owner: 'The agent',
      organisationKind: 'housing',
      start: '2026-02-01',
      due: '2026-03-01',
      progress: 'not started',
      ...content,
    }),
  )
const measure = (content: Content = {}, addedAt?: string) =>
  measureOf(
    entry(
      'measure',
      {
        what: 'Burglaries',
        countIs: 'outcome',
        baseline: 48,
        target: 30,
        targetOn: '2026-12-31',
        ...content,
      },
      addedAt,
    ),
  )
const problems = (content: Content) => {
  const parsed = parseContent(INTERVENTION, {
    what: 'x',
    mechanism: 'y',
    progress: 'not started',
    ...content,
  })
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field)
}

test('[I1] nobody owns by default: no organisation is chosen, and an owner without one is refused', () => {
  assert.deepEqual(problems({}), [])
  assert.deepEqual(problems({ owner: 'Jo' }), ['organisationKind'])
  assert.deepEqual(problems({ owner: 'Jo', organisationKind: 'residents' }), [])
  assert.equal(ownerInWords(intervention({ owner: '', organisationKind: '' })), 'Nobody yet')
  assert.equal(
    ownerInWords(intervention({ organisation: 'Averley Homes' })),
    'The agent, Averley Homes (housing)',
  )
})

test('[I2] overdue from the day after, due soon from seven days before', () => {
  const standing = (today: string) => standingOn(today, intervention())
  assert.equal(standing('2026-02-21'), 'not started')
  assert.equal(standing('2026-02-22'), 'due soon')
  assert.equal(standing('2026-03-01'), 'due soon')
  assert.equal(standing('2026-03-02'), 'overdue')
  assert.equal(standingOn('2027-01-01', intervention({ progress: 'done' })), 'done')
  assert.equal(standingOn('2027-01-01', intervention({ progress: 'stopped' })), 'stopped')
  assert.equal(standingOn('2027-01-01', intervention({ due: '' })), 'not started')
  const words = (today: string) => dueInWords(today, intervention())
  assert.equal(words('2026-03-01'), 'due today')
  assert.equal(words('2026-02-28'), 'due in 1 day')
  assert.equal(words('2026-03-13'), 'overdue by 12 days')
  assert.equal(words('2026-01-01'), '')
})

test('[I2] [I15] what is overdue comes first, the longest overdue before the rest', () => {
  const [late, later, soon, done, never] = [
    intervention({ due: '2026-01-05' }),
    intervention({ due: '2026-01-20' }),
    intervention({ due: '2026-02-03' }),
    intervention({ due: '2026-01-01', progress: 'done' }),
    intervention({ due: '' }),
  ]
  const sorted = byPressure('2026-02-01', [never, done, soon, later, late])
  assert.deepEqual(
    sorted.map(({ id }) => id),
    [late, later, soon, never, done].map(({ id }) => id),
  )
})

test('[I3] what has to be said is asked for, beside its field', () => {
  assert.deepEqual(problems({ start: '2026-03-02', due: '2026-03-01' }), ['due'])
  assert.deepEqual(problems({ start: '2026-03-01', due: '2026-03-01' }), [])
  assert.deepEqual(problems({ tactic: 'enforce' }), ['legitimacy'])
  assert.deepEqual(problems({ tactic: 'engage' }), [])
  assert.deepEqual(problems({ technique: 'other' }), ['otherTechnique'])
  assert.deepEqual(problems({ weekOfAction: ['yes'] }), ['afterwards'])
  assert.deepEqual(problems({ progress: 'stopped' }), ['whyStopped'])
  assert.deepEqual(problems({ begun: '2026-03-02', ended: '2026-03-01' }), ['ended'])
  assert.deepEqual(problems({ due: '2026-02-30' }), ['due'])
  assert.equal(TECHNIQUES.length, 26)
})

test('[I4] the police’s share is told of all, and what nobody owns is not theirs', () => {
  const of = (kind: string) => intervention({ organisationKind: kind })
  const counts = countByOwner([
    of('police'),
    of('council'),
    of('council'),
    intervention({ owner: '', organisationKind: '' }),
  ])
  assert.deepEqual(
    counts.map(({ name, count }) => [name, count]),
    [
      ['Council', 2],
      ['Police', 1],
      ['Nobody yet', 1],
    ],
  )
  assert.equal(policeShareInWords(counts), 'The police own 1 of 4 interventions (25%). 1 has no owner.')
  assert.equal(policeShareInWords(countByOwner([of('school')])), 'The police own none of the 1 intervention.')
  assert.equal(policeShareInWords([]), '')
})

test('[I5] a measure is set after the start by the day of its baseline and of what it judges', () => {
  const [early, late] = [intervention({ start: '2026-02-01' }), intervention({ start: '2026-06-01' })]
  assert.equal(isSetAfterStart(measure(), [early, late]), false, 'added in January')
  assert.equal(isSetAfterStart(measure({}, '2026-02-01T12:00:00Z'), [early]), false, 'on the day itself')
  assert.equal(isSetAfterStart(measure({}, '2026-02-02T12:00:00Z'), [early]), true)
  assert.equal(isSetAfterStart(measure({ setOn: '2026-03-01' }), [early]), true, 'its target moved')
  assert.equal(isSetAfterStart(measure({ setOn: '2026-03-01', judges: [late.id] }), [early, late]), false)
  assert.equal(
    isSetAfterStart(measure({ setOn: '2026-03-01' }), [intervention({ begun: '2026-03-05' })]),
    false,
  )
  assert.equal(isSetAfterStart(measure(), [intervention({ start: '' })]), false)
})

test('[I6] Step 7 names what it still needs', () => {
  const [whole] = [intervention()]
  const needed = (record: Partial<Parameters<typeof neededForStepSeven>[0]>) =>
    neededForStepSeven({ visions: 1, interventions: [whole!], measures: [measure()], ...record })
  assert.deepEqual(needed({}), [])
  assert.match(needed({ visions: 0 })[0]!, /what the place would look like/)
  assert.match(needed({ interventions: [intervention({ owner: '' })] })[0]!, /No owner: “Light the alley”/)
  assert.match(needed({ interventions: [intervention({ due: '' })] })[0]!, /No due date/)
  assert.match(needed({ interventions: [intervention({ mechanism: '' })] })[0]!, /why it should work/)
  for (const measures of [[], [measure({ baseline: null })], [measure({ targetOn: null })]])
    assert.match(needed({ measures })[0]!, /No measure has a baseline, a target and a date/)
  const late = { setOn: '2026-05-01' }
  assert.equal(
    needed({ measures: [measure(late)] }).length,
    2,
    'none before the start, and one late without a reason',
  )
  assert.deepEqual(needed({ measures: [measure({ ...late, reason: 'The baseline came late' })] }), [])
  assert.deepEqual(needed({ measures: [measure({ baseline: null, reason: 'Nobody counts it' })] }), [])
})

test('[I7] a month without a file is told and left out, whatever else is counted', () => {
  const month = (text: string) => text as IsoMonth
  const series = [
    { month: month('2025-01'), count: 4 },
    { month: month('2025-02'), count: null },
    { month: month('2025-03'), count: 0 },
  ]
  assert.deepEqual(countMonths(series, month('2025-01'), month('2025-03')), {
    count: 4,
    known: 2,
    unknown: ['2025-02'],
  })
  assert.deepEqual(countMonths(series, month('2025-03'), month('2025-04')).unknown, ['2025-04'], 'not loaded')
  const other = [{ month: month('2025-01'), count: 1 }, series[0]!, { month: month('2025-03'), count: 2 }]
  assert.deepEqual(
    addSeries([series, other]).map(({ count }) => count),
    [5, null, 2],
  )
  assert.equal(lastYear([]), null)
  assert.deepEqual(lastYear(series), { from: '2025-01', to: '2025-03' })
})

test('[I9] only what counts a change is called an outcome', () => {
  assert.match(countIsInWords('outcome'), /^An outcome/)
  for (const other of ['output', '', 'OUTCOME']) assert.doesNotMatch(countIsInWords(other), /outcome/)
})

test('[I10] saying how it goes dates beginning and end, keeps what was not said, and asks why it stopped', () => {
  const today = '2026-03-05'
  const started = progressContent({}, { progress: 'under way' }, today)
  assert.deepEqual(started, { progress: 'under way', begun: today, ended: null })
  assert.deepEqual(
    progressContent({ begun: '2026-02-01' }, { progress: 'done', progressNote: 'Lit' }, today),
    {
      progressNote: 'Lit',
      progress: 'done',
      begun: '2026-02-01',
      ended: today,
      percent: 100,
    },
  )
  assert.equal(progressContent({}, { progress: 'stopped', whyStopped: '' }, today), 'no-reason')
  assert.deepEqual(progressContent({}, { progress: 'stopped', whyStopped: 'No money' }, today), {
    whyStopped: 'No money',
    progress: 'stopped',
    begun: null,
    ended: today,
  })
})

test('[I11] once before, the day after, and then every week, whenever somebody looks', () => {
  const due = '2026-03-01'
  assert.equal(occasionOn('2026-02-21', due), null)
  assert.equal(occasionOn('2026-02-22', due), 'before')
  assert.equal(occasionOn('2026-03-01', due), 'before')
  assert.equal(occasionOn('2026-03-02', due), 'overdue 0')
  assert.equal(occasionOn('2026-03-08', due), 'overdue 0')
  assert.equal(occasionOn('2026-03-09', due), 'overdue 1')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (days) => {
      assert.equal(occasionOn(addDays(due, days), due), `overdue ${Math.ceil(days / 7) - 1}`)
    }),
  )
})

test('[I13] hostile words stay one line of a reminder, and a sensitive project says none of them', () => {
  const hostile = 'Stop\r\nBcc: all@x.test\n\n<b>x</b>'
  const item = {
    intervention: intervention({ what: hostile, owner: hostile }),
    project: { number: 'AVE-2026-001', placeName: hostile, isSensitive: false },
    occasion: 'overdue 0' as const,
  }
  const to = { id: 'p', name: 'Par Tner', email: 'p@example.test' }
  const open = reminderMessage(to, [item], '2026-03-02', 'https://w.test')
  assert.doesNotMatch(open.subject, /[\r\n]/)
  assert.doesNotMatch(open.text, /^Bcc/m)
  assert.match(open.text, /https:\/\/w\.test\/projects\/AVE-2026-001\/interventions\/[0-9a-f-]{36}\/progress/)
  const sealed = reminderMessage(
    to,
    [{ ...item, project: { ...item.project, isSensitive: true } }],
    '2026-03-02',
    'https://w.test',
  )
  assert.doesNotMatch(sealed.text + sealed.subject, /Stop|Bcc|agent/)
  assert.match(sealed.text, /AVE-2026-001/)
})

test('[I14] a decided way says why, and the page says whether any was weighed', () => {
  const option = SOLUTION_KINDS.find(({ id }) => id === 'option')!
  const problem = (content: Content) => parseContent(option, { title: 'Gates', ...content })
  assert.equal(problem({ choice: 'undecided' }).ok, true)
  for (const choice of ['chosen', 'not chosen']) assert.equal(problem({ choice }).ok, false)
  const way = (title: string, choice: string) => optionOf(entry('option', { title, choice, why: 'x' }))
  assert.equal(
    choiceInWords([way('Lights', 'chosen'), way('Gates', 'not chosen')]),
    'Chosen: “Lights”. 2 ways were weighed.',
  )
  assert.match(choiceInWords([way('Lights', 'chosen')]), /no other was weighed/)
  assert.match(choiceInWords([way('Lights', 'undecided')]), /None is chosen yet/)
})
