import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import type { Viewer } from '#core/access/viewer.ts'
import type { Content } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { addEntry, type Project } from '#features/projects/index.ts'
import { openJobs } from '#platform/jobs/index.ts'
import { handOverAll, mailJobs, openMail } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { remind, reminderJobs } from './reminder.jobs.ts'
import { listToTell, noteTold } from './reminder.store.ts'

const HOSTILE = 'Lights\r\nBcc: everybody@example.test <script>'
type Received = { to: string[]; text: string }

/** A mail server, a project with a partner who owns, and a clock the test moves. */
async function site(t: TestContext) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, text: Buffer.concat(chunks).toString().replaceAll('=\r\n', '') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  const force = await openMadeForce(t)
  const { database, officer, sergeant, partner } = force
  let now = new Date('2026-02-20T09:00:00Z')
  const needs = {
    database,
    clock: () => now,
    config: { publicUrl: 'https://wardmote.example' },
    logger: openLogger('silent'),
    mail: openMail({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: 'Wardmote <w@averley.example>',
      mailFolder: '/nowhere',
    }),
  }
  const project = await openMadeProject(database, force, new Date('2026-01-05T09:00:00Z'), {
    team: [partner],
  })
  async function add(content: Content, of: Project = project) {
    const outcome = await database.as(officer, (tx) =>
      addEntry(
        officer,
        tx,
        now,
        { project: of, template, reopenReason: '' },
        {
          kind: 'intervention',
          content: {
            what: 'Light the alley',
            mechanism: 'Seen',
            owner: 'Par Tner',
            organisationKind: 'housing',
            ownerPerson: partner.personId,
            due: '2026-03-01',
            progress: 'not started',
            ...content,
          },
        },
      ),
    )
    assert.ok(outcome.ok)
    return outcome.value
  }
  return {
    received,
    database,
    needs,
    project,
    people: { officer, sergeant, partner },
    add,
    forceId: force.forceId,
    on(day: string) {
      now = new Date(`${day}T08:00:00Z`)
    },
    /** A morning's work, and who got how many messages of it. */
    async morning(day: string) {
      now = new Date(`${day}T08:00:00Z`)
      const before = received.length
      await remind(needs, force.forceId)
      await handOverAll(needs)
      return received.slice(before)
    },
  }
}

const addressOf = (viewer: Viewer) => `${viewer.personId}@example.test`

test('[I11] owner and supervisor are told before, the day after and weekly, each occasion once', async (t) => {
  const { morning, add, people } = await site(t)
  await add({})
  const told = async (day: string) => (await morning(day)).flatMap(({ to }) => to).sort()
  const both = [addressOf(people.partner), addressOf(people.sergeant)].sort()
  assert.deepEqual(await told('2026-02-21'), [])
  assert.deepEqual(await told('2026-02-22'), both)
  assert.deepEqual(await told('2026-02-23'), [])
  assert.deepEqual(await told('2026-03-01'), [], 'told already that it is due')
  assert.deepEqual(await told('2026-03-02'), both)
  assert.deepEqual(await told('2026-03-05'), [])
  assert.deepEqual(await told('2026-03-09'), both)
  assert.deepEqual(await told('2026-04-20'), both, 'weeks in which nobody looked are told once')
  assert.deepEqual(await told('2026-04-20'), [])
})

test('[I11] one message a person and morning holds all there is to tell', async (t) => {
  const { morning, add, people } = await site(t)
  await add({ what: 'First thing', due: '2026-02-25' })
  await add({ what: 'Second thing', due: '2026-02-10' })
  const messages = await morning('2026-02-22')
  assert.equal(messages.length, 2)
  const own = messages.find(({ to }) => to[0] === addressOf(people.partner))!
  assert.match(own.text, /Subject: 2 actions: 1 overdue/)
  assert.match(own.text, /Overdue:[\s\S]*Second thing[\s\S]*Due soon:[\s\S]*First thing/)
})

