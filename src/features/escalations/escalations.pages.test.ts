import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { type Project, projectsPages } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import type { Database } from '#platform/db/index.ts'
import { handOver, type Mail, openMail } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { startMailServer, type TakenMessage } from '#tests/support/mail-server.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { hiddenFields, TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import {
  escalationEntryParts,
  escalationStepPart,
  escalationsPages,
  listWaitingEscalations,
  lookAtClocks,
} from './index.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const closing: (() => Promise<void>)[] = []
const t = { after: (close: () => Promise<void>) => closing.push(close) } as never
let database: Database
let site: ReturnType<typeof viewerApp>
let taken: TakenMessage[]
let mail: Mail
// A Monday.
let now = new Date('2026-11-16T10:00:00Z')
let officer: Viewer
let sergeant: Viewer
let inspector: Viewer
let superintendent: Viewer
let partner: Viewer
let resident: Viewer
let coach: Viewer
let administrator: Viewer
let outsider: Viewer
let stranger: Viewer
let project: Project
const clock = () => now
const config = { publicUrl: 'https://wardmote.example' }
const logger = openLogger('silent')
const mailSoon = async (forceId: string) => {
  await handOver({ database, mail, clock, logger }, forceId)
}

before(async () => {
  database = await openTestDatabase(t)
  const server = await startMailServer(t)
  taken = server.taken
  mail = openMail({ smtpUrl: server.url, mailFrom: 'Wardmote <w@averley.example>', mailFolder: '' })
  const averley = await addForce(database, 'averley')
  officer = await averley.person('Olu Fficer', 'officer', 'PCSO')
  sergeant = await averley.person('Sam Geant', 'supervisor', 'sergeant')
  inspector = await averley.person('Ines Pector', 'supervisor', 'inspector')
  superintendent = await averley.person('Sue Perin', 'leader', 'superintendent')
  partner = await averley.person('Par Tner', 'partner')
  resident = await averley.person('Res Ident', 'resident')
  stranger = await averley.person('Stra Nger', 'partner')
  coach = await averley.person('Coa Ch', 'coach')
  administrator = await averley.person('Ad Min', 'administrator')
  outsider = await (await addForce(database, 'borough')).person('Una Other', 'supervisor', 'inspector')
  const needs = { database, clock, config, frame: () => TEST_FRAME, mailSoon }
  site = viewerApp((routes) => {
    projectsPages(routes, {
      database,
      clock,
      frame: () => TEST_FRAME,
      areasAround: async () => [],
      figuresToday: async () => null,
      stepParts: [escalationStepPart(needs)],
      entryParts: escalationEntryParts(needs),
    })
    escalationsPages(routes, needs)
  })
  project = await another('Harbour Row')
})
after(async () => {
  for (const close of closing.reverse()) await close()
})

async function another(placeName: string): Promise<Project> {
  const opened = await openMadeProject(database, { officer, sergeant, inspector }, now, { placeName })
  await putOnTeam(database, opened, resident, 'resident')
  return opened
}

const CONTACT = {
  post: 'Inspector, Harbour',
  organisation: 'Averley Constabulary',
  level: 'inspector',
  answersFor: 'anything',
  areaCode: '',
  personId: '',
  reach: 'Extension 1234',
  permission: 'agreed',
  visibleTo: 'staff',
  checkedOn: '2026-11-01',
}

async function contact(fields: Readonly<Record<string, string>>): Promise<string> {
  const page = await site.as(sergeant).get('/escalations/contacts/new')
  const reply = await site.as(sergeant).post('/escalations/contacts', {
    ...hiddenFields(page.text, '/contacts'),
    ...CONTACT,
    keeperId: sergeant.personId,
    ...fields,
  })
  assert.equal(reply.status, 303, reply.text.replace(/<[^>]+>|\s+/g, ' ').slice(0, 600))
  return reply.location.split('/').at(-1)!
}

