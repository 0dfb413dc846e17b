import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openStore } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openDatabase } from '#platform/db/index.ts'
import { type Archive, averleyArchive } from '#tests/support/averley-archive.ts'
import type { Browser, Reply } from '#tests/support/cookie-browser.ts'
import { ledTo, signedIn } from '#tests/support/demonstration-visitor.ts'
import { ROOT } from '#tests/support/import-graph.ts'
import { prepareDecision } from '#tests/support/saved-decision.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { seededRandom } from '../../scripts/demonstration/random.ts'

// Fifty-two kills in all: each act is asked for, the process is killed a random while later and started again over
// the same folder. What was acknowledged must be there; what was not must be wholly there or wholly absent; and the
// same form sent again must complete it, once.
const IMPORTS_BY_PAGE = 8
const IMPORTS_BY_COMMAND = 22
const DECISIONS = 11

// How long after asking a kill may come. It follows what happens, so that on any machine about half of the kills come
// before the answer.
type Pace = { withinMs: number }

const WORK_MS = 1500

const AVERLEY = 'averley' as ForceSlug
const random = seededRandom(20_260_101, 'kills')

let server: Server
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
})
after(async () => {
  for (const ending of endings) await ending()
})

test('an import asked for on the page survives its process being killed, and is loaded once', async (t) => {
  const month = '2026-01' as IsoMonth
  const analyst = await signedIn(server, 'pavel.quillfeather')
  const onUpload = { withinMs: 100 }
  const runs: string[] = []
  const allowed = new Set([0])
  let acknowledged = 0
  for (let round = 0; round < IMPORTS_BY_PAGE; round++) {
    const archive = averleyArchive(month, { seed: 100 + round })
    allowed.add(archive.rowsToLoad)
    const { _key = '' } = hiddenFields((await analyst.get('/imports')).text, '/imports/upload')
    const send = () => analyst.post('/imports/upload', upload(_key, archive))
    // Half of the kills fall on the upload, half on the work after it.
    const reply = await killedDuring(send, round % 2 === 0 ? onUpload : { withinMs: WORK_MS })
    assert.ok(allowed.has(await rowsOf(month)), `part of an edition is loaded after kill ${round + 1}`)
    const run = await ledTo(send())
    if (reply) {
      acknowledged++
      assert.equal(run, reply.location, 'the form sent again leads to the run that was acknowledged')
    }
    runs.push(run)
  }
  for (const run of runs) await finished(analyst, run)
  const listed = (await analyst.get('/imports')).text
  for (const run of runs) assert.equal(listed.split(`href="${run}"`).length - 1, 1, 'listed once')
  assert.equal(new Set(runs).size, IMPORTS_BY_PAGE)
  const asked = listed.match(/href="\/imports\/[0-9a-f-]{36}"/g)?.length
  assert.equal(asked, IMPORTS_BY_PAGE, 'one run a form, and none besides')
  // The demonstration's own import is the only one that nobody asked for on the page.
  assert.equal(listed.match(/href="\/imports\/reports\//g)?.length, 1, 'no import is reported twice')
  assert.ok(allowed.has(await rowsOf(month)))
  t.diagnostic(`${IMPORTS_BY_PAGE} kills, ${acknowledged} after the import was acknowledged`)
})

test('an import from the command line survives being killed, and is loaded once', async (t) => {
  const month = '2026-02' as IsoMonth
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-archives-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const first = averleyArchive(month, { seed: 200 })
  await writeFile(join(folder, first.name), first.bytes)
  const began = performance.now()
  assert.equal(await importCommand(join(folder, first.name)), 0)
  const takesMs = performance.now() - began
  let loaded = await rowsOf(month)
  let finishedFirst = 0
  for (let round = 0; round < IMPORTS_BY_COMMAND; round++) {
    const archive = averleyArchive(month, { seed: 201 + round })
    const path = join(folder, archive.name)
    await writeFile(path, archive.bytes)
    const code = await importCommand(path, random.next() * takesMs)
    const rows = await rowsOf(month)
    if (code === 0) finishedFirst++
    if (code === 0) assert.equal(rows, archive.rowsToLoad, 'what was reported as loaded is loaded')
    else assert.ok(rows === loaded || rows === archive.rowsToLoad, `kill ${round + 1} left ${rows} rows`)
    assert.equal(await importCommand(path), 0, 'the same command again completes')
    loaded = await rowsOf(month)
    assert.equal(loaded, archive.rowsToLoad)
  }
  t.diagnostic(`${IMPORTS_BY_COMMAND} kills, ${finishedFirst} after the import had finished`)
})

const decisions: string[] = []

test('a decision survives its process being killed, and is made once', async (t) => {
  const analyst = await signedIn(server, 'pavel.quillfeather')
  const person = await signedIn(server, 'farida.lockyer')
  for (let at = 1; at <= DECISIONS; at++) decisions.push(await prepareDecision(analyst, `Place ${at}`))
  const act = { act: 'decide', person, leadsTo: 'Decided, waiting for sign-off', pace: { withinMs: 60 } }
  let answered = 0
  for (const decision of decisions) if (await actKilled(decision, act)) answered++
  assert.ok(answered > 0 && answered < DECISIONS, `kills fell on both sides of the answer: ${answered}`)
  t.diagnostic(`${DECISIONS} kills, ${answered} after the answer`)
})

test('a sign-off survives its process being killed, and opens one project', async (t) => {
  const person = await signedIn(server, 'tobias.wrenfield')
  const act = { act: 'sign-off', person, leadsTo: 'Signed off', pace: { withinMs: 120 } }
  const numbers: string[] = []
  let answered = 0
  for (const decision of decisions) {
    if (await actKilled(decision, act)) answered++
    const number = /href="\/projects\/(AVE-\d{4}-\d{3})"/.exec((await person.get(decision)).text)?.[1]
    assert.ok(number, 'the decision names its project')
    numbers.push(number)
  }
  assert.equal(numbers.length, DECISIONS)
  const year = numbers[0]?.slice(4, 8)
  // The demonstration's own project has the number before these where it opened this year.
  const first = Number(numbers[0]?.split('-')[2])
  const expected = numbers.map((_, at) => `AVE-${year}-${String(first + at).padStart(3, '0')}`)
  assert.deepEqual(numbers, expected, 'numbered in order without gaps')
  assert.ok(answered > 0 && answered < DECISIONS, `kills fell on both sides of the answer: ${answered}`)
  t.diagnostic(`${DECISIONS} kills, ${answered} after the answer`)
})

test('after all of it every record is there once and the audit chain is whole', async (t) => {
  await server.stop()
  assert.deepEqual(await readdir(join(server.dataFolder, 'uploads')), [], 'no upload is left behind')
  const database = await openDatabase({ folder: server.dataFolder })
  t.after(() => database.close())
  const { faults, entries } = await verifyChains(database.owner)
  assert.deepEqual(faults, [])
  assert.ok(entries > 100)
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from decision where state = 'signed off') as decisions,
    (select count(*)::int from project) as projects,
    (select count(distinct decision_id)::int from project) as decided,
    (select count(*)::int from project_step) as steps,
    (select count(*)::int from audit_entry where action = 'decision made') as made,
    (select count(*)::int from audit_entry where action = 'decision signed off') as signed,
    (select count(*)::int from import_run where state = 'loaded') as loaded,
    (select count(*)::int from import_run) as runs`.execute(database.owner)
  // The demonstration's own project is one more of each.
  const all = DECISIONS + 1
  assert.deepEqual(rows[0], {
    decisions: all,
    projects: all,
    decided: all,
    steps: 8 * all,
    made: all,
    signed: all,
    loaded: IMPORTS_BY_PAGE,
    runs: IMPORTS_BY_PAGE,
  })
})

// Sends, waits a random while and kills; gives the reply where one came first. The server is up again afterwards.
async function killedDuring(send: () => Promise<Reply>, pace: Pace): Promise<Reply | null> {
  const sent = send().catch(() => null)
  await new Promise((resolve) => setTimeout(resolve, random.next() * pace.withinMs))
  await server.kill()
  const reply = await sent
  pace.withinMs *= reply ? 0.8 : 1.25
  await server.start()
  if (reply) assert.equal(reply.status, 303, 'what was answered was not refused')
  return reply
}

type Act = Readonly<{ act: string; person: Browser; leadsTo: string; pace: Pace }>

async function actKilled(decision: string, { act, person, leadsTo, pace }: Act): Promise<boolean> {
  const fields = hiddenFields((await person.get(decision)).text, `/${act}`)
  const send = () => person.post(`${decision}/${act}`, fields)
  const reply = await killedDuring(send, pace)
  const stateNow = async () => {
    const main = (await person.get(decision)).text.split('<main')[1] ?? ''
    return /<strong class="govuk-tag[^>]*>\s*([^<]+?)\s*</.exec(main)?.[1]
  }
  const found = await stateNow()
  if (reply) assert.equal(found, leadsTo, 'what was acknowledged is there')
  await ledTo(send())
  assert.equal(await stateNow(), leadsTo, 'the same form again completes it')
  return reply !== null
}

function upload(key: string, { name, bytes }: Archive): FormData {
  const form = new FormData()
  form.set('_key', key)
  form.set('files', new Blob([new Uint8Array(bytes)]), name)
  return form
}

async function finished(analyst: Browser, run: string): Promise<void> {
  const deadline = Date.now() + 90_000
  for (;;) {
    const { text, status } = await analyst.get(run)
    assert.equal(status, 200)
    const state = /<h1[^>]*>Import <strong[^>]*>\s*(\w+)/.exec(text)?.[1]
    if (state === 'Loaded') return
    assert.notEqual(state, 'Refused', text.replace(/<[^>]+>|\s+/g, ' '))
    assert.ok(Date.now() < deadline, `the import is still ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function rowsOf(month: IsoMonth): Promise<number> {
  const store = await openStore({ folder: join(server.dataFolder, 'store'), clock: () => new Date() })
  try {
    const totals = await store.totalsByMonth({ force: AVERLEY, from: month, to: month })
    return [...(totals.get(month)?.values() ?? [])].reduce((sum, rows) => sum + rows, 0)
  } finally {
    await store.close()
  }
}

/** The exit code; null where it was killed first. */
function importCommand(path: string, killAfterMs?: number): Promise<number | null> {
  const child = spawn(process.execPath, ['src/main.ts', 'import', path], {
    cwd: ROOT,
    env: { ...process.env, WARDMOTE_DATA: server.dataFolder },
    stdio: 'ignore',
  })
  const timer = killAfterMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      if (timer) clearTimeout(timer)
      resolve(code)
    }),
  )
}
