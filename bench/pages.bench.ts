// The pages people read most under 50 readers at once, and how soon a second start shows its first page.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMONSTRATION_PASSWORD } from '#app/demonstration.ts'
import { Browser, OVER_THE_NETWORK } from '#tests/support/cookie-browser.ts'
import { freePort, startAndWait } from './support/running-server.ts'
import { median, row } from './support/side-by-side.ts'

const READERS = 50
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8)
const ANALYST = 'pavel.quillfeather@averley.example'
const data = await mkdtemp(join(tmpdir(), 'wardmote-bench-site-'))
const port = await freePort()
const home = `http://localhost:${port}`
const environment = { PORT: String(port), WARDMOTE_DATA: data, LOG_LEVEL: 'error' }
const serve = () => startAndWait(['src/main.ts', 'serve'], `${home}/sign-in`, environment)

type Load = Readonly<{ p50: number; p99: number; perSecond: number; failed: number; asked: number }>

try {
  // The first start makes the demonstration force; only later ones are timed.
  await (await serve()).stop()
  const starts: number[] = []
  for (let round = 0; round < 3; round++) {
    const started = await serve()
    starts.push(started.startedMs)
    await started.stop()
  }
  row({
    what: 'a second start, to the first page',
    ours: median(starts),
    goal: '< 3,000 ms',
    note: 'src/main.ts serve over a folder that holds the demonstration force',
  })

  const server = await serve()
  const barePort = await freePort()
  const bareScript = join(import.meta.dirname, 'support', 'apart', 'bare-hono.ts')
  const bare = await startAndWait(
    [bareScript, JSON.stringify({ port: barePort })],
    `http://localhost:${barePort}/`,
  )
  try {
    const browser = new Browser(OVER_THE_NETWORK, home, '127.0.0.1')
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email: ANALYST, password: DEMONSTRATION_PASSWORD })
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const screening = await browser.get('/screening')
    const area = /href="(\/screening\/areas\/[^"]+)"/.exec(screening.text)?.[1]?.replaceAll('&amp;', '&')
    if (screening.status !== 200 || !area) throw new Error(`/screening answered ${screening.status}`)

    const outlines = JSON.parse((await browser.get('/screening/export.geojson')).text) as {
      features: { properties: { code: string } }[]
    }
    const every = outlines.features.map(({ properties }) => `/screening/areas/${properties.code}`)

    for (const pauseMs of [0, 1000]) {
      const peer = await load([`http://localhost:${barePort}/`], '', pauseMs)
      for (const [name, paths] of [
        ['area page', [area]],
        [`pages of ${every.length} areas in turn`, every],
        ['screening page', ['/screening']],
      ] as const) {
        const before = await processorMs()
        const ours = await load(
          paths.map((path) => `${home}${path}`),
          cookie,
          pauseMs,
        )
        const perPage = ((await processorMs()) - before) / ours.asked
        row({
          what: `${name}: p99, ${READERS} readers ${pauseMs ? 'asking once a second each' : 'asking without a pause'}`,
          ours: ours.p99,
          peer: peer.p99,
          peerName: 'bare Hono page',
          goal: 'ours < 100 ms',
          note: `median ${ours.p50.toFixed(0)} ms; ${ours.perSecond.toFixed(0)}/s against ${peer.perSecond.toFixed(0)}/s; ${perPage.toFixed(2)} ms of processor time a page; ${ours.failed} failed`,
        })
      }
    }
  } finally {
    await server.stop()
    await bare.stop()
  }
} finally {
  await rm(data, { recursive: true, force: true })
}

/** What the server has used so far, on all its threads. */
async function processorMs(): Promise<number> {
  const metrics = await (await fetch(`${home}/metrics`)).text()
  const seconds = /^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]
  if (!seconds) throw new Error('/metrics does not tell processor time')
  return Number(seconds) * 1000
}

async function load(urls: readonly string[], cookie: string, pauseMs: number): Promise<Load> {
  const asked = JSON.stringify({ urls, cookie, readers: READERS, seconds: SECONDS, pauseMs })
  const script = join(import.meta.dirname, 'support', 'apart', 'load-pages.ts')
  const child = spawn(process.execPath, [script, asked], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`load-pages.ts ended with ${code}`)
  return JSON.parse(output) as Load
}