const RAISED = {
  barrier: 'Nobody mends the lights',
  detail: 'Asked twice; we ask whose they are.',
  organisation: 'Averley City Council',
  level: 'inspector',
  contact: 'nobody',
}

async function raising(
  viewer: Viewer,
  fields: Readonly<Record<string, string>> = {},
  { of = project, query = '' } = {},
) {
  const at = `/projects/${of.number}/escalations`
  const page = await site.as(viewer).get(`${at}/new${query}`)
  return site.as(viewer).post(at, { ...hiddenFields(page.text, '/escalations'), ...RAISED, ...fields })
}

async function raised(fields: Readonly<Record<string, string>> = {}, of = project): Promise<string> {
  const reply = await raising(officer, fields, { of })
  assert.equal(reply.status, 303, reply.text.replace(/<[^>]+>|\s+/g, ' ').slice(0, 600))
  return reply.location
}

async function act(viewer: Viewer, path: string, name: string, fields: Record<string, string> = {}) {
  const { text } = await site.as(viewer).get(path)
  return site.as(viewer).post(`${path}/${name}`, { ...hiddenFields(text, `/${name}`), ...fields })
}

const FROM_OUTSIDE = {
  outcome: 'will be done',
  words: 'They are ours. Mended by Friday.',
  as: 'Head of street lighting',
  on: '2026-11-16',
  came: 'letter',
}

const plain = (html: string) => html.replace(/<[^>]+>|\s+/g, ' ').replace(/ +/g, ' ')

async function onDay(day: string, work: () => Promise<void>) {
  const before = now
  now = new Date(`${day}T10:00:00Z`)
  try {
    await work()
  } finally {
    now = before
  }
}

test('[E3] who writes in the project raises; others may not, and problems stand beside their fields', async () => {
  const bare = await raising(officer, { barrier: '', organisation: '', level: '' })
  assert.equal(bare.status, 422)
  for (const sentence of ['Say what is in the way', 'Say whose decision it is', 'Choose a level'])
    assert.ok(bare.text.includes(sentence), sentence)
  assert.match(bare.text, /we ask whose they are\.<\/textarea>/)
  for (const viewer of [resident, coach, superintendent]) {
    const at = `/projects/${project.number}/escalations`
    assert.equal((await site.as(viewer).get(`${at}/new`)).status, 403)
    assert.equal((await site.as(viewer).post(at, RAISED)).status, 403)
  }
  assert.equal((await site.as(outsider).get(`/projects/${project.number}/escalations/new`)).status, 404)
  const who = await contact({ name: 'Wrong Level', level: 'superintendent' })
  const wrong = await raising(officer, { contact: who })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Choose somebody who stands at that level/)
})

test('[E3] a form sent twice raises once', async () => {
  const at = `/projects/${project.number}/escalations`
  const page = await site.as(officer).get(`${at}/new`)
  const fields = { ...hiddenFields(page.text, '/escalations'), ...RAISED, barrier: 'Said once' }
  const replies = await Promise.all([site.as(officer).post(at, fields), site.as(officer).post(at, fields)])
  assert.equal(replies[0].location, replies[1].location)
  const { text } = await site.as(officer).get(`/projects/${project.number}/steps/8`)
  assert.equal(text.match(/>Said once<\/a>/g)?.length, 1)
})

test('[E4] an escalation cannot be closed without an answer', async () => {
  const path = await raised()
  const { text } = await site.as(officer).get(path)
  const fields = hiddenFields(text, '/withdraw')
  const reply = await site.as(officer).post(`${path}/close`, fields)
  assert.equal(reply.status, 422)
  assert.match(reply.text, /Write the answer before you close this escalation/)
})

