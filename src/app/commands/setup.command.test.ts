import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { readConfig } from '#app/config/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { lockDataFolder } from '#platform/files/data-lock.ts'
import { examine, type Finding } from './doctor.command.ts'
import { setUp } from './setup.command.ts'

const clock = () => new Date('2026-03-02T10:00:00Z')
const ASKED = {
  force: 'leicestershire',
  name: 'Leicestershire Police',
  adminEmail: 'ada@force.example',
  adminName: 'Ada Moss',
  password: null,
}

async function production(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-setup-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return readConfig({
    WARDMOTE_MODE: 'production',
    WARDMOTE_URL: 'https://wardmote.example',
    WARDMOTE_DATA: folder,
    LOG_LEVEL: 'silent',
  })
}

async function findings(config: Parameters<typeof examine>[0]): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of examine(config)) found.push(finding)
  return found
}

test('the first run in production makes one force, one administrator and nobody else, and prints a link', async (t) => {
  const config = await production(t)
  const lines = await setUp(config, ASKED, clock)
  assert.match(lines.join('\n'), /https:\/\/wardmote\.example\/sign-in\/link\/[A-Za-z0-9_-]{43}\n/)
  const again = await setUp(
    config,
    { ...ASKED, adminEmail: 'bea@force.example', password: 'copper kettle meadow' },
    clock,
  )
  assert.match(again.join('\n'), /is there already/)
  const database = await openDatabase({ folder: config.dataFolder })
  t.after(() => database.close())
  const forces = await database.owner.selectFrom('force').selectAll().execute()
  assert.deepEqual(
    forces.map((force) => [force.slug, force.name, force.is_demonstration]),
    [['leicestershire', 'Leicestershire Police', false]],
  )
  const people = await database.owner
    .selectFrom('person')
    .select(['email', 'rank'])
    .orderBy('email')
    .execute()
  assert.deepEqual(
    people.map((person) => person.email),
    ['ada@force.example', 'bea@force.example'],
  )
  const roles = await database.owner
    .selectFrom('role_held')
    .select(['role', 'area_code', 'from_on'])
    .execute()
  assert.ok(
    roles.every(
      (role) => role.role === 'administrator' && role.area_code === null && role.from_on === '2026-03-02',
    ),
  )
  assert.equal((await database.owner.selectFrom('organisation').selectAll().execute()).length, 1)
})

test('a weak password is refused in words', async (t) => {
  const config = await production(t)
  await assert.rejects(
    setUp(config, { ...ASKED, password: 'short' }, clock),
    /The password must have at least 12 characters/,
  )
})

test('the doctor finds a fresh set-up well and warns that mail reaches nobody', async (t) => {
  const config = await production(t)
  await setUp(config, ASKED, clock)
  const found = await findings(config)
  assert.deepEqual(
    found.filter((finding) => finding.state === 'fault'),
    [],
  )
  const text = found.map((finding) => finding.text).join('\n')
  assert.match(text, /The audit chains are whole: 3 entries/)
  assert.match(text, /All \d+ migrations are applied/)
  assert.equal(found.filter((finding) => finding.state === 'warning').length, 1)
  assert.match(text, /reach nobody/)
})

test('the doctor names the entry at which an audit chain was tampered with', async (t) => {
  const config = await production(t)
  await setUp(config, ASKED, clock)
  const database = await openDatabase({ folder: config.dataFolder })
  await sql`alter table audit_entry disable trigger audit_entry_is_append_only`.execute(database.owner)
  await sql`update audit_entry set action = 'nothing to see' where sequence = 2`.execute(database.owner)
  await database.close()
  const faults = (await findings(config)).filter((finding) => finding.state === 'fault')
  assert.equal(faults.length, 1)
  assert.match(faults[0]!.text, /broken at entry 2: it is not what was written/)
})

test('with the embedded database open elsewhere the doctor says so in a sentence', async (t) => {
  const config = await production(t)
  const unlock = await lockDataFolder(config.dataFolder)
  t.after(unlock)
  const found = await findings(config)
  assert.equal(found.length, 1)
  assert.equal(found[0]!.state, 'fault')
  assert.match(found[0]!.text, /in use by another Wardmote \(process \d+\)/)
})

test('the doctor calls an empty data folder not migrated, and a mail server that is away away', async (t) => {
  const config = { ...(await production(t)), smtpUrl: 'smtp://127.0.0.1:9' }
  const faults = (await findings(config)).filter((finding) => finding.state === 'fault')
  assert.match(
    faults.map((finding) => finding.text).join('\n'),
    /Not migrated: 0001[\s\S]*mail server does not answer/,
  )
})
