import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { addEntry } from '#features/projects/index.ts'
import { migrate, openDatabase } from '#platform/db/index.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'

const SCRIPT = resolve(import.meta.dirname, '../../../tests/support/remind-once.ts')
const OWNERS = 12

// When the process is killed: so long after it has begun, or around the server's answer to its so-manieth message.
const KILLS = [
  { afterMs: 5 },
  { afterMs: 60 },
  { message: 2, isAnswered: false },
  { message: 3, isAnswered: true },
  { message: 1, isAnswered: true },
  { message: 1, isAnswered: false },
] as const

test('[I12] a process killed six times anywhere in a morning tells everybody once, under one Message-ID', async (t) => {
  let onMessage: (isAnswered: boolean) => void = () => {}
  const taken: { to: string; id: string; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      // What has come whole is taken, whether or not the sender is there to hear it.
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const id = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? ''
        taken.push({ to: session.envelope.rcptTo[0]!.address, id, text })
        onMessage(false)
        setTimeout(() => {
          done()
          setImmediate(() => onMessage(true))
        }, 10)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => new Promise<void>((closed) => server.close(() => closed())))
  const { port } = server.server.address() as { port: number }
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-reminders-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const forceId = await prepare(folder)

  const run = (kill: (typeof KILLS)[number] | null) =>
    new Promise<number | null>((ended) => {
      const args = [SCRIPT, folder, String(port), forceId, '2026-03-02T08:00:00Z']
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      if (kill && 'afterMs' in kill)
        child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), kill.afterMs))
      let messages = 0
      onMessage = (isAnswered) => {
        if (!kill || !('message' in kill) || isAnswered !== kill.isAnswered) return
        if (++messages === kill.message) child.kill('SIGKILL')
      }
      child.once('exit', ended)
    })
  for (const kill of KILLS) assert.equal(await run(kill), null, 'it was killed')
  assert.equal(await run(null), 0)
  const sentBefore = taken.length
  assert.equal(await run(null), 0, 'run again')
  assert.equal(taken.length, sentBefore, 'and nothing is sent')

  const idsOf = Map.groupBy(taken, ({ to }) => to)
  assert.equal(idsOf.size, OWNERS + 1, 'every owner and the supervisor')
  for (const [to, messages] of idsOf)
    assert.equal(new Set(messages.map(({ id }) => id)).size, 1, `${to} was told twice`)
  for (const { id } of taken) assert.ok(id)
  const again = taken.length - idsOf.size
  // A server's yes that nobody was left to hear: the same message goes again and is known by its Message-ID.
  assert.ok(again <= KILLS.length)
  t.diagnostic(`${taken.length} deliveries of ${idsOf.size} messages over ${KILLS.length} kills`)
})

async function prepare(folder: string): Promise<string> {
  const database = await openDatabase({ folder })
  try {
    await migrate(database)
    const averley = await addForce(database, 'averley')
    const officer = await averley.person('Olu Fficer', 'officer', 'PCSO')
    const sergeant = await averley.person('Sam Geant', 'supervisor', 'sergeant')
    const inspector = await averley.person('Ines Pector', 'supervisor', 'inspector')
    const at = new Date('2026-01-05T09:00:00Z')
    const project = await openMadeProject(database, { officer, sergeant, inspector }, at)
    for (let index = 0; index < OWNERS; index++) {
      const partner = await averley.person(`Par Tner ${index}`, 'partner')
      await putOnTeam(database, project, partner, 'partner')
      const content = {
        what: `Thing ${index}`,
        mechanism: 'x',
        owner: partner.name,
        ownerPerson: partner.personId,
        organisationKind: 'business',
        due: '2026-03-01',
      }
      const outcome = await database.as(officer, (tx) =>
        addEntry(officer, tx, at, { project, template, reopenReason: '' }, { kind: 'intervention', content }),
      )
      assert.ok(outcome.ok)
    }
    return averley.forceId
  } finally {
    await database.close()
  }
}
