import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify } from '@node-rs/argon2'
import { type AccountSite, PASSWORD, startAccountSite, watchedFloor } from '#tests/support/account-site.ts'

const MINUTE = 60_000

async function auditActions(site: AccountSite): Promise<string[]> {
  const rows = await site.database.owner
    .selectFrom('audit_entry')
    .select('action')
    .orderBy('sequence')
    .execute()
  return rows.map((row) => row.action)
}

test('[AC10] the right password lets a person in, and signing out ends the session at once', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const browser = site.browser()
  const reply = await browser.post('/sign-in', { email: ` ${email.toUpperCase()} `, password: PASSWORD })
  assert.deepEqual([reply.status, reply.location], [303, '/'])
  assert.equal((await browser.get('/')).text, 'Jo Bell')
  const stolen = new Map(browser.cookies)
  await browser.post('/sign-out')
  for (const [name, value] of stolen) browser.cookies.set(name, value)
  assert.equal((await browser.get('/')).text, 'nobody')
  assert.deepEqual(await auditActions(site), ['password set', 'signed in', 'signed out'])
})

test('[AC1] [AC10] unknown address, wrong password, no password, inactive and role-less get the same page', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const noPassword = await site.force.person('Ola Reed', 'officer')
  const inactive = await site.member('Una Pike', 'officer')
  await site.database.owner
    .updateTable('person')
    .set({ is_active: false })
    .where('id', '=', inactive.viewer.personId)
    .execute()
  const past = await site.member('Pat Lowe', 'officer')
  await site.database.owner
    .updateTable('role_held')
    .set({ until_on: '2026-03-01' })
    .where('person_id', '=', past.viewer.personId)
    .execute()
  const attempts = [
    ['nobody@example.test', PASSWORD],
    [email, 'not the password at all'],
    [`${noPassword.personId}@example.test`, PASSWORD],
    [inactive.email, PASSWORD],
    [past.email, PASSWORD],
  ] as const
  const pages = new Set<string>()
  for (const [typed, password] of attempts) {
    const reply = await site.browser().post('/sign-in', { email: typed, password })
    assert.equal(reply.status, 422)
    assert.equal(reply.headers.getSetCookie().length, 0)
    pages.add(reply.text.replaceAll(typed, 'TYPED'))
  }
  assert.equal(pages.size, 1)
  assert.match([...pages][0]!, /The e-mail address or password is not right/)
  // Four known people, one entry each; nothing for the address nobody has
  assert.equal((await auditActions(site)).filter((action) => action === 'sign-in refused').length, 4)
})

test('[AC1] a refusal checks one password and waits for the floor, also for an address nobody has', async (t) => {
  const happened: string[] = []
  const site = await startAccountSite(t, {
    refusalTakesMs: 350,
    ...watchedFloor(happened),
    verifyHash: (hash, password) => {
      happened.push('password checked')
      return verify(hash, password)
    },
  })
  const { email } = await site.member('Jo Bell', 'officer')
  const noPassword = await site.force.person('Ola Reed', 'officer')
  for (const typed of [email, 'nobody@example.test', `${noPassword.personId}@example.test`]) {
    happened.length = 0
    const reply = await site.browser().post('/sign-in', { email: typed, password: 'wrong wrong wrong' })
    happened.push('answered')
    assert.equal(reply.status, 422)
    assert.deepEqual(happened, ['floor of 350 ms begins', 'password checked', 'floor ends', 'answered'])
  }
})

test('[AC3] guesses at one account wait longer and longer, from any address, whether the account is there or not', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  for (const typed of [email, 'nobody@example.test']) {
    const attempt = (address: string, password = 'wrong wrong wrong') =>
      site.browser(address).post('/sign-in', { email: typed, password })
    for (let guess = 1; guess <= 5; guess++) assert.equal((await attempt(`192.0.2.${guess}`)).status, 422)
    const refused = await attempt('198.51.100.9', PASSWORD)
    assert.equal(refused.status, 429)
    assert.match(refused.text, /Too many attempts. Try again in 15 seconds/)
    assert.equal(refused.headers.get('retry-after'), '15')
    site.later(16_000)
    assert.equal((await attempt('198.51.100.9')).status, 422)
    assert.match((await attempt('198.51.100.9')).text, /Try again in 30 seconds/)
    site.later(31_000)
    assert.equal((await attempt('198.51.100.9')).status, 422)
    assert.match((await attempt('198.51.100.9')).text, /Try again in 1 minute, at 10:0\dam/)
    site.later(61_000)
  }
  const right = await site.browser('203.0.113.5').post('/sign-in', { email, password: PASSWORD })
  assert.equal(right.status, 303, 'the right password after the wait still works')
  assert.equal((await site.browser().post('/sign-in', { email, password: 'wrong wrong wrong' })).status, 422)
})

