// Readers who each ask for the next page as soon as it came, or after a pause; prints the times they waited.
import { Agent, get } from 'node:http'
import { asked } from './tell.ts'

const { urls, cookie, readers, seconds, pauseMs } = asked<{
  urls: string[]
  cookie: string
  readers: number
  seconds: number
  pauseMs: number
}>()
const agent = new Agent({ keepAlive: true, maxSockets: readers })
const waits: number[] = []
let failed = 0
let asking = 0
const warmUntil = performance.now() + 2000
const until = warmUntil + seconds * 1000

function read(): Promise<void> {
  return new Promise((resolve) => {
    const from = performance.now()
    // Every reader takes the next, so that all of them are read equally often.
    get(urls[asking++ % urls.length]!, { agent, headers: { cookie } }, (reply) => {
      reply.resume()
      reply.on('end', () => {
        if (reply.statusCode !== 200) failed++
        else if (from >= warmUntil) waits.push(performance.now() - from)
        resolve()
      })
    }).on('error', () => {
      failed++
      resolve()
    })
  })
}

async function reader(no: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, (pauseMs * no) / readers))
  while (performance.now() < until) {
    const from = performance.now()
    await read()
    const rest = pauseMs - (performance.now() - from)
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
  }
}

await Promise.all(Array.from({ length: readers }, (_, no) => reader(no)))
agent.destroy()
waits.sort((a, b) => a - b)
const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? null
console.log(
  JSON.stringify({
    p50: at(0.5),
    p99: at(0.99),
    perSecond: waits.length / seconds,
    failed,
    /** Warm-up and failures too. */
    asked: asking,
  }),
)
