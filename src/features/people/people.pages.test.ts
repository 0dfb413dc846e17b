import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { PASSWORD, startAccountSite } from '#tests/support/account-site.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { addForce } from '#tests/support/people.ts'
import { peoplePages } from './index.ts'

async function start(t: TestContext) {
  const site = await startAccountSite(t, {
    mount: (routes, parts) => peoplePages(routes, parts),
  })
  const { email, viewer } = await site.member('Ada Moss', 'administrator')
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  const page = await browser.get('/account/second-factor')
  const key = /wm-key">([A-Z2-7 ]+)</.exec(page.text)![1]!.replaceAll(' ', '')
  const code = await createOTP(new TextDecoder().decode(base32.decode(key))).hotp(
    Math.floor(site.clock().getTime() / 30_000),
  )
  await browser.post('/account/second-factor', { code })
  const organisation = await site.database.owner
    .selectFrom('organisation')
    .selectAll()
    .executeTakeFirstOrThrow()
  return { site, browser, viewer, organisation }
}

const fields = (organisationId: string, over: Record<string, string> = {}) => ({
  _key: randomUUID(),
  organisationId,
  name: 'Jo Bell',
  email: 'jo.bell@example.test',
  rank: 'constable',
  role: 'officer',
  areaCode: '',
  fromOn: '2025-01-06',
  untilOn: '',
  ...over,
})

async function addJo({ browser, organisation }: { browser: Browser; organisation: { id: string } }) {
  const reply = await browser.post('/people', fields(organisation.id))
  return /\/people\/([0-9a-f-]{36})\?told=added/.exec(reply.location ?? '')![1]!
}

test('an administrator adds a person once however often the form is sent, and finds them', async (t) => {
  const { site, browser, organisation } = await start(t)
  const form = fields(organisation.id)
  const replies = await Promise.all([1, 2, 3].map(() => browser.post('/people', form)))
  assert.equal(new Set(replies.map((reply) => reply.location)).size, 1)
  const page = await browser.get(replies[0]!.location!)
  assert.match(page.text, /The person was added/)
  assert.match(page.text, /1 year 1 month/)
  assert.match((await browser.get('/people?q=bel&role=officer')).text, />Jo Bell</)
  assert.doesNotMatch((await browser.get('/people?role=analyst')).text, />Jo Bell</)
  assert.doesNotMatch(
    (await browser.get('/people?q=%25')).text,
    />Jo Bell</,
    'a wildcard is a plain character',
  )
  const again = await browser.post('/people', { ...form, _key: randomUUID() })
  assert.equal(again.status, 422)
  assert.match(again.text, /Somebody has this e-mail address already/)
  const entries = await site.database.owner
    .selectFrom('audit_entry')
    .selectAll()
    .where('action', '=', 'person added')
    .execute()
  assert.equal(entries.length, 1)
})

test('[PE9] an address somebody has in another force is refused', async (t) => {
  const { site, browser, organisation } = await start(t)
  const other = await (await addForce(site.database, 'borough')).person('Una Pike', 'officer')
  const taken = fields(organisation.id, { email: `${other.personId}@example.test` })
  assert.match((await browser.post('/people', taken)).text, /Somebody has this e-mail address already/)
  const id = await addJo({ browser, organisation })
  const { role, areaCode, fromOn, untilOn, ...details } = taken
  const edited = await browser.post(`/people/${id}/edit`, { ...details, _key: randomUUID(), _version: '1' })
  assert.equal(edited.status, 422)
  assert.match(edited.text, /Somebody has this e-mail address already/)
})

test('what is wrong with a new person is said beside each field', async (t) => {
  const { browser, organisation } = await start(t)
  const reply = await browser.post(
    '/people',
    fields(organisation.id, { name: '', email: 'x', role: '', fromOn: '2025-02-30' }),
  )
  assert.equal(reply.status, 422)
  for (const text of [
    'Enter the name',
    'Enter an e-mail address in the right form',
    'Choose a role',
    'Enter a date that is in the calendar',
  ])
    assert.ok(reply.text.includes(text), text)
})