test('[I12] killed between any two lines, run twice or by two nodes at once, each is told once', async (t) => {
  const { add, database, needs, received, forceId, on } = await site(t)
  for (let index = 0; index < 5; index++) await add({ what: `Thing ${index}` })
  on('2026-03-02')
  // A node dies after noting and before the message: the transaction takes both with it.
  const scope = { forceId, personId: null }
  await assert.rejects(
    database.as(scope, async (tx) => {
      for (const one of await listToTell(tx, forceId, '2026-03-02'))
        assert.equal((await noteTold(tx, forceId, needs.clock(), one)).length, 5)
      throw new Error('killed')
    }),
    /killed/,
  )
  const made = await Promise.all([1, 2, 3, 4].map(() => remind(needs, forceId)))
  assert.equal(
    made.reduce((sum, count) => sum + count, 0),
    2,
    'owner and supervisor',
  )
  await Promise.all([1, 2, 3].map(() => handOverAll(needs)))
  assert.equal(received.length, 2)
  assert.equal(await remind(needs, forceId), 0)
  await handOverAll(needs)
  assert.equal(received.length, 2)
})

test('[I12] through the job queue, asked for many times and on two nodes, the message goes once', async (t) => {
  const { add, needs, database, received, on } = await site(t)
  await add({})
  on('2026-03-02')
  const nodes = await Promise.all([1, 2].map(() => openJobs(database, needs.logger)))
  t.after(() => Promise.all(nodes.map((jobs) => jobs.stop(2000))).then(() => {}))
  for (const jobs of nodes) {
    await reminderJobs({ ...needs, jobs })
    await mailJobs({ ...needs, jobs })
  }
  for (let time = 0; time < 3; time++) await nodes[time % 2]!.send('reminders', {}, `asked ${time}`)
  const until = Date.now() + 20_000
  while (received.length < 2 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  assert.equal(received.length, 2)
})

test('[I16] done, stopped, withdrawn and those of a closed project remind nobody; nor people who left', async (t) => {
  const { add, database, morning, people, project } = await site(t)
  await add({ progress: 'done' })
  await add({ progress: 'stopped', whyStopped: 'No money' })
  const withdrawn = await add({})
  await database.owner
    .updateTable('project_entry')
    .set({
      withdrawn_by: people.officer.personId,
      withdrawn_as: 'x',
      withdrawn_at: new Date(),
      withdraw_reason: 'x',
    })
    .where('id', '=', withdrawn)
    .execute()
  assert.deepEqual(await morning('2026-03-02'), [])
  await add({})
  await database.owner
    .updateTable('project_member')
    .set({ until_on: '2026-03-01', end_reason: 'Moved' })
    .where('person_id', '=', people.partner.personId)
    .execute()
  assert.deepEqual(
    (await morning('2026-03-02')).flatMap(({ to }) => to),
    [addressOf(people.sergeant)],
  )
  await add({ due: '2026-02-01', ownerPerson: null })
  await database.owner.updateTable('project').set({ state: 'closed' }).where('id', '=', project.id).execute()
  assert.deepEqual(await morning('2026-03-03'), [])
})

test('[I13] hostile words reach no header, and a sensitive project tells none of its words', async (t) => {
  const { add, database, morning, project } = await site(t)
  await add({ what: HOSTILE, owner: HOSTILE })
  for (const { to, text } of await morning('2026-03-02')) {
    assert.equal(to.length, 1)
    const [head = ''] = text.split('\r\n\r\n')
    assert.doesNotMatch(head, /^Bcc:/im)
    assert.match(text, /Content-Type: text\/plain/)
  }
  await database.owner
    .updateTable('project')
    .set({ is_sensitive: true })
    .where('id', '=', project.id)
    .execute()
  const sealed = await morning('2026-03-09')
  assert.equal(sealed.length, 2)
  for (const { text } of sealed) {
    assert.doesNotMatch(text, /Lights|Harbour|Par Tner \(/)
    assert.match(text, new RegExp(project.number))
  }
})
