import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { Content } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import type { Project } from '../project.ts'
import { recordAsData } from '../record/record.ts'
import { listSteps } from '../steps/step.store.ts'
import { listTeam } from '../team.store.ts'
import { addEntry, correctEntry, findEntry, listEntries } from './entry.store.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const LATER = new Date('2026-05-04T23:30:00Z')
const force = await openMadeForce()
const { database, officer, sergeant, partner, resident } = force
let project: Project

beforeEach(async () => {
  project = await openMadeProject(database, force, AT, { team: [partner] })
})

const change = (reopenReason = '') => ({ project, template, reopenReason })

async function intervention(content: Content = {}): Promise<string> {
  const outcome = await database.as(officer, (tx) =>
    addEntry(officer, tx, AT, change(), {
      kind: 'intervention',
      content: {
        what: 'Light the alley',
        mechanism: 'People are seen',
        progress: 'not started',
        ownerPerson: partner.personId,
        ...content,
      },
    }),
  )
  assert.ok(outcome.ok)
  return outcome.value
}

async function correct(viewer: Viewer, id: string, content: Content, reason = '') {
  return database.as(viewer, async (tx) => {
    const entry = await findEntry(viewer, tx, project, template, id)
    return correctEntry(viewer, tx, LATER, change(reason), { id, version: entry?.version ?? 1 }, content)
  })
}

async function signOff(step: number) {
  await database.owner
    .updateTable('project_step')
    .set({ state: 'signed off', signed_off_by: sergeant.personId })
    .where('project_id', '=', project.id)
    .where('step', '=', step)
    .execute()
}

const stateOf = async (step: number) =>
  (await database.as(officer, (tx) => listSteps(officer, tx, project.id)))[step - 1]?.state

test('[P24] whoever an entry names keeps up what is kept up and nothing else; others do not', async () => {
  const id = await intervention()
  assert.deepEqual(await correct(partner, id, { progress: 'under way' }), { ok: true, value: true })
  for (const content of [{ progress: 'done', what: 'Something easier' }, { due: '2030-01-01' }])
    assert.deepEqual(await correct(partner, id, content), { ok: false, reason: 'not-your-role' })
  await putOnTeam(database, project, resident, 'resident')
  assert.deepEqual(await correct(resident, id, { progress: 'done' }), { ok: false, reason: 'not-your-role' })
  const entry = await database.as(partner, (tx) => findEntry(partner, tx, project, template, id))
  assert.equal(entry?.content.progress, 'under way')
  assert.equal(entry?.content.what, 'Light the alley')
})

test('[P24] [P8] what is kept up leaves a signed-off step as it is; anything else asks for the reason', async () => {
  const id = await intervention()
  await signOff(7)
  assert.ok((await correct(officer, id, { progress: 'under way' })).ok)
  assert.equal(await stateOf(7), 'signed off')
  assert.deepEqual(await correct(officer, id, { progress: 'done', due: '2026-06-01' }), {
    ok: false,
    reason: 'needs-reopen-reason',
  })
  assert.ok((await correct(officer, id, { due: '2026-06-01' }, 'The agent was ill')).ok)
  assert.equal(await stateOf(7), 'reopened')
})

test('[P24] what tells what came of it is written after sign-off without reopening', async () => {
  await signOff(7)
  const content = { worked: 'partly', learnt: 'Keys first', displacement: 'Nobody looked' }
  const outcome = await database.as(sergeant, (tx) =>
    addEntry(sergeant, tx, AT, change(), { kind: 'evaluation', content }),
  )
  assert.ok(outcome.ok)
  assert.equal(await stateOf(7), 'signed off')
})

test('[P25] the London day on which the answers that matter last changed stays beside them', async () => {
  const id = await intervention()
  const dayOf = async () =>
    (await database.as(partner, (tx) => findEntry(partner, tx, project, template, id)))?.content.toldOn
  assert.equal(await dayOf(), '2026-04-01')
  await correct(officer, id, { due: '2026-06-01' })
  assert.equal(await dayOf(), '2026-04-01')
  await correct(officer, id, { progress: 'under way' })
  assert.equal(await dayOf(), '2026-05-05', 'half past midnight in London')
})

test('[P26] an entry names people of the team alone, keeps one who has left, and exports names', async () => {
  const strange = await database.as(officer, (tx) =>
    addEntry(officer, tx, AT, change(), {
      kind: 'intervention',
      content: { what: 'x', ownerPerson: resident.personId },
    }),
  )
  assert.deepEqual(strange, { ok: false, reason: 'names-another' })
  const id = await intervention()
  await database.owner
    .updateTable('project_member')
    .set({ until_on: '2026-04-02', end_reason: 'Moved' })
    .where('person_id', '=', partner.personId)
    .execute()
  assert.ok((await correct(officer, id, { progress: 'done', ownerPerson: partner.personId })).ok)
  const { entries, team } = await database.as(officer, async (tx) => ({
    entries: await listEntries(officer, tx, project, template, ['intervention']),
    team: await listTeam(officer, tx, project),
  }))
  const record = recordAsData({
    force: 'Averley',
    project,
    template,
    entries,
    team,
    comments: [],
    history: [],
    escalations: [],
    ratings: [],
    drawings: [],
    files: [],
  })
  assert.equal(record.entries.find((entry) => entry.id === id)?.content.ownerPerson, 'Par Tner')
  const told = JSON.stringify(record.entries.filter((entry) => entry.id === id))
  assert.doesNotMatch(told, new RegExp(partner.personId))
})