test('[PE3] somebody from outside a police force has no rank', async (t) => {
  const { site, browser } = await start(t)
  await browser.post('/people/organisations', {
    _key: randomUUID(),
    name: 'Harbour Housing',
    kind: 'housing',
  })
  const { id } = await site.database.owner
    .selectFrom('organisation')
    .select('id')
    .where('name', '=', 'Harbour Housing')
    .executeTakeFirstOrThrow()
  assert.match((await browser.post('/people', fields(id))).text, /Only people of a police force have a rank/)
  assert.equal((await browser.post('/people', fields(id, { rank: '' }))).status, 303)
})

test('[PE8] the second of two editors sees both versions, and saving again is their choice', async (t) => {
  const { site, browser, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  const details = {
    organisationId: organisation.id,
    email: 'jo.bell@example.test',
    rank: 'constable',
    _version: '1',
  }
  const first = await browser.post(`/people/${id}/edit`, {
    ...details,
    name: 'Joanna Bell',
    _key: randomUUID(),
  })
  assert.equal(first.status, 303)
  const second = await browser.post(`/people/${id}/edit`, {
    ...details,
    name: 'Jo Bell-Reed',
    _key: randomUUID(),
  })
  assert.equal(second.status, 409)
  assert.match(second.text, /Joanna Bell/)
  assert.match(second.text, /<strong>Jo Bell-Reed<\/strong>/)
  const version = /name="_version" value="(\d+)"/.exec(second.text)![1]!
  const third = await browser.post(`/people/${id}/edit`, {
    ...details,
    name: 'Jo Bell-Reed',
    _version: version,
    _key: randomUUID(),
  })
  assert.equal(third.status, 303)
  const row = await site.database.owner
    .selectFrom('person')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.deepEqual([row.name, row.version], ['Jo Bell-Reed', 3])
})

test('[PE5] a role ends on its last day and stays on record; one that has not begun is taken back', async (t) => {
  const { site, browser, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  const roles = () =>
    site.database.owner.selectFrom('role_held').selectAll().where('person_id', '=', id).execute()
  const [held] = await roles()
  const end = (roleId: string, lastOn: string) =>
    browser.post(`/people/${id}/roles/${roleId}/end`, { _key: randomUUID(), lastOn })
  assert.equal((await end(held!.id, '2026-02-27')).status, 303)
  assert.equal((await roles())[0]!.until_on, '2026-02-27')
  assert.match((await end(held!.id, '2026-03-27')).text, /That role has ended already/)
  const give = { _key: randomUUID(), role: 'coach', areaCode: '', fromOn: '2026-06-01', untilOn: '' }
  assert.equal((await browser.post(`/people/${id}/roles`, give)).status, 303)
  const later = (await roles()).find((role) => role.role === 'coach')!
  assert.equal((await end(later.id, '2026-03-02')).status, 303)
  assert.equal((await roles()).length, 1)
})

test('[PE6] who is deactivated is out at once, and an invitation brings in only who may enter', async (t) => {
  const { site, browser, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  assert.match(
    (await browser.get((await browser.post(`/people/${id}/invite`, { _key: randomUUID() })).location!)).text,
    /The invitation was sent/,
  )
  const message = (await site.mail.listKept())[0]!
  assert.equal(message.to, 'jo.bell@example.test')
  const path = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec(message.text)![1]!
  site.later(2 * 24 * 3_600_000)
  await browser.post('/sign-in', {})
  const jo = site.browser('192.0.2.50')
  assert.equal((await jo.post(path)).status, 303)
  assert.equal((await jo.get('/')).text, 'Jo Bell')
})

test('[PE6] deactivating ends sessions, and activating does not bring them back', async (t) => {
  const { site, browser, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  await browser.post(`/people/${id}/invite`, { _key: randomUUID() })
  const path = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec((await site.mail.listKept())[0]!.text)![1]!
  const jo = site.browser('192.0.2.50')
  await jo.post(path)
  assert.equal((await jo.get('/')).text, 'Jo Bell')
  assert.equal((await browser.post(`/people/${id}/deactivate`, { _key: randomUUID() })).status, 303)
  assert.equal((await jo.get('/')).text, 'nobody')
  await browser.post(`/people/${id}/activate`, { _key: randomUUID() })
  assert.equal((await jo.get('/')).text, 'nobody')
})

test('[PE7] the last administrator can neither be deactivated nor lose the role', async (t) => {
  const { site, browser, viewer, organisation } = await start(t)
  const id = viewer.personId
  const refused = await browser.post(`/people/${id}/deactivate`, { _key: randomUUID() })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /needs at least one active administrator/)
  const role = await site.database.owner
    .selectFrom('role_held')
    .selectAll()
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow()
  const end = () =>
    browser.post(`/people/${id}/roles/${role.id}/end`, { _key: randomUUID(), lastOn: '2026-12-31' })
  assert.match((await end()).text, /needs at least one active administrator/)
  assert.equal((await browser.get('/people')).status, 200)
  await browser.post('/people', fields(organisation.id, { role: 'administrator', rank: '' }))
  assert.equal((await end()).status, 303)
})

test('[PE1] [PE2] nobody, other roles and other forces get nothing', async (t) => {
  const { site, browser, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  assert.equal((await site.browser().get('/people')).location, '/sign-in')
  const officer = await site.member('Ola Reed', 'officer')
  const other = site.browser()
  await other.post('/sign-in', { email: officer.email, password: PASSWORD })
  for (const path of [
    '/people',
    `/people/${id}`,
    '/people/new',
    `/people/${id}/edit`,
    '/people/organisations',
  ])
    assert.equal((await other.get(path)).status, 404, path)
  assert.equal(
    (await other.get(`/people/${randomUUID()}`)).status,
    404,
    'nobody, and somebody, look the same',
  )
  assert.equal((await other.post(`/people/${id}/deactivate`, { _key: randomUUID() })).status, 404)
  const stranger = await (await addForce(site.database, 'borough')).person('Una Pike', 'officer')
  for (const path of ['', '/edit', '/roles/new']) {
    assert.equal((await browser.get(`/people/${stranger.personId}${path}`)).status, 404, path)
  }
  for (const act of ['deactivate', 'activate', 'invite', 'reset-second-factor', 'roles', 'edit']) {
    const reply = await browser.post(
      `/people/${stranger.personId}/${act}`,
      fields(organisation.id, { _version: '1' }),
    )
    assert.equal(reply.status, 404, act)
  }
  const row = await site.database.owner
    .selectFrom('person')
    .selectAll()
    .where('id', '=', stranger.personId)
    .executeTakeFirstOrThrow()
  assert.deepEqual([row.is_active, row.version, row.account_id], [true, 1, null])
})

test("[PE11] reading another's page or its form is in their history with the reader's name; lists and one's own are not", async (t) => {
  const { site, browser, viewer, organisation } = await start(t)
  const id = await addJo({ browser, organisation })
  const reads = () =>
    site.database.owner
      .selectFrom('audit_entry')
      .select(['subject_kind', 'subject_id', 'person_id'])
      .where('action', '=', 'record read')
      .execute()
  await browser.get('/people')
  await browser.get('/people?q=bell')
  await browser.get(`/people/${viewer.personId}`)
  await browser.get(`/people/${viewer.personId}/edit`)
  assert.deepEqual(await reads(), [])
  const read = { subject_kind: 'person', subject_id: id, person_id: viewer.personId }
  assert.doesNotMatch((await browser.get(`/people/${id}`)).text, /Record read/)
  assert.deepEqual(await reads(), [read])
  await browser.get(`/people/${id}/edit`)
  assert.deepEqual(await reads(), [read, read])
  const history = (await browser.get(`/people/${id}`)).text
  assert.match(history, /Record read<\/td>\s*<td[^>]*>Ada Moss/)
  const stranger = await (await addForce(site.database, 'borough')).person('Una Pike', 'officer')
  await browser.get(`/people/${stranger.personId}`)
  assert.equal((await reads()).length, 3, 'what is not shown is not read')
})
