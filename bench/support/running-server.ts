import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export type Running = Readonly<{ startedMs: number; stop(): Promise<void> }>

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Starts a script with Node and waits until `url` answers with 200; `startedMs` is from the start to that answer. */
export async function startAndWait(
  args: readonly string[],
  url: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const { DATABASE_URL: _, ...inherited } = process.env
  const from = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  while (performance.now() - from < 120_000) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`)
    const reply = await fetch(url, { redirect: 'manual' }).catch(() => null)
    if (reply?.status === 200) return { startedMs: performance.now() - from, stop }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await stop()
  throw new Error(`${url} did not answer`)
}
