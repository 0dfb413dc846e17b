import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { type AccountSite, PASSWORD, startAccountSite, watchedFloor } from '#tests/support/account-site.ts'

async function linkIn(site: AccountSite): Promise<string> {
  await site.mail.idle()
  const path = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec(
    (await site.mail.listKept())[0]?.text ?? '',
  )?.[1]
  assert.ok(path, 'a message holds a link')
  return path
}

test('[AC4] opening a link changes nothing, its button signs in, and it works once', async (t) => {
  const site = await startAccountSite(t)
  const viewer = await site.force.person('Jo Bell', 'officer')
  const browser = site.browser()
  const asked = await browser.post('/sign-in/link', { email: `${viewer.personId}@example.test` })
  assert.equal(asked.location, '/sign-in/link/sent')
  const path = await linkIn(site)
  for (let scan = 0; scan < 3; scan++) {
    const opened = await site.browser('198.51.100.7').get(path)
    assert.equal(opened.status, 200)
    assert.equal(opened.headers.get('referrer-policy'), 'same-origin', 'the address holds a secret')
    assert.equal(opened.headers.get('cache-control'), 'no-store')
  }
  assert.equal((await browser.get('/')).text, 'nobody')
  assert.equal((await browser.post(path)).status, 303)
  assert.equal((await browser.get('/')).text, 'Jo Bell')
  const again = await site.browser().post(path)
  assert.equal(again.status, 404)
  assert.match(again.text, /This link does not work/)
})

test('[AC4] ten presses of the button at once sign in once', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  await site.browser().post('/sign-in/link', { email })
  const path = await linkIn(site)
  const replies = await Promise.all(Array.from({ length: 10 }, () => site.browser().post(path)))
  assert.equal(replies.filter((reply) => reply.status === 303).length, 1)
})

test('[AC4] a link is too old after 15 minutes, and useless once its person may not enter', async (t) => {
  const site = await startAccountSite(t)
  const { email, viewer } = await site.member('Jo Bell', 'officer')
  await site.browser().post('/sign-in/link', { email })
  const old = await linkIn(site)
  site.later(15 * 60_000)
  assert.equal((await site.browser().post(old)).status, 404)
  await site.browser().post('/sign-in/link', { email })
  const good = await linkIn(site)
  await site.database.owner
    .updateTable('person')
    .set({ is_active: false })
    .where('id', '=', viewer.personId)
    .execute()
  assert.equal((await site.browser().post(good)).status, 404)
})

test('[AC2] asking says the same for every address, after the same floor, and sends to people only', async (t) => {
  const happened: string[] = []
  const site = await startAccountSite(t, { refusalTakesMs: 350, ...watchedFloor(happened) })
  const { email } = await site.member('Jo Bell', 'officer')
  const replies = []
  for (const typed of [email, 'nobody@example.test']) {
    happened.length = 0
    const { status, location, text } = await site.browser().post('/sign-in/link', { email: typed })
    happened.push('answered')
    assert.deepEqual(happened, ['floor of 350 ms begins', 'floor ends', 'answered'])
    replies.push({ status, location, text })
  }
  assert.deepEqual(replies[0], replies[1])
  await site.mail.idle()
  assert.equal((await site.mail.listKept()).length, 1)
  assert.equal((await site.browser().post('/sign-in/link', { email: '' })).status, 422)
})

test('[AC3] asking for links is limited for every address alike', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  for (const typed of [email, 'nobody@example.test']) {
    for (let n = 0; n < 3; n++)
      assert.equal((await site.browser().post('/sign-in/link', { email: typed })).status, 303)
    assert.equal((await site.browser().post('/sign-in/link', { email: typed })).status, 429)
  }
  await site.mail.idle()
  assert.equal((await site.mail.listKept()).length, 3)
})

test('no link token is in the database, and changing the password voids links that are out', async (t) => {
  const site = await startAccountSite(t)
  const { email } = await site.member('Jo Bell', 'officer')
  await site.browser().post('/sign-in/link', { email })
  const path = await linkIn(site)
  const rows = await site.database.owner.selectFrom('account_link').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(path.split('/').at(-1)!))
  const browser = site.browser()
  await browser.post('/sign-in', { email, password: PASSWORD })
  assert.equal(
    (await browser.post('/account/password', { current: PASSWORD, fresh: 'orange lamp river' })).status,
    303,
  )
  assert.equal((await site.browser().post(path)).status, 404)
})

test('the demonstration mail page shows the message with its link, and its words come out as text', async (t) => {
  const site = await startAccountSite(t)
  const { email, viewer } = await site.member('Jo Bell', 'officer')
  const name = '<script>alert(1)</script>'
  await site.database.owner.updateTable('person').set({ name }).where('id', '=', viewer.personId).execute()
  await site.browser().post('/sign-in/link', { email })
  const path = await linkIn(site)
  const page = await site.browser().get('/mail')
  assert.match(page.text, /Demonstration mail: messages are kept here instead of being sent/)
  assert.ok(page.text.includes(`href="${path}"`))
  assert.ok(!page.text.includes(name))
})

type Received = { from: string; to: string[]; source: string }

async function startSmtpServer(t: TestContext): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
          source: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, received }
}

test('over SMTP the link reaches the person’s mailbox and signs them in', async (t) => {
  const smtp = await startSmtpServer(t)
  const site = await startAccountSite(t, { smtpUrl: smtp.url })
  const { email } = await site.member('Siân Bŵl', 'officer')
  assert.equal(await site.mail.check(), null)
  await site.browser().post('/sign-in/link', { email })
  await site.mail.idle()
  assert.equal(smtp.received.length, 1)
  const message = smtp.received[0]!
  assert.deepEqual([message.from, message.to], ['wardmote@averley.example', [email]])
  // Quoted-printable: soft line ends are taken out, escapes turned back.
  const text = message.source.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
  const path = /http:\/\/localhost(\/sign-in\/link\/[A-Za-z0-9_-]{43})/.exec(text)![1]!
  const browser = site.browser()
  assert.equal((await browser.post(path)).status, 303)
  assert.equal((await browser.get('/')).text, 'Siân Bŵl')
  assert.equal((await browser.get('/mail')).status, 404, 'mail that is sent is not shown')
})

test('a mail server that does not answer is told by the check, and the asker cannot tell', async (t) => {
  const site = await startAccountSite(t, { smtpUrl: 'smtp://127.0.0.1:9' })
  const { email } = await site.member('Jo Bell', 'officer')
  assert.match((await site.mail.check()) ?? '', /ECONNREFUSED/)
  assert.equal((await site.browser().post('/sign-in/link', { email })).location, '/sign-in/link/sent')
  await site.mail.idle()
})
