import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Content, Entry } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntry } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { type Facts, fidelityOf } from './fidelity.ts'
import { fidelityPages } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const force = await openMadeForce()
const { database, officer, resident, outsider } = force
const entry = (kind: string, content: Content, withdrawn: Entry['withdrawn'] = null) =>
  ({ id: `${kind}-${JSON.stringify(content).length}`, kind, content, withdrawn }) as Entry
const facts = (fields: Partial<Facts> = {}): Facts => ({
  openedOn: '2026-01-01',
  today: '2026-04-01',
  monthsKnown: 47,
  alternatives: 0,
  steps: [1, 2, 3, 4, 5, 6, 7, 8].map((step) => ({ step, state: 'not started' })),
  entries: [],
  kinds: new Set(PLATFORM_TEMPLATE.kinds.map(({ id }) => id)),
  team: [],
  ratedBy: null,
  escalations: { waiting: 0, answered: 0 },
  ...fields,
})
const answerOf = (name: RegExp, fields: Partial<Facts>) => {
  const found = fidelityOf(facts(fields)).find((one) => name.test(one.name))
  assert.ok(found)
  return found.answer
}

test('[Y1] [Y2] eleven features in one order, each with what it rests on, however empty the record', () => {
  const features = fidelityOf(facts())
  assert.equal(features.length, 11)
  assert.equal(new Set(features.map(({ name }) => name)).size, 11)
  assert.ok(features.every(({ restsOn }) => restsOn.length >= 2))
  assert.ok(features.every(({ answer, toBecomeYes }) => answer !== 'yes' && toBecomeYes !== ''))
})

test('[Y3] what nobody was asked is not known; what was asked and is not so is not yet', () => {
  const stakeholder = (connected: string | null) => entry('stakeholder', { name: 'Caretaker', connected })
  assert.equal(answerOf(/connected/, { entries: [stakeholder(null)] }), 'not known')
  assert.equal(answerOf(/connected/, { entries: [stakeholder('no')] }), 'not yet')
  assert.equal(answerOf(/connected/, { entries: [stakeholder('yes')] }), 'partly')
  const member = entry('member', { name: 'Caretaker', connected: 'yes', capability: 'Holds the keys' })
  assert.equal(answerOf(/connected/, { entries: [member] }), 'yes')
  assert.equal(answerOf(/learnt by doing/, {}), 'not known')
})

test('[Y5] withdrawn entries count for nothing, and a template without pictures leaves that unknown', () => {
  const gone = { as: 'x', at: AT, why: 'x' }
  const evidence = (withdrawn: Entry['withdrawn']) =>
    entry('evidence', { title: 'Half stay in', source: 'Survey' }, withdrawn)
  assert.equal(answerOf(/in depth/, { entries: [evidence(null)] }), 'partly')
  assert.equal(answerOf(/in depth/, { entries: [evidence(gone)] }), 'not yet')
  assert.equal(answerOf(/in tune/i, { kinds: new Set() }), 'not known')
  assert.equal(answerOf(/in tune/i, { kinds: new Set(['picture']) }), 'not yet')
})

test('[Y2] the group that met, with residents, and what residents own and do, make their features yes', () => {
  const resident = (name: string) => entry('member', { name, organisationKind: 'resident', why: 'Sleep' })
  const met = entry('meeting', { date: '2026-03-01' })
  const ahead = entry('meeting', { date: '2026-05-01' })
  const residents = [resident('A tenant'), resident('Another one')]
  assert.equal(answerOf(/group of residents/, { entries: [...residents, met] }), 'yes')
  assert.equal(answerOf(/group of residents/, { entries: [...residents, ahead] }), 'partly')
  const owned = (progress: string, kind = 'residents') =>
    entry('intervention', { what: 'Lights', organisationKind: kind, progress })
  assert.equal(answerOf(/agencies alone/, { entries: [owned('done')] }), 'yes')
  assert.equal(answerOf(/agencies alone/, { entries: [owned('not started')] }), 'partly')
  assert.equal(answerOf(/agencies alone/, { entries: [owned('done', 'police')] }), 'not yet')
  assert.equal(answerOf(/agencies alone/, { escalations: { waiting: 1, answered: 0 } }), 'partly')
})

test('[Y2] [Y4] [Y6] the page answers from the record with links and no score, to staff alone', async () => {
  const project = await openMadeProject(database, force, AT, { team: [resident] })
  const change = { project, template: PLATFORM_TEMPLATE, reopenReason: '' }
  const content = {
    name: '<script>alert(1)</script>',
    group: 'traders',
    selfInterest: 'Quiet',
    connected: 'yes',
  }
  await database.as(officer, (tx) => addEntry(officer, tx, AT, change, { kind: 'stakeholder', content }))
  const site = viewerApp((routes) =>
    fidelityPages(routes, { database, clock: () => AT, frame: () => TEST_FRAME }),
  )
  const path = `/projects/${project.number}/fidelity`
  const { status, text } = await site.as(officer).get(path)
  assert.equal(status, 200)
  assert.match(text, /1 stakeholder from 1 group; 0 of them spoken to/)
  assert.match(text, new RegExp(`href="/projects/${project.number}/stakeholders"`))
  assert.match(text, /It is not a score/)
  assert.doesNotMatch(text, /of 11|alert\(1\)/)
  assert.equal((await site.as(resident).get(path)).status, 404)
  assert.equal((await site.as(outsider).get(path)).status, 404)
})
