import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { type AccountSite, PASSWORD, startAccountSite } from '#tests/support/account-site.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'

const STEP = 30_000

function keyOn(html: string): string {
  const key = /<strong class="wm-key">([A-Z2-7 ]+)<\/strong>/.exec(html)?.[1]
  assert.ok(key, 'the key is on the page')
  return key.replaceAll(' ', '')
}

// What an authenticator app does with the key, by the clock of the test.
function codeOf(site: AccountSite, key: string, stepsAhead = 0): Promise<string> {
  const secret = new TextDecoder().decode(base32.decode(key))
  return createOTP(secret).hotp(Math.floor(site.clock().getTime() / STEP) + stepsAhead)
}

function recoveryCodesOn(html: string): string[] {
  return [...html.matchAll(/<code>([a-z2-7]{5}-[a-z2-7]{5})<\/code>/g)].map((match) => match[1]!)
}

async function signIn(site: AccountSite, email: string): Promise<Browser> {
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  return browser
}

async function setUp(site: AccountSite, email: string) {
  const browser = await signIn(site, email)
  const key = keyOn((await browser.get('/account/second-factor')).text)
  const reply = await browser.post('/account/second-factor', { code: await codeOf(site, key) })
  assert.equal(reply.status, 200)
  return { browser, key, codes: recoveryCodesOn(reply.text) }
}

test('[AC8] an administrator without a second factor can do nothing but set one up', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Ada Moss', 'administrator')
  const browser = await signIn(site, email)
  for (const path of ['/', '/account', '/account/password', '/account/sessions', '/people']) {
    const reply = await browser.get(path)
    assert.deepEqual([reply.status, reply.location], [303, '/account/second-factor'], path)
  }
  assert.equal(
    (await browser.post('/account/password', { fresh: 'orange lamp river' })).location,
    '/account/second-factor',
  )
  const page = await browser.get('/account/second-factor')
  assert.match(page.text, /Administrators need a second factor/)
  assert.match(page.text, /<svg/)
  const wrong = await browser.post('/account/second-factor', { code: '000000' })
  assert.equal(wrong.status, 422)
  assert.equal(keyOn(wrong.text), keyOn(page.text), 'a mistyped code does not change the key')
  const done = await browser.post('/account/second-factor', { code: await codeOf(site, keyOn(page.text)) })
  assert.equal(recoveryCodesOn(done.text).length, 10)
  assert.equal((await browser.get('/')).text, 'Ada Moss')
})

test('[AC7] with an authenticator, the password alone opens nothing and a code opens it once', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { key } = await setUp(site, email)
  site.later(STEP)
  const browser = site.browser()
  const reply = await browser.post('/sign-in', { email, password: PASSWORD, back: '/account' })
  assert.equal(reply.location, '/sign-in/code?back=%2Faccount')
  assert.equal((await browser.get('/')).text, 'nobody')
  assert.equal((await browser.get('/account')).status, 303)
  const half = browser.cookies.get('wardmote')
  const code = await codeOf(site, key)
  const entered = await browser.post('/sign-in/code', {
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
    back: '/account',
  })
  assert.deepEqual([entered.status, entered.location], [303, '/account'])
  assert.equal((await browser.get('/')).text, 'Jo Bell')
  assert.notEqual(browser.cookies.get('wardmote'), half, 'the token is replaced')
  const replayed = await signIn(site, email)
  assert.equal((await replayed.post('/sign-in/code', { code })).status, 422, 'the same code a second time')
  const earlier = await replayed.post('/sign-in/code', { code: await codeOf(site, key, -1) })
  assert.equal(earlier.status, 422, 'an earlier code after a later one')
  assert.equal((await replayed.post('/sign-in/code', { code: await codeOf(site, key, 1) })).status, 303)
})

test('[AC7] one code sent ten times at once lets one in', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { key } = await setUp(site, email)
  site.later(STEP)
  const browsers = [await signIn(site, email), await signIn(site, email), await signIn(site, email)]
  const code = await codeOf(site, key)
  const replies = await Promise.all(browsers.map((browser) => browser.post('/sign-in/code', { code })))
  assert.equal(replies.filter((reply) => reply.status === 303).length, 1)
})

test('[AC7] an e-mailed link asks for the code too', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { key } = await setUp(site, email)
  site.later(STEP)
  const browser = site.browser()
  await browser.post('/sign-in/link', { email })
  await site.mail.idle()
  const path = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec((await site.mail.listKept())[0]!.text)![1]!
  assert.equal((await browser.post(path)).location, '/sign-in/code?back=%2F')
  assert.equal((await browser.get('/')).text, 'nobody')
  assert.equal((await browser.post('/sign-in/code', { code: await codeOf(site, key) })).status, 303)
  assert.equal((await browser.get('/')).text, 'Jo Bell')
})

test('[AC9] a recovery code works once, and new ones replace the old', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { key, codes } = await setUp(site, email)
  const [first, second] = codes as [string, string]
  const browser = await signIn(site, email)
  assert.equal((await browser.post('/sign-in/code', { code: first.toUpperCase() })).status, 303)
  const again = await signIn(site, email)
  assert.equal((await again.post('/sign-in/code', { code: first })).status, 422)
  assert.match((await browser.get('/account/second-factor')).text, /9 recovery codes left/)
  site.later(STEP)
  const renewed = await browser.post('/account/second-factor/change', {
    what: 'codes',
    code: await codeOf(site, key),
  })
  assert.equal(recoveryCodesOn(renewed.text).length, 10)
  assert.equal((await again.post('/sign-in/code', { code: second })).status, 422)
  assert.equal((await again.post('/sign-in/code', { code: recoveryCodesOn(renewed.text)[0]! })).status, 303)
  const rows = await site.database.owner.selectFrom('account_recovery_code').selectAll().execute()
  assert.ok(recoveryCodesOn(renewed.text).every((code) => !JSON.stringify(rows).includes(code)))
})

test('[AC3] codes are limited too, and the password does not start the count afresh', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { key } = await setUp(site, email)
  site.later(STEP)
  for (let guess = 0; guess < 5; guess++) {
    assert.equal((await (await signIn(site, email)).post('/sign-in/code', { code: '000000' })).status, 422)
  }
  const browser = await signIn(site, email)
  const refused = await browser.post('/sign-in/code', { code: await codeOf(site, key) })
  assert.equal(refused.status, 429)
  assert.match(refused.text, /Try again in 30 seconds/)
  site.later(31_000)
  assert.equal((await browser.post('/sign-in/code', { code: await codeOf(site, key) })).status, 303)
})

test('removing the authenticator needs a code and ends other sessions; the secret is never in clear in the database', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  const { browser, key } = await setUp(site, email)
  const kept = await site.database.owner.selectFrom('account_login').selectAll().executeTakeFirstOrThrow()
  assert.ok(!JSON.stringify(kept).includes(new TextDecoder().decode(base32.decode(key))))
  assert.equal(
    (await browser.post('/account/second-factor/change', { what: 'remove', code: '000000' })).status,
    422,
  )
  site.later(STEP)
  const other = await signIn(site, email)
  await other.post('/sign-in/code', { code: await codeOf(site, key) })
  site.later(STEP)
  const removed = await browser.post('/account/second-factor/change', {
    what: 'remove',
    code: await codeOf(site, key),
  })
  assert.equal(removed.status, 303)
  assert.equal((await other.get('/')).text, 'nobody')
  assert.equal((await browser.get('/')).text, 'Jo Bell')
  assert.notEqual(keyOn((await browser.get('/account/second-factor')).text), key)
})
