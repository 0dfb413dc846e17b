import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { parseFields } from '#platform/forms/parse-form.ts'
import { giveForm } from './rating.schema.ts'
import { hardlyDone, missingParts, overallOf, type PartMark, type Round, summariseStep } from './rating.ts'
import { ratingsAsData, ratingsAsSheet } from './rating-files.ts'
import { PLATFORM_RUBRIC } from './rubric.ts'

const mark = (part: PartMark['part'], level: number | null, step: PartMark['step'] = 1): PartMark => ({
  part,
  step,
  level,
  cannotSayWhy: level === null ? 'New here' : null,
  note: '',
})

test('[R4] each part counts once in the mean over raters, however many gave it, and the gap is between parts', () => {
  const { byPart, mean, n, gap } = summariseStep(1, [
    mark('team', 4),
    mark('team', 5),
    mark('team', 3),
    mark('line manager', 2),
    mark('reviewer', 1),
    mark('reviewer', 5, 2),
  ])
  assert.equal(byPart.team.mean, 4)
  assert.equal(byPart.team.n, 3)
  assert.deepEqual(byPart.team.counts, [0, 0, 0, 1, 1, 1])
  assert.equal(mean, (4 + 2 + 1) / 3)
  assert.equal(n, 5)
  assert.equal(gap, 3)
})

test('[R2] [R5] who cannot say is counted apart and moves no mean; one rater alone has no gap', () => {
  const { byPart, mean, gap } = summariseStep(1, [mark('team', null), mark('team', 2)])
  assert.equal(byPart.team.cannotSay, 1)
  assert.equal(byPart.team.mean, 2)
  assert.equal(byPart.reviewer.mean, null)
  assert.equal(mean, 2)
  assert.equal(gap, null)
  assert.equal(summariseStep(2, []).mean, null)
})

test('[R4] a step that most ratings put at 0 or 1 is hardly done, though a few put it high', () => {
  const steps = [
    summariseStep(1, [mark('team', 3), mark('team', 1)]),
    summariseStep(8, [mark('team', 0, 8), mark('team', 1, 8), mark('team', 5, 8)]),
  ]
  assert.deepEqual(
    hardlyDone(steps, 'team').map(({ step }) => step),
    [8],
  )
  assert.deepEqual(overallOf(steps, 'team'), { mean: 2, n: 5 })
})

test('[R5] a part nobody was asked in and a part that gave nothing are both said to be missing', () => {
  const ask = (part: PartMark['part'], givenAt: Date | null) =>
    ({ personId: 'p', name: 'N', part, givenAt }) as never
  assert.deepEqual(
    missingParts({ asks: [ask('team', null), ask('team', new Date()), ask('line manager', null)] }),
    ['Team: 1 of 2 not given', 'Line manager: not given', 'Independent reviewer: nobody was asked'],
  )
})

test('[R2] a rating needs each step’s level, or the reason why not', () => {
  const form = giveForm([1, 2])
  const empty = parseFields({ 'level-1': '7' }, form)
  assert.deepEqual(empty.ok || empty.errors.map(({ field }) => field), ['level-1', 'level-2'])
  const unsaid = parseFields({ 'level-1': '3', 'level-2': 'cannot' }, form)
  assert.deepEqual(unsaid.ok || unsaid.errors, [{ field: 'note-2', text: 'Say why you cannot rate Step 2' }])
  const given = parseFields(
    { 'level-1': '3', 'level-2': 'cannot', 'note-2': 'Not there', 'note-1': 'Good' },
    form,
  )
  assert.deepEqual(given.ok && given.value, [
    { step: 1, level: 3, cannotSayWhy: null, note: 'Good' },
    { step: 2, level: null, cannotSayWhy: 'Not there', note: '' },
  ])
})

test('[R6] files carry the part and never a name', () => {
  const round = {
    id: 'r',
    number: 1,
    steps: [1],
    rubricVersion: 0,
    askedOn: '2026-04-01',
    dueOn: '2026-04-15',
    openedAs: 'Sergeant Sam Geant',
    revealedAt: new Date(0),
    ended: null,
    asks: [{ personId: 'person-1', name: 'Olu Fficer', part: 'team', givenAt: new Date(0) }],
    marks: [mark('team', 3)],
    version: 2,
  } as unknown as Round
  const files = [
    ratingsAsSheet(PLATFORM_TEMPLATE, [round]),
    JSON.stringify(ratingsAsData('AVE-2026-001', PLATFORM_TEMPLATE, [round])),
  ]
  for (const file of files) {
    assert.match(file, /[Tt]eam/)
    assert.match(file, /never about people/)
    assert.doesNotMatch(file, /Olu|person-1/)
  }
  assert.doesNotMatch(ratingsAsSheet(PLATFORM_TEMPLATE, [{ ...round, revealedAt: null }]), /Team/)
})

test('[R7] the platform’s rubric has different words for every level of every step', () => {
  for (const levels of Object.values(PLATFORM_RUBRIC.levels)) assert.equal(new Set(levels).size, 6)
  const texts = Object.values(PLATFORM_RUBRIC.levels).flatMap((levels) => levels.slice(1))
  assert.equal(new Set(texts).size, 40)
})
