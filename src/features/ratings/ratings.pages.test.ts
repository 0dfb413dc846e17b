import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { Project } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import type { Message } from '#platform/messaging/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { chaseMissing, giveRating, listRounds, listWaitingRatings, ratingPages } from './index.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
let now = new Date('2026-04-01T10:00:00Z')
let project: Project

const force = await openMadeForce()
const { database, officer, second, sergeant, inspector, leader, coach, resident, outsider } = force
const site = viewerApp((routes) =>
  ratingPages(
    routes,
    pageNeeds(database, () => now),
  ),
)

async function opened(): Promise<string> {
  project = await openMadeProject(database, force, now)
  await putOnTeam(database, project, second, 'officer')
  await putOnTeam(database, project, coach, 'coach')
  await putOnTeam(database, project, resident, 'resident')
  return `/projects/${project.number}/ratings`
}

async function ask(at: string, fields: Record<string, string | string[]> = {}) {
  const { text } = await site.as(sergeant).get(`${at}/new`)
  return site.as(sergeant).post(at, {
    ...hiddenFields(text, '/ratings'),
    steps: ['1', '2'],
    team: [officer.personId, second.personId],
    manager: sergeant.personId,
    reviewer: coach.personId,
    'due-day': '20',
    'due-month': '4',
    'due-year': '2026',
    ...fields,
  })
}

async function roundAt(at: string): Promise<string> {
  const [round] = await database.as(sergeant, (tx) => listRounds(sergeant, tx, project))
  return `${at}/${round!.id}`
}

async function give(viewer: Viewer, round: string, one: string, two = '1', note = '') {
  const { text } = await site.as(viewer).get(`${round}/give`)
  return site.as(viewer).post(`${round}/give`, {
    ...hiddenFields(text, '/give'),
    'level-1': one,
    'level-2': two,
    'note-1': note,
  })
}

test('[R1] [R2] [R3] [R4] three parts rate unseen, and the last one shows all side by side with their gap', async () => {
  const at = await opened()
  assert.equal((await ask(at)).status, 303)
  const round = await roundAt(at)
  assert.equal((await give(officer, round, '4', '2', HOSTILE)).status, 303)
  assert.equal((await give(second, round, '5')).status, 303)
  assert.equal((await give(sergeant, round, '2')).status, 303)
  for (const viewer of [officer, sergeant, coach, inspector]) {
    const { text } = await site.as(viewer).get(at)
    assert.match(text, /Round 1 is open/)
    assert.doesNotMatch(text, /alert\(1\)/)
    assert.doesNotMatch(text, /n\s=\s/)
    assert.doesNotMatch((await site.as(viewer).get(`${at}.json`)).text, /"level"|alert/)
  }
  assert.equal((await give(coach, round, '1')).status, 303)
  const { text } = await site.as(officer).get(at)
  assert.match(text, /4\.5 \(n\s=\s2\)/)
  assert.match(text, /3\.5: talk it over/)
  assert.match(text, /Mean of the raters, each counted once/)
  assert.match(text, /&lt;script&gt;alert\(1\)/)
  assert.match(text, /platform default, not the University’s/)
  assert.match(text, /never about a person/)
  const words = text.slice(text.indexOf('<main'))
  for (const name of ['Olu Fficer', 'Sec Ond', 'Coa Ch'])
    assert.ok(!words.includes(name), `${name} is not named`)
  const late = await database.as(officer, (tx) =>
    giveRating(officer, tx, now, project, round.split('/').at(-1)!, [
      { step: 1, level: 0, cannotSayWhy: null, note: '' },
    ]),
  )
  assert.deepEqual(late, { ok: false, reason: 'ended' })
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[R9] the history has who gave when, and levels by part only once the round has ended', async () => {
  const at = await opened()
  await ask(at)
  const round = await roundAt(at)
  const history = () =>
    database.owner
      .selectFrom('audit_entry')
      .select(['action', 'after'])
      .where('subject_id', '=', project.id)
      .where('action', 'like', '%rat%')
      .execute()
  for (const viewer of [officer, second, sergeant]) await give(viewer, round, '4')
  const before = await history()
  assert.ok(before.length >= 4)
  assert.doesNotMatch(JSON.stringify(before), /level/)
  await give(coach, round, '1')
  const ended = (await history()).filter(({ action }) => action === 'rating round ended')
  const { levels } = ended[0]!.after as { levels: { part: string; step: number; level: number }[] }
  assert.deepEqual(
    levels.filter(({ step }) => step === 1).map(({ part, level }) => [part, level]),
    [
      ['line manager', 4],
      ['reviewer', 1],
      ['team', 4],
      ['team', 4],
    ],
  )
  assert.doesNotMatch(JSON.stringify(levels), /person/)
})

