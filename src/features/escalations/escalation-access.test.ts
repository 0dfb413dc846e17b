import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonId } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { CONTACT, escalationSite, FROM_OUTSIDE, plain } from '#tests/support/escalation-site.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { readingOf } from './escalation.access.ts'
import { findEscalation } from './escalation.store.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const site = escalationSite()

test('[E1] partners and residents on the team read shared words; nobody else outside reads it at all', async () => {
  const { officer, stranger, resident, administrator, outsider, project, raised, contact, as } = site()
  const who = await contact({ name: 'Secret Sam', reach: 'Extension 9999' })
  const path = await raised({ contact: who, detail: 'For staff alone' })
  const own = (await as(resident).get(path)).text
  assert.match(own, /Nobody mends the lights/)
  assert.match(own, /Inspector/)
  for (const hidden of ['Secret Sam', 'For staff alone', 'Averley City Council', 'Olu Fficer', '9999'])
    assert.ok(!own.includes(hidden), hidden)
  const list = (await as(resident).get('/escalations')).text
  assert.match(list, /Nobody mends the lights/)
  assert.ok(!list.includes('Secret Sam') && !list.includes('Olu Fficer'))
  const step = (await as(resident).get(`/projects/${project.number}/steps/8`)).text
  assert.match(step, /Nobody mends the lights/)
  assert.ok(!step.includes('Secret Sam'))
  for (const viewer of [outsider, stranger, administrator])
    assert.equal((await as(viewer).get(path)).status, 404)
  for (const name of ['answer', 'close', 'withdraw', 'hand-on', 'leave', 'acknowledge', 'join'])
    assert.ok([403, 404].includes((await as(outsider).post(`${path}/${name}`, { _version: '1' })).status))
  assert.equal(
    (
      await as(resident).post(`${path}/withdraw`, {
        ...hiddenFields((await as(officer).get(path)).text, '/withdraw'),
        why: 'x',
      })
    ).status,
    403,
  )
  assert.doesNotMatch((await as(stranger).get('/escalations')).text, /Nobody mends/)
  assert.equal((await as(administrator).get('/escalations')).status, 404)
  assert.equal((await as(null).get(path)).location, '/sign-in')
})

test('[E1] the rule in code and the rule in SQL let the same people read the same escalations', async () => {
  const { outsider, database, another, raised, contact, needs, ...people } = site()
  const elsewhere = await another('Out of the way')
  const who = await contact({ name: 'Par Tner', level: 'force', personId: people.partner.personId })
  await raised({ contact: who, level: 'force' })
  await raised({}, elsewhere)
  const viewers = [
    people.officer,
    people.sergeant,
    people.superintendent,
    people.coach,
    people.partner,
    people.stranger,
    people.resident,
    people.administrator,
    outsider,
  ]
  const today = londonDay(needs.clock())
  const rows = await database.owner
    .selectFrom('escalation')
    .leftJoin('escalation_contact', 'escalation_contact.id', 'escalation.contact_id')
    .select(['escalation.id', 'escalation.force_id', 'project_id', 'person_id'])
    .execute()
  const members = await database.owner.selectFrom('project_member').selectAll().execute()
  assert.ok(rows.length >= 3)
  const readings = new Set<string>()
  for (const viewer of viewers)
    for (const row of rows) {
      const isOnTeam = members.some(
        (one) => one.person_id === viewer.personId && one.project_id === row.project_id,
      )
      const inCode =
        row.force_id === viewer.forceId
          ? readingOf(viewer, { askedPersonId: row.person_id as PersonId | null, isOnTeam })
          : 'nothing'
      const inSql = await database.as(viewer, (tx) => findEscalation(viewer, tx, today, row.id))
      assert.equal(inSql?.reading ?? 'nothing', inCode, `${viewer.name} on ${row.id}`)
      readings.add(inCode)
    }
  assert.equal(readings.size, 4, 'every reading was met')
})

test('[E12] unanswered escalations are counted at the door they lie at, and the count leads to them', async () => {
  const { sergeant, resident, raised, as } = site()
  await raised({ organisation: 'Quay Homes', barrier: 'At Quay Homes' })
  await raised({ organisation: 'quay homes', barrier: 'At quay homes too' })
  const { text } = await as(sergeant).get('/escalations/doors')
  const row = text.split('<tr').find((one) => one.toLowerCase().includes('quay homes'))
  assert.match(row ?? '', />2<span/)
  const found = (await as(sergeant).get('/escalations?organisation=Quay%20Homes&state=unanswered')).text
  assert.match(found, /At Quay Homes/)
  assert.match(found, /At quay homes too/)
  assert.doesNotMatch(found, /Moves up/)
  assert.equal((await as(resident).get('/escalations/doors')).status, 404)
})

