import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { listHistory, verifyChains } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { madeScreening, saveMadeScreening } from '#tests/support/made-screening.ts'
import { findDecision, listDecisions, listWaiting } from './decision.store.ts'
import type { DecisionId, DecisionText } from './decision.ts'
import { decide, returnDecision, signOff, withdrawDecision } from './decision-act.store.ts'
import { draftDecision, saveReasons, saveText } from './decision-text.store.ts'
import { addToShortlist, changeShortlist, listShortlist } from './shortlist.store.ts'

const AT = new Date('2025-04-01T10:00:00Z')
const code = (rank: number) => `E0100000${rank}` as AreaCode
const force = await openMadeForce()
const { database, sergeant, inspector, leader, analyst, outsider } = force

const text = (fields: Partial<DecisionText> = {}): DecisionText => ({
  reason: 'It has been among the highest for four years',
  placeName: 'Harbour Row',
  areaCodes: [code(2)],
  boundaryReason: '',
  exceptions: { 'short-period': '', 'outside-top-band': '' },
  leadOfficerId: sergeant.personId,
  supervisorId: sergeant.personId,
  ...fields,
})

async function drafted() {
  const saved = await saveMadeScreening(database, analyst)
  const id = randomUUID() as DecisionId
  await database.as(analyst, (tx) =>
    draftDecision(analyst, tx, AT, {
      id,
      screeningId: saved.id,
      areaCode: code(2),
      placeName: 'Averley 002A',
      supervisorId: null,
    }),
  )
  return { saved, id }
}

async function complete() {
  const { saved, id } = await drafted()
  await database.as(analyst, async (tx) => {
    assert.ok((await saveText(analyst, tx, AT, { id, textVersion: 1 }, text())).ok)
    const areas = [1, 3].map((rank) => ({ areaCode: code(rank), version: 0 }))
    assert.ok((await saveReasons(analyst, tx, AT, id, areas, 'Already in a partnership plan')).ok)
  })
  return { saved, id }
}

async function decided() {
  const { saved, id } = await complete()
  const outcome = await database.as(sergeant, (tx) => decide(sergeant, tx, AT, { id, version: 3 }, saved))
  assert.ok(outcome.ok)
  return { saved, id }
}

const load = (id: DecisionId) => database.as(analyst, (tx) => findDecision(analyst, tx, id))

test('[D2] areas go on and off the shortlist, once each, and a note keeps its history', async () => {
  const saved = await saveMadeScreening(database, analyst)
  const list = () => database.as(analyst, (tx) => listShortlist(analyst, tx, saved.id))
  await database.as(analyst, (tx) =>
    addToShortlist(analyst, tx, AT, saved.id, [code(1), code(4)], 'Near school'),
  )
  await database.as(sergeant, (tx) => addToShortlist(sergeant, tx, AT, saved.id, [code(1)], 'Again'))
  assert.deepEqual(
    (await list()).map((entry) => [entry.areaCode, entry.note, entry.addedByName]),
    [
      [code(1), 'Near school', 'Ana Lyst'],
      [code(4), 'Near school', 'Ana Lyst'],
    ],
  )
  const entry = { screeningId: saved.id, areaCode: code(1), version: 1 }
  await database.as(analyst, (tx) => changeShortlist(analyst, tx, AT, entry, { note: 'Two schools' }))
  const stale = await database.as(sergeant, (tx) =>
    changeShortlist(sergeant, tx, AT, entry, { note: 'Mine' }),
  )
  assert.deepEqual(stale, { ok: false, reason: 'changed' })
  await database.as(analyst, (tx) =>
    changeShortlist(analyst, tx, AT, { ...entry, version: 2 }, { isRemoved: true }),
  )
  assert.deepEqual(
    (await list()).map((one) => one.areaCode),
    [code(4)],
  )
  const history = await database.as(analyst, (tx) => listHistory(tx, { kind: 'shortlist', id: saved.id }))
  assert.deepEqual(
    history.map((one) => one.action),
    ['areas shortlisted', 'shortlist note changed', 'area taken off the shortlist'],
  )
})