test('[R3] before a round ends the database gives a rating to nobody but who gave it, whatever a query asks', async () => {
  const at = await opened()
  await ask(at)
  const round = await roundAt(at)
  const id = round.split('/').at(-1)!
  await give(officer, round, '4')
  const seen = (viewer: Viewer | { forceId: string; personId: null }) =>
    database.as(viewer, (tx) => tx.selectFrom('rating_mark').selectAll().where('round_id', '=', id).execute())
  assert.equal((await seen(officer)).length, 2)
  for (const other of [
    second,
    sergeant,
    coach,
    inspector,
    outsider,
    { forceId: officer.forceId, personId: null },
  ])
    assert.equal((await seen(other)).length, 0)
  const forged = {
    force_id: officer.forceId,
    round_id: id,
    person_id: officer.personId,
    giving: 2,
    step: 1,
    level: 0,
  }
  await assert.rejects(
    database.as(sergeant, (tx) => tx.insertInto('rating_mark').values(forged).execute()),
    /row-level security/,
  )
  await assert.rejects(
    database.as(officer, (tx) =>
      tx.updateTable('rating_mark').set({ level: 5 }).where('round_id', '=', id).execute(),
    ),
    /permission denied/,
  )
  const history = await database.as(sergeant, (tx) =>
    tx.selectFrom('audit_entry').select('after').where('action', '=', 'rating given').execute(),
  )
  assert.ok(history.every(({ after }) => !('levels' in after)))
})