test('[E16] the page of a sensitive project is logged; lists and mail do not say what it is about', async () => {
  const { sergeant, coach, database, taken, another, raised, act, as } = site()
  const hidden = await another('Quiet Court')
  const path = await raised({ barrier: 'A quiet barrier' }, hidden)
  await database.owner
    .updateTable('project')
    .set({ is_sensitive: true })
    .where('id', '=', hidden.id)
    .execute()
  assert.equal((await as(coach).get(path)).status, 200)
  assert.match((await as(sergeant).get(`/projects/${hidden.number}/history`)).text, /Coa Ch/)
  const list = (await as(coach).get('/escalations?search=Quiet')).text
  assert.doesNotMatch(list, /A quiet barrier/)
  assert.doesNotMatch((await as(coach).get('/escalations?search=quiet%20barrier')).text, /Quiet Court/)
  taken.length = 0
  await act(sergeant, path, 'answer', FROM_OUTSIDE)
  assert.ok(taken.length > 0)
  assert.ok(taken.every(({ raw }) => !raw.includes('quiet barrier') && !raw.includes('Quiet Court')))
})

test('[E18] Step 8 is signed off when a risk has what prevents it and everything raised is settled', async () => {
  const { officer, sergeant, project, another, raising, act, as } = site()
  const fresh = await another('Last Row')
  const at = `/projects/${fresh.number}`
  const step = async () => plain((await as(sergeant).get(`${at}/steps/8`)).text)
  assert.match(await step(), /There must be something that could go wrong, with what prevents it/)
  const form = await as(officer).get(`${at}/risks/new`)
  const risk = await as(officer).post(`${at}/risks`, {
    ...hiddenFields(form.text, '/risks'),
    fails: 'The lights break',
    likely: 'likely',
    prevents: 'The caretaker looks on Fridays',
  })
  assert.equal(risk.status, 303)
  assert.doesNotMatch(await step(), /There must be something that could go wrong/)
  const list = (await as(officer).get(`${at}/risks`)).text
  const entry = /\/risks\/([0-9a-f-]{36})"/.exec(list)![1]!
  const page = (await as(officer).get(`${at}/risks/${entry}`)).text
  assert.match(page, new RegExp(`escalations/new\\?risk=${entry}`))
  const prefilled = await as(officer).get(`${at}/escalations/new?risk=${entry}`)
  assert.match(prefilled.text, /value="The lights break"/)
  const reply = await raising(
    officer,
    { barrier: 'The lights break' },
    { of: fresh, query: `?risk=${entry}` },
  )
  assert.match(await step(), /E1, “The lights break”, is neither answered nor withdrawn/)
  assert.match((await as(officer).get(`${at}/risks/${entry}`)).text, /AVE-2026-\d+\/E1/)
  await act(sergeant, reply.location, 'answer', FROM_OUTSIDE)
  assert.doesNotMatch(await step(), /neither answered nor withdrawn/)
  const elsewhere = await raising(officer, { entry }, { of: project })
  assert.equal(elsewhere.status, 422)
})

test('[E17] the register is the staff’s; how to reach somebody shown to supervisors is absent for others', async () => {
  const { officer, sergeant, partner, resident, administrator, outsider, contact, act, as } = site()
  const id = await contact({ name: 'Kept Close', visibleTo: 'supervisors', reach: 'The private line' })
  for (const viewer of [resident, partner, administrator])
    assert.equal((await as(viewer).get('/escalations/contacts')).status, 404)
  assert.equal((await as(outsider).get(`/escalations/contacts/${id}`)).status, 404)
  assert.match((await as(sergeant).get('/escalations/contacts?search=kept')).text, /The private line/)
  const officers = (await as(officer).get('/escalations/contacts?search=kept')).text
  assert.match(officers, /Kept Close/)
  assert.doesNotMatch(officers, /The private line/)
  assert.equal((await as(officer).get(`/escalations/contacts/${id}/change`)).status, 403)
  const at = `/escalations/contacts/${id}`
  const form = hiddenFields((await as(sergeant).get(`${at}/change`)).text, '/change')
  const change = { ...CONTACT, name: 'Kept Close', keeperId: officer.personId }
  assert.equal((await as(sergeant).post(`${at}/change`, { ...form, ...change })).status, 303)
  const late = await as(sergeant).post(`${at}/change`, {
    ...form,
    ...change,
    _key: crypto.randomUUID(),
    post: 'Typed second',
  })
  assert.equal(late.status, 409)
  assert.match(late.text, /value="Typed second"/)
  assert.equal((await act(officer, at, 'check')).status, 303, 'whoever keeps it may')
  assert.equal((await act(officer, at, 'retire', { why: 'Retired from the post' })).status, 303)
  assert.doesNotMatch((await as(sergeant).get('/escalations/contacts?search=kept')).text, /Kept Close/)
  const bad = await as(sergeant).post('/escalations/contacts', { ...CONTACT, name: '', permission: '' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Enter their name/)
})

test('hostile text is printed as text on every page, and begins no header in mail', async () => {
  const { officer, sergeant, inspector, project, taken, raising, raised, contact, act, as } = site()
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
    const { text, status } = await as(sergeant).get(page)
    assert.equal(status, 200, page)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, page)
  }
  assert.equal((await as(sergeant).get('/escalations?view=x&state=y&age=z&page=-1')).status, 200)
})