test('[E5] [E9] who is asked answers here; the officer and the team are told once each, and the officer closes it', async () => {
  const who = await contact({ name: 'Ines Pector', personId: inspector.personId })
  taken.length = 0
  const path = await raised({ contact: who })
  assert.deepEqual(
    taken.map(({ to }) => to),
    [`${inspector.personId}@example.test`],
  )
  assert.match(taken[0]!.subject, /You are asked to remove a barrier: AVE-2026-001\/E\d+, Harbour Row/)
  assert.match(
    plain((await site.as(inspector).get(path)).text),
    /Acknowledgement due Thursday 19 November, 3 working days left/,
  )
  for (const other of [sergeant, superintendent, officer])
    assert.equal(
      (await site.as(other).post(`${path}/answer`, { ...FROM_OUTSIDE, _version: '1' })).status,
      422,
    )
  assert.equal((await act(inspector, path, 'acknowledge')).status, 303)
  assert.match(
    plain((await site.as(officer).get(path)).text),
    /Answer due Monday 7 December, 15 working days left/,
  )
  taken.length = 0
  const empty = await act(inspector, path, 'answer', { outcome: 'done' })
  assert.match(empty.text, /Write the answer before you send it/)
  const given = { outcome: 'done', words: 'Mended this morning.' }
  const { text } = await site.as(inspector).get(path)
  const fields = { ...hiddenFields(text, '/answer'), ...given }
  await Promise.all([
    site.as(inspector).post(`${path}/answer`, fields),
    site.as(inspector).post(`${path}/answer`, fields),
  ])
  await mailSoon(officer.forceId)
  assert.deepEqual(
    taken.map(({ to }) => to).sort(),
    [officer, sergeant, resident].map(({ personId }) => `${personId}@example.test`).sort(),
  )
  assert.ok(taken.every(({ raw }) => raw.includes('Mended this morning.')))
  const today = londonDay(now)
  const waiting = await database.as(officer, (tx) => listWaitingEscalations(officer, tx, today))
  assert.ok(waiting.some(({ toDo }) => toDo === 'an answer came; read it and close it'))
  assert.equal((await act(officer, path, 'close')).status, 303)
  const closed = plain((await site.as(coach).get(path)).text)
  assert.match(closed, /Closed/)
  for (const said of [
    'Escalation raised',
    'Escalation acknowledged',
    'Escalation answered',
    'Its answer is read',
  ])
    assert.ok(closed.toLowerCase().includes(said.toLowerCase()), said)
  const late = await site.as(inspector).post(`${path}/answer`, { ...fields, _key: crypto.randomUUID() })
  assert.equal(late.status, 409)
})

