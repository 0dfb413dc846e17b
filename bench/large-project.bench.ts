// Every page of a large project on the embedded database: 300 assets, 500 stakeholders, 3,000 ties and 200 actions. No
// sign-in and no socket, so that what is timed is the page. The peer reads the project's entries from the same database
// and answers them as they are: no rule, no name, no page.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Hono } from 'hono'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addressOf } from '#tests/support/access-address.ts'
import { openAccessSite } from '#tests/support/access-site.ts'
import { fillProject } from './support/fill-project.ts'
import { row } from './support/side-by-side.ts'

const ROUNDS = 20
const WARM_UP = 3
const GOAL_MS = 150

const closing: (() => unknown)[] = []
const site = await openAccessSite((close) => closing.push(close))
const { database, project, ids, people } = site
const entries = await fillProject(database, project, people.sergeant)
await database.ownerPool.connect().then(async (client) => {
  await client.query('analyze')
  client.release()
})

const bare = new Hono().get('/', async (c) =>
  c.json(
    await database.as(people.sergeant, (tx) =>
      tx.selectFrom('project_entry').selectAll().where('project_id', '=', project.id).execute(),
    ),
  ),
)

/** Every page the app mounts for a project, at the address of one of each; or those that end as asked. */
function everyPage(): string[] {
  const asked = process.argv.slice(2)
  const patterns = site.app.routes
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/projects/:number'))
    .flatMap(({ path }) =>
      /\/steps\/:step/.test(path)
        ? PLATFORM_TEMPLATE.steps.map(({ step }) => path.replace(/:step(\{[^}]*\})?/, String(step)))
        : [path],
    )
  const pages = new Set(patterns.map((path) => addressOf(path, { ids, number: project.number, people })))
  return [...pages].filter((page) => asked.length === 0 || asked.some((end) => page.endsWith(end)))
}

/** Both sorted; `cpuMs` is of the thread that answers. */
type Timed = Readonly<{ ms: number[]; cpuMs: number[]; heldMs: number; bytes: number }>

async function timed(ask: () => Response | Promise<Response>, what: string): Promise<Timed> {
  const ms: number[] = []
  const cpuMs: number[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let bytes = 0
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    if (round === 0) delay.enable()
    const used = process.threadCpuUsage()
    const start = performance.now()
    const response = await ask()
    bytes = (await response.arrayBuffer()).byteLength
    if (round >= 0) {
      ms.push(performance.now() - start)
      const { user, system } = process.threadCpuUsage(used)
      cpuMs.push((user + system) / 1000)
    }
    if (response.status !== 200) throw new Error(`${what} answered ${response.status}`)
    // Lets the loop come round, so that what one page holds is told apart from the next.
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  delay.disable()
  const ascending = (a: number, b: number) => a - b
  return { ms: ms.sort(ascending), cpuMs: cpuMs.sort(ascending), heldMs: delay.max / 1e6, bytes }
}

const p95 = (sorted: readonly number[]) => sorted[Math.ceil(0.95 * sorted.length) - 1]!
const p50 = (sorted: readonly number[]) => sorted[sorted.length >> 1]!

const peer = await timed(() => bare.request('/'), 'the peer')
const shown: { page: string; took: Timed }[] = []
for (const page of everyPage())
  shown.push({ page, took: await timed(() => site.as(people.sergeant).request(page), page) })
shown.sort((a, b) => p95(b.took.ms) - p95(a.took.ms))
for (const { page, took } of shown)
  row({
    what: `${plain(page)}: p95 of ${entries} entries`,
    ours: p95(took.ms),
    peer: p95(peer.ms),
    peerName: 'bare Hono answer of the rows as JSON',
    goal: `< ${GOAL_MS} ms`,
    note: `median ${p50(took.ms).toFixed(0)} ms; its thread’s processor ${p50(took.cpuMs).toFixed(0)} ms, p95 ${p95(took.cpuMs).toFixed(0)} ms; thread held ${took.heldMs.toFixed(0)} ms; ${Math.round(took.bytes / 1024)} KB`,
  })
if (process.argv.length === 2) await besideADocument()
for (const close of closing.reverse()) await close()

/** How long somebody else's page takes while a Word document of the whole record is made. */
async function besideADocument(): Promise<void> {
  const at = `/projects/${project.number}`
  const [alone, beside]: [number[], number[]] = [[], []]
  const ask = async (into: number[]) => {
    const start = performance.now()
    await (await site.as(people.sergeant).request(`${at}/steps/3`)).arrayBuffer()
    into.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  for (let round = 0; round < ROUNDS; round++) await ask(alone)
  for (let document = 0; document < 5; document++) {
    let isMade = false
    const made = Promise.resolve(site.as(people.sergeant).request(`${at}/record.docx`)).finally(() => {
      isMade = true
    })
    while (!isMade) await ask(beside)
    if (!(await made).ok) throw new Error('the document was not made')
  }
  for (const took of [alone, beside]) took.sort((a, b) => a - b)
  row({
    what: '/steps/3 while Word documents of the record are made: p95',
    ours: p95(beside),
    peer: p95(alone),
    peerName: 'the same page alone',
    goal: `< ${GOAL_MS} ms`,
    note: `median ${p50(beside).toFixed(0)} ms; the longest, which waits for the reading of the record, ${beside.at(-1)!.toFixed(0)} ms`,
  })
}

function plain(page: string): string {
  const short = page.slice(`/projects/${project.number}`.length) || '/'
  return short.replaceAll(/[0-9a-f-]{36}/g, 'one')
}
