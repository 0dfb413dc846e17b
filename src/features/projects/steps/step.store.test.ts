import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addEntry } from '../entries/entry.store.ts'
import { findProject } from '../project.store.ts'
import type { StepRecord } from '../project.ts'
import { addComment, listComments } from './comment.store.ts'
import { listWaitingSteps, reopenStep, sayReady, setStepOwner, signOffStep } from './step.store.ts'
import { stillNeeded } from './step-rules.ts'

const AT = new Date('2026-04-01T10:00:00Z')

const force = await openMadeForce()
const { database, officer, sergeant, otherSergeant, coach, resident } = force
const project = await openMadeProject(database, force, AT)

async function stepTwo(): Promise<StepRecord> {
  const now = await database.as(officer, (tx) => findProject(officer, tx, '2026-04-01', project.number))
  return now!.steps[1]!
}
const read = async () => ({ step: 2 as const, version: (await stepTwo()).version })
const waiting = (viewer: Viewer) =>
  database.as(viewer, async (tx) => (await listWaitingSteps(viewer, tx)).map(({ step }) => step))
const sign = async (viewer: Viewer, missing: readonly string[] = []) => {
  const shown = await read()
  return database.as(viewer, (tx) => signOffStep(viewer, tx, AT, project, shown, missing))
}

test('[P21] a step needs what it rests on and the entries asked at least, and says which', () => {
  const said = stillNeeded(template, 3, project.steps, new Map([['stakeholder', 2]]))
  assert.ok(said.some((one) => one.includes('at least 3 stakeholders')))
  const reopened = project.steps.map((step) =>
    step.step === 1 ? { ...step, state: 'reopened' as const } : step,
  )
  assert.ok(
    stillNeeded(template, 2, reopened, new Map()).some((one) => one.startsWith('Step 1, justification')),
  )
})

test('[P22] ready is said by who writes, signed off by another supervisor, and refused after a change', async () => {
  const asset = { kind: 'asset', content: { name: 'Club', kind: 'group', does: 'Boxing' } }
  const change = { project, template, reopenReason: '' }
  const add = () => database.as(officer, (tx) => addEntry(officer, tx, AT, change, asset))
  assert.ok((await add()).ok)
  assert.equal((await stepTwo()).state, 'in progress')
  const shown = await read()
  assert.deepEqual(await database.as(coach, (tx) => sayReady(coach, tx, AT, project, shown)), {
    ok: false,
    reason: 'not-your-role',
  })
  assert.ok((await database.as(sergeant, (tx) => sayReady(sergeant, tx, AT, project, shown))).ok)
  assert.deepEqual(await waiting(otherSergeant), [2])
  assert.deepEqual(await waiting(sergeant), [], 'not to who said it was ready')
  assert.deepEqual(await waiting(officer), [])
  assert.deepEqual(await sign(sergeant), { ok: false, reason: 'same-person' })
  assert.deepEqual(await sign(officer), { ok: false, reason: 'not-your-role' })
  assert.deepEqual(await sign(otherSergeant, ['Something']), { ok: false, reason: 'still-needed' })
  const before = await read()
  assert.ok((await add()).ok)
  assert.deepEqual(
    await database.as(otherSergeant, (tx) => signOffStep(otherSergeant, tx, AT, project, before, [])),
    {
      ok: false,
      reason: 'changed',
    },
  )
  assert.ok((await sign(otherSergeant)).ok)
  assert.equal((await stepTwo()).state, 'signed off')
  assert.deepEqual(await waiting(otherSergeant), [])
})

test('[P8] a signed-off step goes back with a reason, and is said to be ready again', async () => {
  const shown = await read()
  assert.ok(
    (await database.as(officer, (tx) => reopenStep(officer, tx, AT, project, shown, 'A walk found more'))).ok,
  )
  const step = await stepTwo()
  assert.deepEqual([step.state, step.reopened?.why], ['reopened', 'A walk found more'])
  const again = await read()
  assert.ok((await database.as(officer, (tx) => sayReady(officer, tx, AT, project, again))).ok)
  assert.ok((await sign(sergeant)).ok)
})

test('[P20] who writes names an owner who is on the team today, and nobody else', async () => {
  const name = async (by: Viewer, owner: Viewer | null) => {
    const shown = await read()
    return database.as(by, (tx) => setStepOwner(by, tx, AT, project, shown, owner?.personId ?? null))
  }
  assert.deepEqual(await name(coach, officer), { ok: false, reason: 'not-your-role' })
  assert.deepEqual(await name(officer, otherSergeant), { ok: false, reason: 'not-on-team' })
  assert.ok((await name(officer, sergeant)).ok)
  assert.equal((await stepTwo()).owner?.id, sergeant.personId)
  assert.ok((await name(officer, null)).ok)
  assert.equal((await stepTwo()).owner, null)
})

test('[P23] a coach comments in that role, for staff alone; who is on the team from outside does not', async () => {
  await putOnTeam(database, project, resident, 'resident')
  const comment = (by: Viewer) =>
    database.as(by, (tx) => addComment(by, tx, AT, project, 2, 'Ask the caretaker'))
  assert.deepEqual(await comment(resident), { ok: false, reason: 'not-your-role' })
  assert.ok((await comment(coach)).ok)
  const readBy = (viewer: Viewer) => database.as(viewer, (tx) => listComments(viewer, tx, project))
  assert.deepEqual(
    (await readBy(officer)).map(({ step, words, role }) => ({ step, words, role })),
    [{ step: 2, words: 'Ask the caretaker', role: 'coach' }],
  )
  assert.deepEqual(await readBy(resident), [])
})
