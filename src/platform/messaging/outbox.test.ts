import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestDatabase } from '#tests/support/database.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { addForce } from '#tests/support/people.ts'
import { openLogger } from '../telemetry/index.ts'
import {
  handOver,
  handOverAll,
  type Mail,
  type OutgoingMessage,
  openMail,
  putMessages,
  releaseClaims,
  sendMailSoon,
} from './index.ts'

const MESSAGE: OutgoingMessage = {
  key: 'escalation:1:answered:jo',
  to: 'jo@example.test',
  subject: 'An answer came',
  text: 'The lights will be mended.',
}

async function outbox(t: TestContext) {
  const database = await openTestDatabase(t)
  const server = await startMailServer(t)
  const mail: Mail = openMail({
    smtpUrl: server.url,
    mailFrom: 'Wardmote <w@averley.example>',
    mailFolder: '',
  })
  const { forceId } = await addForce(database, 'averley')
  let now = Date.parse('2026-03-02T10:00:00Z')
  const needs = { database, mail, clock: () => new Date(now), logger: openLogger('silent') }
  const put = (...messages: OutgoingMessage[]) =>
    database.as({ forceId, personId: null }, (tx) => putMessages(tx, { forceId }, needs.clock(), messages))
  return { ...server, needs, forceId, put, later: (minutes: number) => (now += minutes * 60_000) }
}

test('where a job cannot be asked for, that is logged, what was written stands, and the next round sends it', async (t) => {
  const { needs, put, taken, forceId } = await outbox(t)
  const logged: string[] = []
  const logger = openLogger('error', { write: (line: string) => void logged.push(line) })
  const jobs = {
    send: async () => {
      throw new Error('the queue is away')
    },
  }
  await put(MESSAGE)
  await sendMailSoon({ jobs, logger }, forceId)
  assert.match(logged.join(), /messages could not be sent at once/)
  await handOverAll(needs)
  assert.equal(taken.length, 1)
})

test('a message put twice under one key, handed over by two nodes at once, leaves once', async (t) => {
  const { needs, forceId, put, taken } = await outbox(t)
  await put(MESSAGE)
  await put(MESSAGE, { ...MESSAGE, key: 'another', to: 'sam@example.test' })
  await Promise.all([handOver(needs, forceId), handOver(needs, forceId), handOverAll(needs)])
  assert.equal(await handOver(needs, forceId), 0)
  await put(MESSAGE)
  assert.equal(await handOverAll(needs), 0)
  assert.deepEqual(taken.map(({ to }) => to).sort(), ['jo@example.test', 'sam@example.test'])
  const rows = await needs.database.owner.selectFrom('outgoing_message').selectAll().execute()
  assert.ok(rows.every((row) => row.sent_at && row.to_address === null && row.words === null))
})

test('what is rolled back is never sent', async (t) => {
  const { needs, forceId, taken } = await outbox(t)
  await assert.rejects(
    needs.database.as({ forceId, personId: null }, async (tx) => {
      await putMessages(tx, { forceId }, needs.clock(), [MESSAGE])
      throw new Error('refused')
    }),
    /refused/,
  )
  assert.equal(await handOver(needs, forceId), 0)
  assert.equal(taken.length, 0)
})

test('a server that refuses is asked again later, further apart each time, and given up after twenty tries', async (t) => {
  const { needs, forceId, put, taken, state, later } = await outbox(t)
  state.refusing = true
  await put(MESSAGE)
  assert.equal(await handOver(needs, forceId), 0)
  state.refusing = false
  assert.equal(await handOver(needs, forceId), 0, 'not at once')
  later(1)
  assert.equal(await handOver(needs, forceId), 1)
  assert.equal(taken.length, 1)
  state.refusing = true
  await put({ ...MESSAGE, key: 'never' })
  for (let round = 0; round < 30; round++) {
    await handOver(needs, forceId)
    later(240)
  }
  const row = await needs.database.owner
    .selectFrom('outgoing_message')
    .selectAll()
    .where('key', '=', 'never')
    .executeTakeFirstOrThrow()
  assert.equal(row.tries, 20)
  assert.ok(row.given_up_at)
})

test('a node that dies while sending leaves the message waiting; it goes out under the same Message-ID', async (t) => {
  const { needs, forceId, put, taken, later } = await outbox(t)
  await put(MESSAGE)
  const dies: Mail = {
    ...needs.mail,
    async send(message) {
      await needs.mail.send(message)
      await new Promise(() => {})
    },
  }
  void handOver({ ...needs, mail: dies }, forceId)
  while (taken.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal(await handOver(needs, forceId), 0, 'nobody else tries while it may still be under way')
  later(5)
  assert.equal(await handOver(needs, forceId), 1)
  assert.equal(new Set(taken.map(({ messageId }) => messageId)).size, 1)
  await put({ ...MESSAGE, key: 'at the restart' })
  void handOver({ ...needs, mail: { ...needs.mail, send: () => new Promise(() => {}) } }, forceId)
  await new Promise((resolve) => setTimeout(resolve, 100))
  if (needs.database.kind !== 'embedded') return
  await releaseClaims(needs)
  assert.equal(await handOver(needs, forceId), 1)
})

test('line ends and hostile text in a subject begin no header of their own', async (t) => {
  const { needs, forceId, put, taken } = await outbox(t)
  await put({
    ...MESSAGE,
    subject: 'Lights\r\nBcc: all@example.test\n\n<script>alert(1)</script>\u2028X: y',
    text: '.\r\nQUIT\r\n=SUM(A1)',
  })
  await handOver(needs, forceId)
  const [message] = taken
  assert.equal(message?.to, 'jo@example.test')
  assert.doesNotMatch(message?.raw ?? '', /^(Bcc|X): /im)
  assert.match(message?.raw ?? '', /QUIT/)
})
