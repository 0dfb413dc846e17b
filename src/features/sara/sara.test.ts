import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Content } from '#core/proforma/entry.ts'
import { CHEERS_QUESTIONS } from '#core/proforma/steps/problem.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntry, withdrawEntry } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { awardEntryAsText, awardEntryOf } from './award-entry.ts'
import { saraPages } from './index.ts'
import { cheersOf, PHASES, phaseOf, type Written } from './sara.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

const force = await openMadeForce()
const { database, officer, coach, resident, outsider } = force

test('[A1] every kind of the template has its place, and no part is empty of kinds', () => {
  const places = PLATFORM_TEMPLATE.kinds.map(phaseOf)
  for (const phase of PHASES) assert.ok(places.includes(phase), phase)
  const placeOf = (id: string) => phaseOf(PLATFORM_TEMPLATE.kinds.find((kind) => kind.id === id)!)
  assert.equal(placeOf('evidence'), 'scanning')
  assert.equal(placeOf('vulnerability'), 'scanning')
  assert.equal(placeOf('stakeholder'), 'analysis')
  assert.equal(placeOf('intervention'), 'response')
  assert.equal(placeOf('measure'), 'assessment')
  assert.equal(placeOf('risk'), 'assessment')
})

test('[A3] the test holds only with six times yes', () => {
  const answers = CHEERS_QUESTIONS.map(({ name, short }) => ({ name, short, text: 'Yes', value: 'yes' }))
  const written: Written = { kind: 'cheers', title: 'Racing', href: '/x', answers }
  assert.deepEqual(cheersOf(written).open, [])
  assert.deepEqual(cheersOf({ ...written, answers: answers.slice(1) }).open, ['Community'])
})

test('[A5] an entry of an empty record says under every heading that nothing is written, or what it counts', () => {
  const text = awardEntryAsText(
    awardEntryOf({
      placeName: 'Harbour Row',
      force: 'Averley Constabulary',
      number: 'AVE-2026-001',
      figures: [],
      decision: { reason: 'Long-lasting', alternatives: 3 },
      written: [],
    }),
  )
  assert.match(text, /Analysis \(counts double\)/)
  assert.match(text, /Assessment \(counts double\)/)
  assert.match(text, /Where it happens: nothing is written/)
  assert.match(text, /not chosen: 3/)
  assert.ok((text.match(/Nothing is written here yet/g)?.length ?? 0) > 8)
})

test('[A2] [A4] [A6] the view leads to each entry, leaves withdrawn ones out, and is the staff’s', async () => {
  const project = await openMadeProject(database, force, AT, { team: [resident] })
  const change = { project, template: PLATFORM_TEMPLATE, reopenReason: '' }
  const add = (kind: string, content: Content) =>
    database.as(officer, async (tx) => {
      const outcome = await addEntry(officer, tx, AT, change, { kind, content })
      assert.ok(outcome.ok, JSON.stringify(outcome))
      return outcome.value
    })
  const side = await add('triangle-side', {
    side: 'place',
    what: HOSTILE,
    controller: 'The owner',
    why: 'Away',
  })
  await add('stakeholder', { name: 'The caretaker', group: 'residents', concern: 'Being blamed' })
  const gone = await add('asset', { name: 'Old club', kind: 'group', does: 'Closed' })
  await database.as(officer, (tx) =>
    withdrawEntry(officer, tx, AT, change, { id: gone, version: 1 }, 'Closed for good'),
  )
  const yes = Object.fromEntries(
    CHEERS_QUESTIONS.flatMap(({ name }) => [
      [name, 'yes'],
      [`${name}How`, 'Calls'],
    ]),
  )
  await add('cheers', { problem: 'Racing', ...yes })

  const site = viewerApp((routes) =>
    saraPages(routes, { database, clock: () => AT, frame: () => TEST_FRAME }),
  )
  const path = `/projects/${project.number}/sara`
  const { status, text } = await site.as(officer).get(path)
  assert.equal(status, 200)
  assert.match(text, new RegExp(`/problem-sides/${side}`))
  assert.match(text, /six times yes/)
  assert.match(text, /&lt;script&gt;/)
  assert.doesNotMatch(text, /<script>alert|Old club/)
  assert.match(text, /Those who do it[\s\S]*Nothing written/)
  assert.doesNotMatch((await site.as(coach).get(path)).text, /Do the test|Add a side/)
  const entry = await site.as(officer).get(`${path}/entry`)
  const file = await site.as(officer).get(`${path}/entry.txt`)
  for (const { text } of [entry, file]) {
    assert.match(text, /Stakeholders: 1, from 1 groups/)
    assert.doesNotMatch(text, /caretaker|Being blamed/)
    assert.match(text, /yes to all six/)
  }
  assert.doesNotMatch(entry.text, /<img src=x/)
  for (const viewer of [resident, outsider])
    for (const end of ['', '/entry', '/entry.txt'])
      assert.equal((await site.as(viewer).get(path + end)).status, 404)
})
