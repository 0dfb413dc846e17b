import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './import-graph.ts'

/** The whole product in a process of its own, as an operator runs it, over a data folder of the test's own. */
export type Server = Readonly<{
  url: string
  dataFolder: string
  /** What it has printed so far. */
  output(): string
  /** Its log: what of that went to standard error. */
  log(): string
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
  /** Starts it again over the same folder and port; resolves when it answers. */
  start(): Promise<void>
}>

const READY_WITHIN_MS = 90_000
// A data folder as a first start leaves it; `npm test` makes one a run, and each server begins with a copy.
const STARTED_FOLDER = 'WARDMOTE_TEST_STARTED_FOLDER'

/** Started and answering; stopped and its folder removed when the test ends. */
export async function startServer(
  t: Readonly<{ after(ending: () => Promise<void>): void }>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'wardmote-site-'))
  const started = process.env[STARTED_FOLDER]
  if (started && !environment.WARDMOTE_DATA) await cp(started, dataFolder, { recursive: true })
  const port = await freePort()
  const url = `http://localhost:${port}`
  let child: ChildProcess | null = null
  let printed = ''
  let logged = ''

  async function start(): Promise<void> {
    const { DATABASE_URL: _, ...inherited } = process.env
    child = spawn(process.execPath, ['src/main.ts', 'serve'], {
      cwd: ROOT,
      env: {
        ...inherited,
        PORT: String(port),
        WARDMOTE_DATA: dataFolder,
        LOG_LEVEL: 'error',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = child
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        if (stream === started.stderr) logged += chunk.toString()
      })
    }
    const deadline = Date.now() + READY_WITHIN_MS
    while (Date.now() < deadline) {
      if (started.exitCode !== null) throw new Error(`the server ended while starting:\n${printed}`)
      const ready = await fetch(`${url}/health/ready`).catch(() => null)
      if (ready?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the server did not answer:\n${printed}`)
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exited = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await exited
  }

  t.after(async () => {
    await end('SIGTERM')
    await rm(dataFolder, { recursive: true, force: true })
  })
  await start()
  return {
    url,
    dataFolder,
    output: () => printed,
    log: () => logged,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
  }
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Starts a server over nothing and keeps the folder it leaves for every `startServer` of this run; removes it. */
export async function keepStartedFolder(): Promise<() => Promise<void>> {
  const endings: (() => Promise<void>)[] = []
  const server = await startServer({ after: (ending) => endings.push(ending) })
  await server.stop()
  process.env[STARTED_FOLDER] = server.dataFolder
  return async () => {
    for (const ending of endings) await ending()
  }
}
