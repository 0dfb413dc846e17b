import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openStore } from '#analytics/index.ts'
import { createApp } from '#app/app.ts'
import { readConfig } from '#app/config/config.ts'
import type { Context } from '#app/context.ts'
import type { Role, Viewer } from '#core/access/viewer.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import type { Project } from '#features/projects/index.ts'
import { openAuth } from '#platform/auth/index.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMail } from '#platform/messaging/index.ts'
import { openLogger, openMetrics } from '#platform/telemetry/index.ts'
import { PASSWORD } from '#tests/support/account-site.ts'
import { Browser } from '#tests/support/cookie-browser.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'

// Planted in everything that is the staff's, so that finding it on a page of somebody else's is a leak whatever page it is.
const STAFFS = 'kept-for-staff-5b1d'
const SHARED = 'shared-with-members-90c2'
const AT = new Date('2026-03-02T10:00:00Z')

const closing: (() => Promise<void>)[] = []
let context: Context
let project: Project
let app: ReturnType<typeof createApp>
const people: Record<string, Viewer> = {}

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-shared-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  context = await contextIn(folder)
  const force = await addForce(context.database, 'averley')
  const add = async (name: string, role: Role, rank: Viewer['rank'] = null) => {
    people[name] = await force.person(name, role, rank)
    return people[name]
  }
  const officer = await add('officer', 'officer', 'PCSO')
  const sergeant = await add('sergeant', 'supervisor', 'sergeant')
  const inspector = await add('inspector', 'supervisor', 'inspector')
  const team = [await add('resident', 'resident'), await add('partner', 'partner')]
  project = await openMadeProject(context.database, { officer, sergeant, inspector }, AT, { team })
  await add('elsewhere', 'resident')
  await add('administrator', 'administrator')
  await plant(officer)
  app = createApp(context)
})
after(async () => {
  for (const close of closing.reverse()) await close()
})

/** The whole service over a database of the test's own, but for background work, which shows nobody anything. */
async function contextIn(folder: string): Promise<Context> {
  const clock = () => AT
  const config = readConfig({ WARDMOTE_DATA: folder, LOG_LEVEL: 'silent', WARDMOTE_URL: 'http://localhost' })
  const logger = openLogger('silent')
  const database = await openTestDatabase({ after: (end: () => Promise<void>) => closing.push(end) } as never)
  const store = await openStore({ folder: config.storeFolder, memoryLimitMb: 256, clock })
  closing.push(() => store.close())
  const mail = openMail(config)
  return {
    config,
    clock,
    logger,
    metrics: openMetrics(),
    database,
    jobs: { define: async () => {}, send: async () => null, every: async () => {}, stop: async () => {} },
    mail,
    auth: await openAuth({ database, mail, clock, config, logger }),
    store,
    files: openKeptFiles(config.attachmentFolder),
    close: async () => {},
  }
}

/** One entry of every kind, whose every text says for whom it is; a comment on each step; somebody who left, and why. */
async function plant(officer: Viewer): Promise<void> {
  const { owner } = context.database
  const ids = new Map(PLATFORM_TEMPLATE.kinds.map(({ id }) => [id, randomUUID()]))
  const written = { by: officer.personId, as: officer.name, at: AT }
  for (const [position, kind] of PLATFORM_TEMPLATE.kinds.entries())
    await owner
      .insertInto('project_entry')
      .values({
        force_id: officer.forceId,
        id: ids.get(kind.id) ?? '',
        project_id: project.id,
        kind: kind.id,
        position,
        content: JSON.stringify(
          Object.fromEntries(kind.fields.map((field) => [field.name, answerOf(kind, field, ids)])),
        ),
        origin: 'person',
        added_by: written.by,
        added_as: written.as,
        added_at: written.at,
        written_by: written.by,
        written_as: written.as,
        written_at: written.at,
      })
      .execute()
  for (const step of [1, 2, 3, 4, 5, 6, 7, 8])
    await owner
      .insertInto('project_comment')
      .values({
        force_id: officer.forceId,
        id: randomUUID(),
        project_id: project.id,
        step,
        words: STAFFS,
        written_by: officer.personId,
        written_as: officer.name,
        written_role: 'officer',
        written_at: AT,
      })
      .execute()
  const left = people.partner as Viewer
  await owner
    .insertInto('project_member')
    .values({
      force_id: left.forceId,
      id: randomUUID(),
      project_id: project.id,
      person_id: officer.personId,
      part: 'officer',
      from_on: '2025-01-01',
      until_on: '2025-02-01',
      end_reason: STAFFS,
    })
    .execute()
}

function answerOf(kind: EntryKind, field: Field, ids: ReadonlyMap<string, string>): unknown {
  const words = field.isStaffOnly || kind.forMembers === 'none' ? STAFFS : SHARED
  switch (field.type) {
    case 'line':
    case 'words':
      return words
    case 'one of':
      return field.choices[0]?.value ?? null
    case 'any of':
      return []
    case 'date':
    case 'rough date':
      return '2026-03-01'
    case 'time':
      return '19:30'
    case 'number':
      return field.least ?? 1
    case 'entry':
      return ids.get(field.kinds[0] ?? '') ?? null
    case 'entries':
      return []
    default:
      return null
  }
}

