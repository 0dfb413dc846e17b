import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMail } from '#platform/messaging/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { openLogger } from './telemetry.ts'

function openLog() {
  const lines: string[] = []
  return { logger: openLogger('debug', { write: (line) => lines.push(line) }), lines }
}

async function failure(work: () => Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return work().then(
    () => assert.fail('it did not fail'),
    (error) => error,
  )
}

test('a mail that fails is logged without the address it was for', async () => {
  const { logger, lines } = openLog()
  const mail = openMail({ smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'a@b.example', mailFolder: '' })
  const error = await failure(() => mail.send({ to: 'jo.bell@example.test', subject: 's', text: 't' }))
  Object.assign(error, {
    rejected: ['jo.bell@example.test'],
    response: '550 no jo.bell@example.test here',
    command: 'RCPT TO:<jo.bell@example.test>',
  })
  error.message = '550 no jo.bell@example.test here'
  logger.error({ err: error, requestId: 'r-1' }, 'a link could not be sent')
  const [line] = lines.map((text) => JSON.parse(text))
  assert.doesNotMatch(lines.join(''), /jo\.bell|example\.test/)
  assert.equal(line.requestId, 'r-1')
  assert.equal(line.msg, 'a link could not be sent')
  assert.equal(line.err.code, 'ESOCKET')
  assert.deepEqual(Object.keys(line.err).sort(), ['code', 'frames', 'type'])
})

test('a row that PostgreSQL refuses is logged by its constraint, without the row', async (t) => {
  const database = await openTestDatabase(t)
  const jo = await (await addForce(database, 'averley')).person('Jo Bell', 'officer')
  const error = await failure(() =>
    database.owner
      .insertInto('person')
      .columns(['force_id', 'organisation_id', 'name', 'email'])
      .expression((eb) =>
        eb
          .selectFrom('person')
          .select(['force_id', 'organisation_id', 'name', 'email'])
          .where('id', '=', jo.personId),
      )
      .execute(),
  )
  assert.match(String(error.detail), /example\.test/, 'the error itself holds the row')
  const { logger, lines } = openLog()
  logger.error({ err: new Error('Jo Bell could not be added', { cause: error }) }, 'request failed')
  assert.doesNotMatch(lines.join(''), /Jo Bell|example\.test/)
  const [{ err }] = lines.map((text) => JSON.parse(text))
  assert.equal(err.cause.code, '23505')
  assert.match(err.cause.constraint, /email/)
  assert.match(err.frames[0], /telemetry\.test\.ts:\d+:\d+/)
})

test('an error logged alone, or with a message that looks like a stack, says nothing of itself', () => {
  const { logger, lines } = openLog()
  const hostile = 'jo.bell@example.test\n    at jo.bell (/home/jo.bell:1:1)'
  logger.error(new TypeError(hostile))
  logger.warn({ err: new TypeError(hostile) })
  const renamed = new Error(hostile)
  renamed.name = hostile
  renamed.message = 'another'
  logger.error({ err: Object.assign(renamed, { code: hostile }) }, 'said')
  logger.error({ err: hostile }, 'thrown text')
  assert.equal(lines.length, 4)
  assert.doesNotMatch(lines.slice(0, 2).join(''), /jo\.bell/)
  assert.doesNotMatch(lines.slice(3).join(''), /jo\.bell/)
  assert.doesNotMatch(lines[2] ?? '', /example\.test/)
  assert.equal(JSON.parse(lines[0] ?? '').err.type, 'TypeError')
})
