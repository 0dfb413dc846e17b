import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationSite, FROM_OUTSIDE, RAISED } from '#tests/support/escalation-site.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'

const site = escalationSite()

test('[E13] [E14] several projects’ barriers join one issue: one answer answers each, and each officer is told', async () => {
  const { officer, sergeant, resident, taken, another, raised, act, as } = site()
  const second = await another('Mill Lane')
  const one = await raised({ barrier: 'Drive-offs at the pumps' })
  const two = await raised({ barrier: 'Drive-offs again' }, second)
  const three = await raised({ barrier: 'Drive-offs, third' }, second)
  const ids = [one, two, three].map((path) => path.split('/').at(-1)!)
  const form = await as(sergeant).get(`/escalations/issues/new?joined=${ids[0]}&joined=${ids[1]}`)
  assert.match(form.text, /value="Drive-offs at the pumps"/)
  const fields = {
    ...hiddenFields(form.text, '/issues'),
    ...RAISED,
    barrier: 'Pumps are pay-after across the county',
    level: 'region',
    why: 'The same chain',
  }
  const few = await as(sergeant).post('/escalations/issues', { ...fields, joined: [ids[0]!] })
  assert.match(few.text, /Choose two escalations or more/)
  assert.equal((await as(officer).get('/escalations/issues/new')).status, 403)
  const made = await as(sergeant).post('/escalations/issues', { ...fields, joined: ids.slice(0, 2) })
  assert.equal(made.status, 303)
  const issue = made.location
  assert.match((await as(officer).get(one)).text, /Joined to[\s\S]*Regional issue 1/)
  assert.equal((await as(resident).get(issue)).status, 404)
  const own = await as(sergeant).post(`${one}/answer`, {
    ...hiddenFields((await as(officer).get(one)).text, '/withdraw'),
    ...FROM_OUTSIDE,
  })
  assert.equal(own.status, 409)

  const joining = await as(sergeant).get(`${issue}/join`)
  const joined = await as(sergeant).post(`${issue}/join`, {
    ...hiddenFields(joining.text, '/join'),
    joined: [ids[2]!],
    why: 'It is the same',
  })
  assert.equal(joined.status, 303)
  assert.equal((await act(sergeant, three, 'leave', { why: 'It is not' })).status, 303)
  assert.match((await as(officer).get(three)).text, /left its regional issue: It is not/)

  taken.length = 0
  assert.equal((await act(sergeant, issue, 'acknowledge')).status, 303)
  assert.match((await as(officer).get(two)).text, /Acknowledged/)
  assert.equal(
    (await act(sergeant, issue, 'answer', { ...FROM_OUTSIDE, words: 'Pay first, from May.' })).status,
    303,
  )
  for (const path of [one, two]) {
    const { text } = await as(officer).get(path)
    assert.match(text, /Pay first, from May\./)
    assert.match(text, /I have read the answer/)
    assert.equal((await act(officer, path, 'close')).status, 303)
  }
  assert.match((await as(sergeant).get(issue)).text, /Closed/)
  assert.doesNotMatch((await as(officer).get(three)).text, /Pay first/)
  const told = taken.filter(({ to }) => to === `${officer.personId}@example.test`)
  assert.equal(told.length, 2, 'one message an escalation')
})

test('[E1] [E13] joining to an issue is absent to whoever may not read it, and not allowed to whoever may', async () => {
  const { officer, sergeant, stranger, administrator, another, raised, as } = site()
  const ids = [await raised(), await raised({}, await another('Quay Street'))].map(
    (path) => path.split('/').at(-1)!,
  )
  const form = await as(sergeant).get('/escalations/issues/new')
  const fields = { ...hiddenFields(form.text, '/issues'), ...RAISED, why: 'The same lights', joined: ids }
  const made = await as(sergeant).post('/escalations/issues', fields)
  assert.equal(made.status, 303, made.text.replace(/<[^>]+>|\s+/g, ' ').slice(0, 900))
  for (const [viewer, status] of [
    [sergeant, 200],
    [officer, 403],
    [stranger, 404],
    [administrator, 404],
  ] as const)
    assert.equal((await as(viewer).get(`${made.location}/join`)).status, status, viewer.name)
})
