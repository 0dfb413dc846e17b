import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import type { FiguresToday } from './figures.ts'
import { projectsPages } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const _code = 'E01000002' as AreaCode

const force = await openMadeForce()
const { database, officer, sergeant, inspector, coach, resident, administrator, outsider } = force
const { from, to } = madeScreening()
let today: FiguresToday | null = {
  area: madeArea(2),
  areasRanked: 9,
  from,
  to,
  monthsKnown: 47,
  inputs: 'f3c1a0',
}
const site = viewerApp((routes) =>
  projectsPages(routes, {
    ...pageNeeds(database, () => AT),
    figuresToday: async () => today,
  }),
)

async function opened(placeName = 'Harbour Row'): Promise<string> {
  const signed = { by: inspector.personId, as: placeName, at: AT.toISOString() }
  const { number } = await openMadeProject(database, force, AT, {
    placeName,
    decision: {
      reason: placeName,
      exceptions: [{ kind: 'short-period', text: placeName }],
      prepared: signed,
      decided: signed,
      signedOff: signed,
      alternatives: [{ ...madeArea(1, { name: placeName }), wasShortlisted: true, reason: placeName }],
    },
  })
  return `/projects/${number}`
}

const evidence = {
  title: 'Residents’ survey',
  detail: 'Half do not walk here after dark',
  source: 'Residents’ association',
  'dated-day': '',
  'dated-month': '11',
  'dated-year': '2025',
  strength: 'some',
}

async function add(at: string, viewer: Viewer, fields: Record<string, string> = {}, path = 'evidence') {
  const page = await site.as(viewer).get(`${at}/${path}/new`)
  return site.as(viewer).post(`${at}/${path}`, {
    ...hiddenFields(page.text, `/${path}`),
    ...evidence,
    reopenReason: 'A survey came in',
    ...fields,
  })
}

async function itemPath(at: string, title: string): Promise<string> {
  const { text } = await site.as(officer).get(`${at}/steps/1`)
  const link = /href="([^"]*\/[0-9a-f-]{36})"/
  const row = text.split('</li>').find((one) => one.includes(title) && link.test(one))
  return link.exec(row ?? '')![1]!
}

test('[P5] eight steps with what they are for, each with its page', async () => {
  const at = await opened()
  const { text } = await site.as(officer).get(at)
  for (const name of ['1. Justification', '8. Escalation', 'bring the answer back'])
    assert.ok(text.includes(name))
  assert.equal(text.match(/govuk-task-list__link/g)?.length, 8)
  for (const step of [1, 2, 3, 4, 5, 6, 7, 8])
    assert.equal((await site.as(officer).get(`${at}/steps/${step}`)).status, 200)
})