async function signedIn(name: string): Promise<Browser> {
  const viewer = people[name] as Viewer
  await context.auth.setFirstPassword(
    { by: { forceId: viewer.forceId, personId: null }, personId: viewer.personId },
    PASSWORD,
  )
  const browser = new Browser(app, 'http://localhost', '192.0.2.1')
  const email = `${viewer.personId}@example.test`
  assert.equal((await browser.post('/sign-in', { email, password: PASSWORD, back: '/' })).status, 303)
  return browser
}

type Visited = Readonly<{ path: string; from: string; status: number; text: string }>

/** Every page that links lead to from the first, asked once. */
async function walk(browser: Browser, ...starts: string[]): Promise<Visited[]> {
  const waiting = new Map(starts.map((path) => [path, 'the address bar']))
  const visited: Visited[] = []
  for (const [path, from] of waiting) {
    const { status, text, location } = await browser.get(path)
    visited.push({ path, from, status, text })
    const links = [...text.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href]) => href ?? '')
    for (const link of [...links, ...(location ? [location] : [])]) {
      const next = link.replaceAll('&amp;', '&').split('#')[0] ?? ''
      if (!waiting.has(next) && !/^\/(assets|sign-out|account)/.test(next) && waiting.size < 400)
        waiting.set(next, path)
    }
  }
  return visited
}

for (const who of ['resident', 'partner'])
  test(`[P18] a ${who} on the team finds what is shared, nothing of the staff’s, no address of anybody, and no dead end`, async () => {
    const browser = await signedIn(who)
    const visited = await walk(browser, '/', `/projects/${project.number}`)
    assert.ok(visited.length > 30, `${visited.length} pages`)
    const told = ({ path, from, status }: Visited) => `${status} ${path} from ${from}`
    assert.deepEqual(visited.filter(({ status }) => status >= 400).map(told), [])
    assert.deepEqual(visited.filter(({ text }) => text.includes(STAFFS)).map(told), [])
    const own = `${people[who]?.personId}@`
    const addresses = visited.filter(({ text }) =>
      /[0-9a-f-]{36}@example\.test/.test(text.replaceAll(own, '')),
    )
    assert.deepEqual(addresses.map(told), [])
    for (const { id, path, forMembers } of PLATFORM_TEMPLATE.kinds) {
      const list = visited.find((one) => one.path === `/projects/${project.number}/${path}`)
      assert.equal(list !== undefined, forMembers !== 'none', `${id}: its list`)
    }
  })

test('[P18] the same walk by an officer does find what is the staff’s', async () => {
  const visited = await walk(await signedIn('officer'), `/projects/${project.number}`)
  const paths = visited.filter(({ text }) => text.includes(STAFFS)).map(({ path }) => path)
  for (const path of ['steps/5', 'team', 'record.json'])
    assert.ok(paths.includes(`/projects/${project.number}/${path}`), `${path} among ${paths.join(' ')}`)
  assert.ok(visited.some(({ path }) => path.endsWith('/history')))
})

/** What each gets of a project’s pages: `yes`, `no` (403), `absent` (404). */
const TABLE: readonly (readonly [
  path: string,
  resident: string,
  elsewhere: string,
  administrator: string,
])[] = [
  ['', 'yes', 'absent', 'absent'],
  ['/steps/1', 'yes', 'absent', 'absent'],
  ['/steps/5', 'yes', 'absent', 'absent'],
  ['/steps/8', 'yes', 'absent', 'absent'],
  ['/record', 'yes', 'absent', 'absent'],
  ['/record.json', 'yes', 'absent', 'absent'],
  ['/team', 'yes', 'absent', 'absent'],
  ['/history', 'absent', 'absent', 'absent'],
  ['/members', 'yes', 'absent', 'absent'],
  ['/members.csv', 'yes', 'absent', 'absent'],
  ['/meetings', 'yes', 'absent', 'absent'],
  ['/meetings/new', 'yes', 'absent', 'absent'],
  ['/meetings.ics', 'yes', 'absent', 'absent'],
  ['/calendar', 'yes', 'absent', 'absent'],
  ['/invitations', 'no', 'absent', 'absent'],
  ['/evidence/new', 'no', 'absent', 'absent'],
]

test('[P1] [P18] what members, residents of elsewhere and administrators get of a project’s pages', async () => {
  const words: Readonly<Record<number, string>> = { 200: 'yes', 403: 'no', 404: 'absent' }
  const browsers = [await signedIn('resident'), await signedIn('elsewhere'), await signedIn('administrator')]
  for (const [path, ...expected] of TABLE) {
    const given = []
    for (const browser of browsers) {
      const { status } = await browser.get(`/projects/${project.number}${path}`)
      // An administrator first sets up a second factor, and is led there from everywhere.
      given.push(status === 303 ? 'absent' : (words[status] ?? String(status)))
    }
    assert.deepEqual(given, expected, path || 'the project')
  }
  const [resident] = browsers as [Browser]
  for (const { path, forMembers, isSupervisors } of PLATFORM_TEMPLATE.kinds) {
    const { status } = await resident.get(`/projects/${project.number}/${path}/new`)
    const may = forMembers === 'write' && !isSupervisors
    assert.equal(status, may ? 200 : forMembers === 'none' ? 404 : 403, path)
  }
})
