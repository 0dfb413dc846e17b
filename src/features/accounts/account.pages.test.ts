import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PASSWORD, startAccountSite } from '#tests/support/account-site.ts'
import { pathWithin } from './account.ts'

test('a person sees where they are signed in and ends one, or all others', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const phone = site.browser()
  phone.userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1'
  const desk = site.browser()
  const library = site.browser()
  for (const browser of [phone, desk, library]) await browser.post('/sign-in', { email, password: PASSWORD })
  const page = await desk.get('/account/sessions')
  assert.match(page.text, /Safari on iPhone/)
  assert.match(page.text, /Firefox on Windows \(this one\)/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
  const phoneId = /\/account\/sessions\/([0-9a-f-]{36})\/end[\s\S]{0,400}Safari on iPhone/.exec(
    page.text,
  )![1]!
  assert.equal((await desk.post(`/account/sessions/${phoneId}/end`)).location, '/account/sessions?ended=1')
  assert.equal((await phone.get('/')).text, 'nobody')
  assert.equal((await library.get('/')).text, 'Jo Bell')
  assert.equal((await desk.post('/account/sessions/end-others')).location, '/account/sessions?ended=1')
  assert.equal((await library.get('/')).text, 'nobody')
  assert.equal((await desk.get('/')).text, 'Jo Bell')
})

test("another person's session cannot be ended by knowing its id", async (t) => {
  const site = await startAccountSite(t)
  const jo = await site.member('Jo Bell', 'officer')
  const ola = await site.member('Ola Reed', 'officer')
  const [first, second] = [site.browser(), site.browser()]
  await first.post('/sign-in', { email: jo.email, password: PASSWORD })
  await second.post('/sign-in', { email: ola.email, password: PASSWORD })
  const sessions = await site.database.owner.selectFrom('account_session').select('id').execute()
  for (const { id } of sessions) await second.post(`/account/sessions/${id}/end`)
  assert.equal((await first.get('/')).text, 'Jo Bell')
})

test('changing the password needs the present one, keeps this browser in and puts all others out', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const [here, elsewhere] = [site.browser(), site.browser()]
  for (const browser of [here, elsewhere]) await browser.post('/sign-in', { email, password: PASSWORD })
  const fresh = 'orange lamp river'
  assert.equal((await here.post('/account/password', { current: 'not my password', fresh })).status, 422)
  assert.equal((await here.post('/account/password', { current: PASSWORD, fresh })).status, 303)
  assert.equal((await here.get('/')).text, 'Jo Bell')
  assert.equal((await elsewhere.get('/')).text, 'nobody')
  assert.equal((await elsewhere.post('/sign-in', { email, password: PASSWORD })).status, 422)
  assert.equal((await elsewhere.post('/sign-in', { email, password: fresh })).status, 303)
  await site.mail.idle()
  assert.match((await site.mail.listKept())[0]!.subject, /password was changed/)
})

test('a new password that protects nothing is refused with the reason', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Josephine Bell', 'officer')
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  for (const [fresh, reason] of [
    ['short one', /at least 12 characters/],
    ['x'.repeat(201), /200 characters or fewer/],
    ['josephine-bell', /must not be your name/],
    ['aaaaaaaaaaaaaa', /more different characters/],
  ] as const) {
    const reply = await browser.post('/account/password', { current: PASSWORD, fresh })
    assert.equal(reply.status, 422)
    assert.match(reply.text, reason)
  }
})

test('nobody sees an account page', async (t) => {
  const site = await startAccountSite(t)
  for (const path of ['/account', '/account/sessions', '/account/password', '/account/second-factor']) {
    assert.equal((await site.browser().get(path)).location, '/sign-in', path)
  }
  const made = site.browser()
  made.cookies.set('wardmote', 'A'.repeat(43))
  assert.equal((await made.get('/account')).location, '/sign-in')
})

test('[AC11] whatever is asked, the way back is a path of this service', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((tail) => `/${tail}`),
        fc
          .array(fc.constantFrom('/', '.', '..', '\\', '%2e', 'x', 'evil.example'))
          .map((parts) => `/${parts.join('/')}`),
        fc.webUrl(),
      ),
      (text) => {
        const here = 'https://wardmote.example'
        assert.equal(new URL(pathWithin(text), here).origin, here)
        assert.doesNotMatch(pathWithin(text), /^\/\//)
      },
    ),
    { numRuns: 2000 },
  )
})