test('[E5] a supervisor writes down what somebody without an account said, with its day and how it came', async () => {
  const who = await contact({
    name: 'Dana Store',
    organisation: 'Fresh Ways',
    level: 'region',
    answersFor: 'own organisation',
  })
  const path = await raised({ contact: who, level: 'region', organisation: 'Fresh Ways' })
  assert.doesNotMatch((await site.as(officer).get(path)).text, /\/answer"/)
  for (const on of ['2026-11-17', '2026-01-01', '2026-02-30']) {
    const wrong = await act(sergeant, path, 'answer', { ...FROM_OUTSIDE, on })
    assert.equal(wrong.status, 422, on)
    assert.match(wrong.text, /Mended by Friday\.<\/textarea>/)
  }
  assert.equal((await act(sergeant, path, 'answer', FROM_OUTSIDE)).status, 303)
  const shown = plain((await site.as(officer).get(path)).text)
  assert.match(shown, /It will be done/)
  assert.match(shown, /Head of street lighting , Monday 16 November 2026, by letter/)
})

test('[E6] a supervisor closes it for somebody who has left only by saying how they were told', async () => {
  const path = await raised()
  await act(sergeant, path, 'answer', FROM_OUTSIDE)
  assert.equal((await act(sergeant, path, 'close', { note: '' })).status, 403)
  assert.equal((await act(sergeant, path, 'close', { note: 'Told her on the telephone.' })).status, 303)
  assert.match((await site.as(officer).get(path)).text, /Told her on the telephone/)
})

test('[E1] partners and residents on the team read shared words; nobody else outside reads it at all', async () => {
  const who = await contact({ name: 'Secret Sam', reach: 'Extension 9999' })
  const path = await raised({ contact: who, detail: 'For staff alone' })
  const own = (await site.as(resident).get(path)).text
  assert.match(own, /Nobody mends the lights/)
  assert.match(own, /Inspector/)
  for (const hidden of ['Secret Sam', 'For staff alone', 'Averley City Council', 'Olu Fficer', '9999'])
    assert.ok(!own.includes(hidden), hidden)
  const list = (await site.as(resident).get('/escalations')).text
  assert.match(list, /Nobody mends the lights/)
  assert.ok(!list.includes('Secret Sam') && !list.includes('Olu Fficer'))
  const step = (await site.as(resident).get(`/projects/${project.number}/steps/8`)).text
  assert.match(step, /Nobody mends the lights/)
  assert.ok(!step.includes('Secret Sam'))
  for (const viewer of [outsider, stranger, administrator])
    assert.equal((await site.as(viewer).get(path)).status, 404)
  for (const name of ['answer', 'close', 'withdraw', 'hand-on', 'leave', 'acknowledge', 'join'])
    assert.ok(
      [403, 404].includes((await site.as(outsider).post(`${path}/${name}`, { _version: '1' })).status),
    )
  assert.equal(
    (await site.as(resident).post(`${path}/withdraw`, { ...(await withdrawal(path)), why: 'x' })).status,
    403,
  )
  assert.doesNotMatch((await site.as(stranger).get('/escalations')).text, /Nobody mends/)
  assert.equal((await site.as(administrator).get('/escalations')).status, 404)
  assert.equal((await site.as(null).get(path)).location, '/sign-in')
})

async function withdrawal(path: string) {
  return { ...hiddenFields((await site.as(officer).get(path)).text, '/withdraw') }
}

test('[E1] [E5] a partner named as a contact reads what they are asked and answers it, and nothing of the project', async () => {
  const who = await contact({
    name: 'Par Tner',
    organisation: 'Averley City Council',
    level: 'force',
    personId: partner.personId,
  })
  const path = await raised({ contact: who, level: 'force' })
  const { text } = await site.as(partner).get(path)
  assert.match(text, /we ask whose they are/)
  assert.doesNotMatch(text, /href="\/projects|href="\/escalations\/contacts/)
  assert.equal((await site.as(partner).get(`/projects/${project.number}`)).status, 404)
  assert.match((await site.as(partner).get('/escalations?view=to-answer')).text, /Nobody mends the lights/)
  assert.equal((await act(partner, path, 'answer', { outcome: 'no', words: 'Not ours.' })).status, 303)
})

test('[E15] what changed after a page was opened refuses the act and shows what was typed', async () => {
  const path = await raised()
  const first = hiddenFields((await site.as(sergeant).get(path)).text, '/answer')
  assert.equal(
    (await act(officer, path, 'hand-on', { level: 'inspector', contact: 'nobody', why: 'x' })).status,
    303,
  )
  const late = await site.as(sergeant).post(`${path}/answer`, { ...first, ...FROM_OUTSIDE })
  assert.equal(late.status, 409)
  assert.match(late.text, /It changed after you opened the page/)
  assert.match(late.text, /Mended by Friday\.<\/textarea>/)
  const keyless = await site.as(sergeant).post(`${path}/answer`, { ...FROM_OUTSIDE, _version: '2' })
  assert.match(keyless.text, /This form is out of date/)
})

test('[E7] a missed clock moves it up once, whoever looks and however often; the history says to whom', async () => {
  const sue = await contact({
    name: 'Sue Perin',
    post: 'Superintendent',
    level: 'superintendent',
    personId: superintendent.personId,
    checkedOn: '2026-11-10',
  })
  const path = await raised({ barrier: 'Moves up' })
  assert.ok(sue)
  const needs = { database, clock, config }
  await onDay('2026-11-19', async () => {
    await lookAtClocks(needs)
    assert.match((await site.as(officer).get(path)).text, /Acknowledgement due today/)
  })
  await onDay('2026-11-20', async () => {
    taken.length = 0
    await Promise.all([lookAtClocks(needs), lookAtClocks(needs), lookAtClocks(needs)])
    await lookAtClocks(needs)
    await mailSoon(officer.forceId)
    const { text } = await site.as(officer).get(path)
    assert.equal(
      plain(text).match(/Not acknowledged in time: moved up to Superintendent, Sue Perin/g)?.length,
      1,
    )
    assert.match(plain(text), /The system, 20 November 2026/)
    assert.match(plain(text), /Acknowledgement due Wednesday 25 November/)
    const about = taken.filter(({ raw }) => raw.includes('Moves up'))
    assert.deepEqual(
      about.map(({ to }) => to).sort(),
      [officer, sergeant, superintendent].map(({ personId }) => `${personId}@example.test`).sort(),
    )
    await act(superintendent, path, 'acknowledge')
  })
  await onDay('2026-12-14', async () => {
    await lookAtClocks(needs)
    assert.match(
      plain((await site.as(officer).get(path)).text),
      /Not answered in time: moved up to Force or police and crime commissioner, Par Tner/,
    )
  })
  await onDay('2027-01-04', async () => {
    await lookAtClocks(needs)
    assert.match(
      plain((await site.as(officer).get(path)).text),
      /moved up to Regional or national body, nobody is named at this level/,
    )
  })
  await onDay('2027-03-01', async () => {
    await lookAtClocks(needs)
    await lookAtClocks(needs)
    const { text } = await site.as(officer).get(path)
    assert.match(text, /Overdue/)
    assert.match(text, /Nobody is named at this level/)
  })
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[E9] whoever is asked is reminded once, a working day before', async () => {
  const who = await contact({ name: 'Ines Again', personId: inspector.personId })
  const path = await raised({ contact: who, barrier: 'Remind me' })
  await onDay('2026-11-18', async () => {
    taken.length = 0
    await lookAtClocks({ database, clock, config })
    await lookAtClocks({ database, clock, config })
    await mailSoon(officer.forceId)
    const mine = taken.filter(({ raw }) => raw.includes('Remind me'))
    assert.equal(mine.length, 1)
    assert.match(mine[0]!.subject, /Please say that you have it/)
  })
  taken.length = 0
  await act(officer, path, 'withdraw', { why: 'Mended' })
  assert.match(taken[0]?.subject ?? '', /No longer needed/)
})

test('[E12] unanswered escalations are counted at the door they lie at, and the count leads to them', async () => {
  await raised({ organisation: 'Quay Homes', barrier: 'At Quay Homes' })
  await raised({ organisation: 'quay homes', barrier: 'At quay homes too' })
  const { text } = await site.as(sergeant).get('/escalations/doors')
  const row = text.split('<tr').find((one) => one.toLowerCase().includes('quay homes'))
  assert.match(row ?? '', />2<span/)
  const found = (await site.as(sergeant).get('/escalations?organisation=Quay%20Homes&state=unanswered')).text
  assert.match(found, /At Quay Homes/)
  assert.match(found, /At quay homes too/)
  assert.doesNotMatch(found, /Moves up/)
  assert.equal((await site.as(resident).get('/escalations/doors')).status, 404)
})

test('[E13] [E14] several projects’ barriers join one issue: one answer answers each, and each officer is told', async () => {
  const second = await another('Mill Lane')
  const constable = officer
  const one = await raised({ barrier: 'Drive-offs at the pumps' })
  const two = await raised({ barrier: 'Drive-offs again' }, second)
  const three = await raised({ barrier: 'Drive-offs, third' }, second)
  const ids = [one, two, three].map((path) => path.split('/').at(-1)!)
  const form = await site.as(sergeant).get(`/escalations/issues/new?joined=${ids[0]}&joined=${ids[1]}`)
  assert.match(form.text, /value="Drive-offs at the pumps"/)
  const fields = {
    ...hiddenFields(form.text, '/issues'),
    ...RAISED,
    barrier: 'Pumps are pay-after across the county',
    level: 'region',
    why: 'The same chain',
  }
  const few = await site.as(sergeant).post('/escalations/issues', { ...fields, joined: [ids[0]!] })
  assert.match(few.text, /Choose two escalations or more/)
  assert.equal((await site.as(officer).get('/escalations/issues/new')).status, 403)
  const made = await site.as(sergeant).post('/escalations/issues', { ...fields, joined: ids.slice(0, 2) })
  assert.equal(made.status, 303)
  const issue = made.location
  assert.match((await site.as(constable).get(one)).text, /Joined to[\s\S]*Regional issue 1/)
  assert.equal((await site.as(resident).get(issue)).status, 404)
  const own = await site.as(sergeant).post(`${one}/answer`, {
    ...hiddenFields((await site.as(officer).get(one)).text, '/withdraw'),
    ...FROM_OUTSIDE,
  })
  assert.equal(own.status, 409)

  const joining = await site.as(sergeant).get(`${issue}/join`)
  const joined = await site.as(sergeant).post(`${issue}/join`, {
    ...hiddenFields(joining.text, '/join'),
    joined: [ids[2]!],
    why: 'It is the same',
  })
  assert.equal(joined.status, 303)
  assert.equal((await act(sergeant, three, 'leave', { why: 'It is not' })).status, 303)
  assert.match((await site.as(officer).get(three)).text, /left its regional issue: It is not/)

  taken.length = 0
  assert.equal((await act(sergeant, issue, 'acknowledge')).status, 303)
  assert.match((await site.as(officer).get(two)).text, /Acknowledged/)
  assert.equal(
    (await act(sergeant, issue, 'answer', { ...FROM_OUTSIDE, words: 'Pay first, from May.' })).status,
    303,
  )
  for (const path of [one, two]) {
    const { text } = await site.as(officer).get(path)
    assert.match(text, /Pay first, from May\./)
    assert.match(text, /I have read the answer/)
    assert.equal((await act(officer, path, 'close')).status, 303)
  }
  assert.match((await site.as(sergeant).get(issue)).text, /Closed/)
  assert.doesNotMatch((await site.as(officer).get(three)).text, /Pay first/)
  const told = taken.filter(({ to }) => to === `${officer.personId}@example.test`)
  assert.equal(told.length, 2, 'one message an escalation')
})

test('[E10] [E11] handed on at the same level the clock goes on, at another it starts again; withdrawn stays with its reason', async () => {
  const path = await raised()
  await onDay('2026-11-18', async () => {
    await act(officer, path, 'hand-on', { level: 'inspector', contact: 'nobody', why: 'She is away' })
    assert.match((await site.as(officer).get(path)).text, /1 working day left/)
    await act(officer, path, 'hand-on', { level: 'force', contact: 'nobody', why: 'Not hers' })
    assert.match((await site.as(officer).get(path)).text, /3 working days left/)
  })
  assert.equal((await act(officer, path, 'withdraw', { why: '' })).status, 422)
  assert.equal((await act(officer, path, 'withdraw', { why: 'Mended anyway' })).status, 303)
  assert.match((await site.as(coach).get(path)).text, /Mended anyway/)
})

test('[E16] the page of a sensitive project is logged; lists and mail do not say what it is about', async () => {
  const hidden = await another('Quiet Court')
  const path = await raised({ barrier: 'A quiet barrier' }, hidden)
  await database.owner
    .updateTable('project')
    .set({ is_sensitive: true })
    .where('id', '=', hidden.id)
    .execute()
  assert.equal((await site.as(coach).get(path)).status, 200)
  assert.match((await site.as(sergeant).get(`/projects/${hidden.number}/history`)).text, /Coa Ch/)
  const list = (await site.as(coach).get('/escalations?search=Quiet')).text
  assert.doesNotMatch(list, /A quiet barrier/)
  assert.doesNotMatch((await site.as(coach).get('/escalations?search=quiet%20barrier')).text, /Quiet Court/)
  taken.length = 0
  await act(sergeant, path, 'answer', FROM_OUTSIDE)
  assert.ok(taken.length > 0)
  assert.ok(taken.every(({ raw }) => !raw.includes('quiet barrier') && !raw.includes('Quiet Court')))
})

test('[E18] Step 8 is signed off when a risk has what prevents it and everything raised is settled', async () => {
  const fresh = await another('Last Row')
  const at = `/projects/${fresh.number}`
  const step = async () => plain((await site.as(sergeant).get(`${at}/steps/8`)).text)
  assert.match(await step(), /There must be something that could go wrong, with what prevents it/)
  const form = await site.as(officer).get(`${at}/risks/new`)
  const risk = await site.as(officer).post(`${at}/risks`, {
    ...hiddenFields(form.text, '/risks'),
    fails: 'The lights break',
    likely: 'likely',
    prevents: 'The caretaker looks on Fridays',
  })
  assert.equal(risk.status, 303)
  assert.doesNotMatch(await step(), /There must be something that could go wrong/)
  const list = (await site.as(officer).get(`${at}/risks`)).text
  const entry = /\/risks\/([0-9a-f-]{36})"/.exec(list)![1]!
  const page = (await site.as(officer).get(`${at}/risks/${entry}`)).text
  assert.match(page, new RegExp(`escalations/new\\?risk=${entry}`))
  const prefilled = await site.as(officer).get(`${at}/escalations/new?risk=${entry}`)
  assert.match(prefilled.text, /value="The lights break"/)
  const reply = await raising(
    officer,
    { barrier: 'The lights break' },
    { of: fresh, query: `?risk=${entry}` },
  )
  assert.match(await step(), /E1, “The lights break”, is neither answered nor withdrawn/)
  assert.match((await site.as(officer).get(`${at}/risks/${entry}`)).text, /AVE-2026-\d+\/E1/)
  await act(sergeant, reply.location, 'answer', FROM_OUTSIDE)
  assert.doesNotMatch(await step(), /neither answered nor withdrawn/)
  const elsewhere = await raising(officer, { entry }, { of: project })
  assert.equal(elsewhere.status, 422)
})

test('[E2] the clock and the ladder are an inspector’s or administrator’s to change; what was promised stays', async () => {
  const path = await raised({ barrier: 'Promised before' })
  for (const viewer of [officer, sergeant, resident, outsider].slice(0, 3))
    assert.equal((await site.as(viewer).get('/escalations/settings')).status, 404)
  const page = await site.as(administrator).get('/escalations/settings')
  assert.match(page.text, /platform’s default/)
  const ids = [...page.text.matchAll(/name="levelId" value="([^"]*)"/g)].map(([, id]) => id!)
  const names = ['Officer', 'Sergeant', 'Inspector', 'Superintendent', 'Force', 'Region', 'Home Office', '']
  const hidden = hiddenFields(page.text, '/settings')
  const fields = {
    _key: hidden._key!,
    _version: hidden._version!,
    acknowledgeDays: '2',
    answerDays: '10',
    extraDaysOff: '2026-11-17',
    levelId: ids,
    levelName: names,
    levelOrder: names.map((_, at) => String(at)),
  }
  const removed = await site.as(administrator).post('/escalations/settings', {
    ...fields,
    levelName: names.map((one) => (one === 'Inspector' ? '' : one)),
  })
  assert.equal(removed.status, 422)
  assert.match(removed.text, /Somebody stands at a level you removed/)
  for (const wrong of [
    { acknowledgeDays: 'x' },
    { answerDays: '1', acknowledgeDays: '3' },
    { extraDaysOff: '2026-02-30' },
  ])
    assert.equal(
      (await site.as(administrator).post('/escalations/settings', { ...fields, ...wrong })).status,
      422,
    )
  assert.equal((await site.as(administrator).post('/escalations/settings', fields)).status, 303)
  const stale = await site
    .as(inspector)
    .post('/escalations/settings', { ...fields, _key: crypto.randomUUID() })
  assert.equal(stale.status, 409)
  assert.match((await site.as(officer).get(path)).text, /Thursday 19 November/)
  const next = await raised({ barrier: 'Promised after' })
  assert.match((await site.as(officer).get(next)).text, /Thursday 19 November/)
  assert.match((await site.as(officer).get(next)).text, /answered by Tuesday 1 December/)
  assert.match(
    (await site.as(officer).get(`/projects/${project.number}/escalations/new`)).text,
    /Home Office/,
  )
})

test('[E17] the register is the staff’s; how to reach somebody shown to supervisors is absent for others', async () => {
  const id = await contact({ name: 'Kept Close', visibleTo: 'supervisors', reach: 'The private line' })
  for (const viewer of [resident, partner, administrator])
    assert.equal((await site.as(viewer).get('/escalations/contacts')).status, 404)
  assert.equal((await site.as(outsider).get(`/escalations/contacts/${id}`)).status, 404)
  assert.match((await site.as(sergeant).get('/escalations/contacts?search=kept')).text, /The private line/)
  const officers = (await site.as(officer).get('/escalations/contacts?search=kept')).text
  assert.match(officers, /Kept Close/)
  assert.doesNotMatch(officers, /The private line/)
  assert.equal((await site.as(officer).get(`/escalations/contacts/${id}/change`)).status, 403)
  const at = `/escalations/contacts/${id}`
  const form = hiddenFields((await site.as(sergeant).get(`${at}/change`)).text, '/change')
  const change = { ...CONTACT, name: 'Kept Close', keeperId: officer.personId }
  assert.equal((await site.as(sergeant).post(`${at}/change`, { ...form, ...change })).status, 303)
  const late = await site
    .as(sergeant)
    .post(`${at}/change`, { ...form, ...change, _key: crypto.randomUUID(), post: 'Typed second' })
  assert.equal(late.status, 409)
  assert.match(late.text, /value="Typed second"/)
  assert.equal((await act(officer, at, 'check')).status, 303, 'whoever keeps it may')
  assert.equal((await act(officer, at, 'retire', { why: 'Retired from the post' })).status, 303)
  assert.doesNotMatch((await site.as(sergeant).get('/escalations/contacts?search=kept')).text, /Kept Close/)
  const bad = await site.as(sergeant).post('/escalations/contacts', { ...CONTACT, name: '', permission: '' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Enter their name/)
})

test('hostile text is printed as text on every page, and begins no header in mail', async () => {
  const who = await contact({
    name: HOSTILE,
    post: HOSTILE,
    organisation: HOSTILE,
    reach: HOSTILE,
    personId: inspector.personId,
  })
  taken.length = 0
  const path = await raised({ contact: who, barrier: HOSTILE, detail: HOSTILE, organisation: HOSTILE })
  const broken = await raising(officer, { barrier: 'a\r\nBcc: all@example.test' })
  assert.match(broken.text, /Write it on one line/)
  await act(inspector, path, 'answer', { outcome: 'no', words: `${HOSTILE}\r\n.\r\nQUIT` })
  assert.ok(taken.length >= 4)
  for (const { raw, to } of taken) {
    assert.doesNotMatch(raw.split('\r\n\r\n')[0]!, /^(Bcc|Cc|X-)/im)
    assert.match(to, /@example\.test$/)
  }
  for (const page of [
    path,
    '/escalations',
    '/escalations/doors',
    '/escalations/contacts',
    `/escalations/contacts/${who}`,
    `/escalations/contacts/${who}/change`,
    '/escalations/issues/new',
    `/projects/${project.number}/steps/8`,
    `/projects/${project.number}/escalations/new`,
  ]) {
    const { text, status } = await site.as(sergeant).get(page)
    assert.equal(status, 200, page)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, page)
  }
  assert.equal((await site.as(sergeant).get('/escalations?view=x&state=y&age=z&page=-1')).status, 200)
})