test('[R2] [R3] a rating can be given again until a supervisor ends the round with a reason; missing is said', async () => {
  const at = await opened()
  await ask(at)
  const round = await roundAt(at)
  await give(officer, round, '1')
  assert.match((await site.as(officer).get(at)).text, /You have given yours/)
  assert.match((await site.as(officer).get(`${round}/give`)).text, /value="1" checked/)
  await give(officer, round, '3')
  const page = (await site.as(sergeant).get(at)).text
  const empty = await site.as(sergeant).post(`${round}/end`, { ...hiddenFields(page, '/end'), why: '' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Say why the round ends/)
  assert.equal((await site.as(officer).post(`${round}/end`, { why: 'No' })).status, 403)
  const fields = { ...hiddenFields(page, '/end'), why: 'The coach is ill' }
  assert.equal((await site.as(sergeant).post(`${round}/end`, fields)).status, 303)
  assert.equal((await site.as(sergeant).post(`${round}/end`, fields)).status, 303)
  const { text } = await site.as(leader).get(at)
  assert.match(text, /The coach is ill/)
  assert.match(text, /Team: 1 of 2 not given; Line manager: not given; Independent reviewer: not given/)
  assert.match(text, /3 \(n\s=\s1\)/)
  assert.equal((await give(second, round, '5')).status, 409)
  await ask(at)
  await give(officer, await roundAt(at), '5')
  const again = (await site.as(sergeant).get(at)).text
  await site.as(sergeant).post(`${await roundAt(at)}/end`, { ...hiddenFields(again, '/end'), why: 'Done' })
  assert.match((await site.as(officer).get(at)).text, /up 2/)
})

test('[R1] a round needs its people, each in one part; another cannot open beside it', async () => {
  const at = await opened()
  const nobody = await ask(at, { team: [], manager: '', reviewer: '' })
  assert.equal(nobody.status, 422)
  assert.match(nobody.text, /Choose who is asked/)
  assert.match((await ask(at, { steps: [] })).text, /Choose at least one step/)
  assert.match((await ask(at, { 'due-day': '31', 'due-month': '2' })).text, /Enter a real date/)
  assert.match((await ask(at, { 'due-year': '2025' })).text, /Choose a day that is not past/)
  assert.match((await ask(at, { team: [resident.personId] })).text, /cannot be asked any more/)
  assert.match((await ask(at, { team: [outsider.personId] })).text, /cannot be asked any more/)
  assert.match((await ask(at, { team: [sergeant.personId] })).text, /in one part only/)
  assert.equal((await ask(at, { _key: '' })).status, 422)
  assert.equal((await ask(at)).status, 303)
  assert.match((await ask(at)).text, /A round is open already/)
})

test('[R8] partners, residents and other forces find no ratings; only supervisors and leaders the overview', async () => {
  const at = await opened()
  await ask(at)
  const round = await roundAt(at)
  for (const viewer of [resident, outsider]) {
    for (const path of [at, `${at}.csv`, `${at}.json`, `${at}/new`, `${round}/give`])
      assert.equal((await site.as(viewer).get(path)).status, 404, path)
    assert.deepEqual(await database.as(viewer, (tx) => listRounds(viewer, tx, project)), [])
  }
  assert.equal((await site.as(officer).get(`${at}/new`)).status, 403)
  assert.equal((await site.as(inspector).get(`${round}/give`)).status, 404)
  assert.equal((await site.as(null).get(at)).status, 303)
  for (const [viewer, status] of [
    [sergeant, 200],
    [leader, 200],
    [officer, 404],
    [coach, 404],
    [resident, 404],
  ] as const)
    assert.equal((await site.as(viewer).get('/ratings')).status, status)
})

test('[R5] who has not given theirs finds it waiting and is written to once a week, by however many nodes', async () => {
  now = new Date('2026-05-04T10:00:00Z')
  const at = await opened()
  await ask(at, { 'due-month': '5' })
  await give(officer, await roundAt(at), '3')
  const waiting = await database.as(coach, (tx) => listWaitingRatings(coach, tx))
  assert.ok(waiting.some(({ number }) => number === project.number))
  const mine = await database.as(officer, (tx) => listWaitingRatings(officer, tx))
  assert.ok(!mine.some(({ number }) => number === project.number))
  const sent: Message[] = []
  const needs = {
    database,
    clock: () => now,
    logger: { error: assert.fail } as never,
    mail: { send: async (message: Message) => void sent.push(message) } as never,
    config: { publicUrl: 'https://wardmote.example' },
  }
  const about = () => sent.filter(({ text }) => text.includes(project.number)).length
  await chaseMissing(needs)
  assert.equal(about(), 0)
  now = new Date('2026-05-11T10:00:00Z')
  await Promise.all([chaseMissing(needs), chaseMissing(needs)])
  assert.equal(about(), 3)
  await chaseMissing(needs)
  assert.equal(about(), 3)
  now = new Date('2026-05-18T10:00:00Z')
  await chaseMissing(needs)
  assert.equal(about(), 6)
  assert.match(sent.at(-1)!.text, /https:\/\/wardmote\.example\/projects\/\S+\/give/)
  now = new Date('2026-04-01T10:00:00Z')
})

test('[R7] an inspector changes a level’s words; a round keeps those it was opened with', async () => {
  const at = await opened()
  await ask(at)
  const round = await roundAt(at)
  const path = '/ratings/rubric/steps/1'
  assert.equal((await site.as(sergeant).get(path)).status, 403)
  assert.match((await site.as(officer).get('/ratings/rubric')).text, /Platform default, not the University’s/)
  const { text } = await site.as(inspector).get(path)
  const words = Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((level) => [`level-${level}`, `Own words ${level}`]),
  )
  const fields = { ...hiddenFields(text, path), ...words, 'level-5': HOSTILE, why: 'Ours say it better' }
  assert.equal((await site.as(inspector).post(path, { ...fields, why: '' })).status, 422)
  assert.equal((await site.as(inspector).post(path, fields)).status, 303)
  const changed = await site.as(officer).get('/ratings/rubric')
  assert.match(changed.text, /Own words 3/)
  assert.match(changed.text, /version 1; not the University’s/)
  assert.doesNotMatch(changed.text, /<script>alert/)
  const stale = await site.as(inspector).post(path, {
    ...fields,
    _key: hiddenFields((await site.as(inspector).get(path)).text, path)._key!,
    _version: '0',
  })
  assert.equal(stale.status, 409)
  assert.match(stale.text, /Somebody else saved the rubric/)
  assert.match((await site.as(officer).get(`${round}/give`)).text, /Some recent crime figures/)
  assert.equal((await site.as(officer).get('/ratings/rubric/7')).status, 404)
})