test('[D6] two people choosing the same area at the same moment work on one draft', async () => {
  const saved = await saveMadeScreening(database, analyst)
  const choose = (viewer: Viewer) =>
    database.as(viewer, (tx) =>
      draftDecision(viewer, tx, AT, {
        id: randomUUID() as DecisionId,
        screeningId: saved.id,
        areaCode: code(2),
        placeName: 'Averley 002A',
        supervisorId: null,
      }),
    )
  const [one, other] = await Promise.all([choose(analyst), choose(sergeant)])
  assert.ok(one.ok && other.ok)
  assert.equal(one.value, other.value)
})

test('[D8] one reason for several areas is kept as a copy for each', async () => {
  const { id } = await complete()
  assert.deepEqual(
    (await load(id))?.reasons.map((reason) => [reason.areaCode, reason.reason]),
    [1, 3].map((rank) => [code(rank), 'Already in a partnership plan']),
  )
})

test('[D8] [D12] an incomplete decision is refused; a complete one freezes figures and alternatives', async () => {
  const { saved, id } = await drafted()
  const early = await database.as(sergeant, (tx) => decide(sergeant, tx, AT, { id, version: 1 }, saved))
  assert.deepEqual(early, { ok: false, reason: 'incomplete' })
  const made = await decided()
  const decision = await load(made.id)
  assert.equal(decision?.state, 'decided')
  assert.equal(decision?.decided?.as, 'Sergeant Sam Geant')
  assert.deepEqual(decision?.frozen?.figures.chosen, made.saved.screening.areas[1])
  assert.deepEqual(
    decision?.frozen?.alternatives.map((one) => one.code),
    [code(1), code(3)],
  )
})

test('[D14] the second of two editors is refused, and nothing of theirs is saved', async () => {
  const { id } = await drafted()
  const save = (viewer: Viewer, reason: string) =>
    database.as(viewer, (tx) => saveText(viewer, tx, AT, { id, textVersion: 1 }, text({ reason })))
  const outcomes = await Promise.all([save(analyst, 'mine'), save(sergeant, 'theirs')])
  assert.deepEqual(outcomes.map((outcome) => outcome.ok).sort(), [false, true])
  assert.deepEqual(
    outcomes.find((outcome) => !outcome.ok),
    { ok: false, reason: 'changed' },
  )
})

test('[D14] deciding on a page that is no longer what is stored is refused', async () => {
  const { saved, id } = await complete()
  await database.as(analyst, (tx) =>
    saveReasons(analyst, tx, AT, id, [{ areaCode: code(3), version: 1 }], 'Changed meanwhile'),
  )
  const outcome = await database.as(sergeant, (tx) => decide(sergeant, tx, AT, { id, version: 3 }, saved))
  assert.deepEqual(outcome, { ok: false, reason: 'changed' })
})

test('[D13] two inspectors signing off at the same moment open one project', async () => {
  const { id } = await decided()
  let opened = 0
  const openProject = async (_tx: Tx) => `AVE-2025-00${++opened}`
  const sign = (viewer: Viewer) =>
    database.as(viewer, (tx) => signOff(viewer, tx, AT, { id, version: 4 }, openProject))
  const outcomes = await Promise.all([sign(inspector), sign(leader)])
  assert.equal(opened, 1)
  assert.deepEqual(
    outcomes.find((outcome) => !outcome.ok),
    { ok: false, reason: 'already-signed-off' },
  )
  const decision = await load(id)
  assert.equal(decision?.projectNumber, 'AVE-2025-001')
  assert.notEqual(decision?.signedOff?.by, decision?.decided?.by)
})

test('[D13] a project that cannot be opened leaves the decision as it was', async () => {
  const { id } = await decided()
  const fails = async () => {
    throw new Error('disk full')
  }
  await assert.rejects(
    database.as(inspector, (tx) => signOff(inspector, tx, AT, { id, version: 4 }, fails)),
    /disk full/,
  )
  assert.equal((await load(id))?.state, 'decided')
})