test('[P8] [P9] adding to a signed-off Step 1 asks why, reopens it, and another inspector signs it off', async () => {
  const at = await opened()
  const refused = await add(at, officer, { reopenReason: '' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Say why the step needs to change after sign-off/)
  assert.match(refused.text, /value="Residents’ survey"/)
  assert.equal((await add(at, officer)).status, 303)
  const { text } = await site.as(inspector).get(`${at}/steps/1`)
  assert.match(text, /Reopened/)
  assert.match(text, /A survey came in/)
  assert.match(text, /November 2025/)
  assert.doesNotMatch((await site.as(sergeant).get(`${at}/steps/1`)).text, /Sign off Step 1/)
  const signed = await site.as(inspector).post(`${at}/steps/1/sign-off`, hiddenFields(text, '/sign-off'))
  assert.equal(signed.status, 303)
  const history = await site.as(coach).get(`${at}/history`)
  for (const action of ['Project opened', 'Evidence added', 'Step 1 signed off'])
    assert.ok(history.text.includes(action))
})

test('[P6] [P17] evidence without source, date or strength, or with an impossible date, is refused beside its field', async () => {
  const at = await opened()
  const bare = await add(at, officer, { source: '', 'dated-month': '', 'dated-year': '', strength: '' })
  assert.equal(bare.status, 422)
  const impossible = await add(at, officer, { 'dated-day': '30', 'dated-month': '2' })
  assert.match(impossible.text, /Enter a real date/)
  const missing = await add(at, officer, { source: ' ' })
  assert.match(missing.text, /Enter where it comes from/)
  assert.match(missing.text, /Half do not walk here after dark/)
})

test('[P11] two correct the same entry: the second sees both texts, and chooses', async () => {
  const at = await opened()
  await add(at, officer)
  const path = `${await itemPath(at, 'survey')}/correct`
  const form = async (viewer: Viewer) => hiddenFields((await site.as(viewer).get(path)).text, path)
  const [mine, theirs] = [await form(officer), await form(sergeant)]
  assert.equal(
    (await site.as(officer).post(path, { ...mine, ...evidence, detail: 'Saved first' })).status,
    303,
  )
  const late = await site.as(sergeant).post(path, { ...theirs, ...evidence, detail: 'Typed second' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Saved first/)
  assert.match(late.text, /Typed second<\/textarea>/)
  const again = { ...hiddenFields(late.text, path), ...evidence, detail: 'Typed second' }
  assert.equal((await site.as(sergeant).post(path, again)).status, 303)
})

test('[P7] a withdrawn entry stays on the record with its reason and can no longer be changed', async () => {
  const at = await opened()
  await add(at, officer)
  const path = await itemPath(at, 'survey')
  const page = await site.as(officer).get(`${path}/withdraw`)
  const done = await site.as(officer).post(`${path}/withdraw`, {
    ...hiddenFields(page.text, '/withdraw'),
    why: 'Asked too few people',
  })
  assert.equal(done.status, 303)
  const { text } = await site.as(officer).get(`${at}/record`)
  assert.match(text, /Withdrawn by PCSO Olu Fficer, 1 April 2026 at 11:00am: Asked too few people/)
})

test('[P15] the same form sent twice adds one entry', async () => {
  const at = await opened()
  const page = await site.as(officer).get(`${at}/issues/new`)
  const fields = { ...hiddenFields(page.text, '/issues'), title: 'Said once', reopenReason: 'x' }
  const send = () => site.as(officer).post(`${at}/issues`, fields)
  const replies = await Promise.all([send(), send()])
  assert.deepEqual(
    replies.map((reply) => reply.status),
    [303, 303],
  )
  const { text } = await site.as(officer).get(`${at}/steps/1`)
  assert.equal(text.match(/wm-words">Said once</g)?.length, 1)
})

test('[P10] figures then and today, and whether the inputs changed', async () => {
  const at = await opened()
  const same = await site.as(coach).get(`${at}/steps/1/figures`)
  assert.match(same.text, /Nothing it was computed from has changed/)
  const before = today!
  today = { ...before, inputs: 'other', monthsKnown: 50 }
  assert.match((await site.as(coach).get(`${at}/steps/1/figures`)).text, /has changed since/)
  today = null
  assert.match((await site.as(coach).get(`${at}/steps/1/figures`)).text, /cannot be made/)
  today = before
})

test('[P12] a supervisor adds people and ends parts; others read', async () => {
  const at = await opened()
  const page = await site.as(sergeant).get(`${at}/team`)
  const fields = { ...hiddenFields(page.text, '/team'), person: resident.personId, part: 'resident' }
  const date = { day: '1', month: '4', year: '2026' }
  const impossible = await site.as(sergeant).post(`${at}/team`, { ...fields, ...date, day: '31' })
  assert.match(impossible.text, /Enter a real date/)
  assert.equal((await site.as(resident).get(at)).status, 404)
  assert.equal((await site.as(sergeant).post(`${at}/team`, { ...fields, ...date })).status, 303)
  assert.equal((await site.as(resident).get(at)).status, 200)
  assert.equal((await site.as(resident).get(`${at}/issues/new`)).status, 403)
  const team = await site.as(sergeant).get(`${at}/team`)
  const end = /href="([^"]*\/end)">End<span[^>]*> the part of Res Ident/.exec(team.text)![1]!
  const ending = hiddenFields((await site.as(sergeant).get(end)).text, '/end')
  assert.equal((await site.as(sergeant).post(end, { ...ending, ...date, why: 'Moved away' })).status, 303)
  assert.match((await site.as(coach).get(`${at}/team`)).text, /Moved away/)
  assert.equal((await site.as(officer).post(`${at}/team`, { ...fields, ...date })).status, 403)
})

test('[P1] absent and not yours are the same 404 on every address', async () => {
  const at = await opened()
  for (const viewer of [outsider, administrator, resident])
    for (const path of ['', '/steps/1', '/steps/1/figures', '/team', '/history', '/record', '/record.json'])
      assert.equal((await site.as(viewer).get(`${at}${path}`)).status, 404, path)
  for (const path of ['/issues', '/steps/1/sign-off', '/team'])
    assert.equal((await site.as(outsider).post(`${at}${path}`, {})).status, 404)
  for (const path of ['/projects/AVE-2026-999', '/projects/nonsense', `${at}/steps/9`])
    assert.equal((await site.as(officer).get(path)).status, 404)
  assert.equal((await site.as(administrator).get('/projects')).status, 404)
  assert.match((await site.as(outsider).get('/projects')).text, /There are none yet/)
  assert.equal((await site.as(null).get('/projects')).location, '/sign-in')
})

test('the list finds by word, keeps the word in its pages, and says when nothing fits', async () => {
  await opened('Quayside Steps')
  assert.match((await site.as(officer).get('/projects?search=quayside')).text, /Quayside Steps/)
  const none = await site.as(officer).get('/projects?search=nowhere&state=closed')
  assert.match(none.text, /No project fits/)
  assert.match(none.text, /value="nowhere"/)
  assert.equal((await site.as(officer).get('/projects?page=x&state=y')).status, 200)
})

test('the record as data holds what the page holds, without anybody’s id', async () => {
  const at = await opened()
  const { text } = await site.as(coach).get(`${at}/record.json`)
  const record = JSON.parse(text)
  assert.equal(record.format, 'wardmote-project-record/4')
  assert.equal(record.steps.length, 8)
  assert.ok(record.entries.length > 10)
  assert.equal(record.team[0].name, 'Olu Fficer')
  assert.equal(record.history[0].action, 'project opened')
})

test('hostile text is printed as text wherever it is shown', async () => {
  const at = await opened(HOSTILE)
  for (const path of ['evidence', 'issues', 'who-could-be-harmed', 'what-we-know', 'what-we-do-not-know'])
    assert.equal(
      (
        await add(
          at,
          officer,
          { title: HOSTILE, detail: HOSTILE, source: HOSTILE, reopenReason: HOSTILE },
          path,
        )
      ).status,
      303,
    )
  const item = await itemPath(at, '&lt;script')
  for (const path of [
    at,
    `${at}/steps/1`,
    `${at}/steps/1/figures`,
    `${at}/team`,
    `${at}/history`,
    `${at}/record`,
    item,
    `${item}/correct`,
    `${item}/withdraw`,
    '/projects',
  ]) {
    const { text, status } = await site.as(officer).get(path)
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path)
    assert.match(text, /&lt;script&gt;alert\(1\)/, path)
  }
})

test('[P15] a form without its key writes nothing, keeps what was typed and comes back with another', async () => {
  const at = await opened()
  const refused = await add(at, officer, { _key: '' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /This form is out of date; send it again/)
  assert.match(refused.text, /Half do not walk here after dark<\/textarea>/)
  assert.doesNotMatch((await site.as(officer).get(`${at}/steps/1`)).text, /Half do not walk here/)
  const again = hiddenFields(refused.text, '/evidence')
  assert.equal((await add(at, officer, again)).status, 303)
  assert.equal((await add(at, officer)).status, 303)
  const signing = await site.as(inspector).post(`${at}/steps/1/sign-off`, { _version: '3' })
  assert.equal(signing.status, 422)
  assert.match(signing.text, /out of date/)
  const team = { person: resident.personId, part: 'resident', day: '1', month: '4', year: '2026' }
  assert.equal((await site.as(sergeant).post(`${at}/team`, team)).status, 422)
  assert.equal((await site.as(resident).get(at)).status, 404)
})

async function mark(at: string, viewer: Viewer, fields: Record<string, string>) {
  const { text } = await site.as(sergeant).get(at)
  return site.as(viewer).post(`${at}/sensitive`, { ...hiddenFields(text, '/sensitive'), ...fields })
}

async function readers(at: string): Promise<string[]> {
  const rows = await database.owner
    .selectFrom('audit_entry')
    .innerJoin('project', (join) =>
      join.on((eb) => eb(eb.cast<string>('project.id', 'text'), '=', eb.ref('subject_id'))),
    )
    .innerJoin('person', 'person.id', 'audit_entry.person_id')
    .select('person.name')
    .where('project.number', '=', at.split('/').at(-1)!)
    .where('action', '=', 'record read')
    .orderBy('sequence')
    .execute()
  return rows.map((row) => row.name)
}

test('[P16] a sergeant marks a project sensitive with a reason and removes the mark; nobody below does', async () => {
  const at = await opened()
  assert.doesNotMatch((await site.as(officer).get(at)).text, /Mark as sensitive/)
  assert.equal((await mark(at, officer, { 'sensitive-why': 'A victim lives here' })).status, 403)
  const blank = await mark(at, sergeant, { 'sensitive-why': ' ' })
  assert.equal(blank.status, 422)
  assert.match(blank.text, /Enter the reason/)
  const late = hiddenFields((await site.as(inspector).get(at)).text, '/sensitive')
  assert.equal((await mark(at, sergeant, { 'sensitive-why': 'A victim lives here' })).location, at)
  const conflict = await site.as(inspector).post(`${at}/sensitive`, { ...late, 'sensitive-why': 'x' })
  assert.equal(conflict.status, 409)
  assert.match((await site.as(officer).get(at)).text, /who reads any page of it is logged/)
  assert.equal((await mark(at, sergeant, { 'sensitive-why': 'They moved away' })).status, 303)
  const { text } = await site.as(coach).get(`${at}/history`)
  for (const said of [
    'Project marked sensitive',
    'A victim lives here',
    'Sensitive mark removed',
    'They moved',
  ])
    assert.ok(text.includes(said), said)
})

test('[P16] every page and export of a marked project that is shown is logged once, with who read it', async () => {
  const at = await opened()
  for (const path of ['', '/record', '/history']) await site.as(officer).get(`${at}${path}`)
  assert.deepEqual(await readers(at), [], 'nothing is logged of a project without the mark')
  await mark(at, sergeant, { 'sensitive-why': 'A victim lives here' })
  assert.deepEqual(await readers(at), [])
  const pages = ['', '/record', '/record.json', '/history', '/team', '/steps/1', '/steps/1/figures']
  for (const path of [...pages, '/issues/new'])
    assert.equal((await site.as(officer).get(`${at}${path}`)).status, 200)
  assert.deepEqual(await readers(at), Array(pages.length + 1).fill(officer.name))
  const refused = await site.as(officer).post(`${at}/issues`, {})
  assert.equal(refused.status, 422)
  assert.equal((await readers(at)).length, pages.length + 2, 'a refused form shows the record too')
  assert.equal((await site.as(outsider).get(at)).status, 404)
  assert.equal((await site.as(coach).get(`${at}/issues/new`)).status, 403)
  assert.equal((await add(at, officer)).status, 303)
  assert.equal(
    (await readers(at)).length,
    pages.length + 3,
    'the form was read, and its redirect shows nothing',
  )
  const { text } = await site.as(coach).get(`${at}/history`)
  assert.match(text, /Who read it/)
  assert.ok(text.split('Who read it')[1]!.includes(officer.name))
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})