test('[AC3] guesses from one address at many accounts wait too, and one success buys back one guess only', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const guess = (n: number) =>
    site.browser().post('/sign-in', { email: `p${n}@example.test`, password: 'wrong wrong wrong' })
  for (let n = 0; n < 28; n++) assert.equal((await guess(n)).status, 422)
  assert.equal((await site.browser().post('/sign-in', { email, password: PASSWORD })).status, 303)
  assert.equal((await guess(28)).status, 422)
  assert.equal((await guess(29)).status, 422)
  assert.equal((await guess(30)).status, 429)
  assert.equal((await site.browser('192.0.2.77').post('/sign-in', { email, password: PASSWORD })).status, 303)
})

test('[AC3] fifty guesses at the same moment are not fifty guesses', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      site.browser(`192.0.2.${n}`).post('/sign-in', { email, password: `guess number ${n}` }),
    ),
  )
  const judged = replies.filter((reply) => reply.status === 422).length
  assert.ok(judged <= 5, `${judged} were judged`)
})

test('[AC5] whoever is made inactive, or whose last role ends, is out at the next request', async (t) => {
  const site = await startAccountSite(t)
  const { email, viewer } = await site.member('Jo Bell', 'officer')
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  const people = site.database.owner.updateTable('person').where('id', '=', viewer.personId)
  await people.set({ is_active: false }).execute()
  assert.equal((await browser.get('/')).text, 'nobody')
  await people.set({ is_active: true }).execute()
  assert.equal((await browser.get('/')).text, 'Jo Bell')
  const roles = site.database.owner.updateTable('role_held').where('person_id', '=', viewer.personId)
  await roles.set({ until_on: '2026-03-02' }).execute()
  assert.equal((await browser.get('/')).text, 'Jo Bell', 'a role lasts through its last day')
  await roles.set({ until_on: '2026-03-01' }).execute()
  assert.equal((await browser.get('/')).text, 'nobody')
})

test('[AC6] a session ends after an hour unused, and after 12 hours however much it is used', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  for (let used = 0; used < 14; used++) {
    site.later(50 * MINUTE)
    assert.equal((await browser.get('/')).text, 'Jo Bell')
  }
  site.later(21 * MINUTE)
  assert.equal((await browser.get('/')).text, 'nobody')
  await browser.post('/sign-in', { email, password: PASSWORD })
  site.later(61 * MINUTE)
  assert.equal((await browser.get('/')).text, 'nobody')
})

test('[AC6] signing in again replaces the token, and no token is in the database', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  const first = browser.cookies.get('wardmote')!
  await browser.post('/sign-in', { email, password: PASSWORD })
  const second = browser.cookies.get('wardmote')!
  assert.notEqual(first, second)
  const rows = await site.database.owner.selectFrom('account_session').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(second))
  browser.cookies.set('wardmote', first)
  assert.equal((await browser.get('/')).text, 'nobody')
})

test('over https the cookie is Secure, HttpOnly, SameSite and bound to the host', async (t) => {
  const site = await startAccountSite(t, { publicUrl: 'https://wardmote.example' })
  const { email } = await site.member('Jo Bell', 'officer')
  const browser = site.browser()
  const reply = await browser.post('/sign-in', { email, password: PASSWORD })
  const cookie = reply.headers.getSetCookie()[0]!
  assert.match(cookie, /^__Host-wardmote=/)
  for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
    assert.ok(cookie.includes(attribute))
  assert.ok(!/Domain=/i.test(cookie))
  assert.equal((await browser.get('/')).text, 'Jo Bell')
})

test('[AC11] signing in leads back inside the service and never outside', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const lead = async (back: string) =>
    (await site.browser().post('/sign-in', { email, password: PASSWORD, back })).location
  assert.equal(await lead('/people?page=2'), '/people?page=2')
  for (const bad of [
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    '/\t/elsewhere.example',
    '',
  ])
    assert.equal(await lead(bad), '/')
})

test('a form without an address or a password says so beside the field', async (t) => {
  const site = await startAccountSite(t)
  const reply = await site.browser().post('/sign-in', { email: 'nonsense', password: '' })
  assert.equal(reply.status, 422)
  assert.match(reply.text, /<title>Error: Sign in/)
  assert.match(reply.text, /href="#email">Enter an e-mail address in the right form/)
  assert.match(reply.text, /href="#password">Enter your password/)
})