test('[D4] [D5] returned with a reason, put right, decided again; the figures are frozen anew', async () => {
  const { saved, id } = await decided()
  await database.as(inspector, (tx) => returnDecision(inspector, tx, AT, { id, version: 4 }, 'Say more'))
  const returned = await load(id)
  assert.equal(returned?.state, 'returned')
  assert.equal(returned?.returned?.why, 'Say more')
  await database.as(analyst, (tx) =>
    saveText(analyst, tx, AT, { id, textVersion: 2 }, text({ reason: 'More words' })),
  )
  const screening = madeScreening({ inputs: 'changed' })
  const outcome = await database.as(sergeant, (tx) =>
    decide(sergeant, tx, AT, { id, version: 6 }, { ...saved, screening }),
  )
  assert.ok(outcome.ok)
  assert.equal((await load(id))?.frozen?.figures.inputs, 'changed')
})

test('[D3] [D4] a decision waits for whoever can move it on, and never for who has just acted', async () => {
  const { saved, id } = await complete()
  const waitsFor = async (viewer: Viewer) =>
    (await database.as(viewer, (tx) => listWaiting(viewer, tx))).find((waiting) => waiting.id === id)?.state
  assert.equal(await waitsFor(sergeant), 'draft')
  assert.equal(await waitsFor(leader), undefined, 'a leader signs off and does not decide')
  assert.equal(await waitsFor(analyst), undefined)
  assert.equal(await waitsFor(outsider), undefined)
  const outcome = await database.as(inspector, (tx) => decide(inspector, tx, AT, { id, version: 3 }, saved))
  assert.ok(outcome.ok)
  assert.equal(await waitsFor(sergeant), undefined)
  assert.equal(await waitsFor(inspector), undefined, 'nobody signs off their own')
  assert.equal(await waitsFor(leader), 'decided')
})

test('[D5] a withdrawn decision keeps its reason and frees the area for another', async () => {
  const { saved, id } = await drafted()
  const outcome = await database.as(analyst, (tx) =>
    withdrawDecision(analyst, tx, AT, { id, version: 1 }, 'Another team is there'),
  )
  assert.ok(outcome.ok)
  const again = randomUUID() as DecisionId
  const next = { id: again, screeningId: saved.id, areaCode: code(2), placeName: 'x', supervisorId: null }
  assert.deepEqual(await database.as(analyst, (tx) => draftDecision(analyst, tx, AT, next)), {
    ok: true,
    value: again,
  })
  assert.equal((await load(id))?.withdrawn?.why, 'Another team is there')
})

test("[D1] another force's person finds nothing, even with the id", async () => {
  const { saved, id } = await decided()
  const seen = await database.as(outsider, async (tx) => ({
    decision: await findDecision(outsider, tx, id),
    pretending: await findDecision({ ...outsider, forceId: analyst.forceId }, tx, id),
    list: await listDecisions(outsider, tx, { screeningId: saved.id }, { limit: 10, offset: 0 }),
    shortlist: await listShortlist(outsider, tx, saved.id),
  }))
  assert.deepEqual(seen, {
    decision: null,
    pretending: null,
    list: { decisions: [], total: 0 },
    shortlist: [],
  })
})

test("[D11] neither another force's person nor somebody who is no officer or supervisor leads a project", async () => {
  const { id } = await drafted()
  for (const { personId: leadOfficerId } of [outsider, analyst]) {
    const outcome = await database.as(analyst, (tx) =>
      saveText(analyst, tx, AT, { id, textVersion: 1 }, text({ leadOfficerId })),
    )
    assert.deepEqual(outcome, { ok: false, reason: 'not-on-staff' })
  }
})

test('every act of a decision is in the audit, and the chain holds', async () => {
  const { id } = await decided()
  const history = await database.as(analyst, (tx) => listHistory(tx, { kind: 'decision', id }))
  assert.deepEqual(
    history.map((entry) => [entry.action, entry.personName]),
    [
      ['decision drafted', 'Ana Lyst'],
      ['decision text changed', 'Ana Lyst'],
      ['reasons written', 'Ana Lyst'],
      ['decision made', 'Sam Geant'],
    ],
  )
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})
