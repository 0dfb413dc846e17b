// The other side of `thread-pool.ts`: does what it is sent, one task after the other, and keeps nothing.
import { parentPort, workerData } from 'node:worker_threads'

/** What a thread is for. */
export type Work = Readonly<{ module: string; name: string }>
/** What a thread sends back: the answer, or what went wrong. */
export type Reply = Readonly<{ answer: unknown } | { error: unknown }>

const { module, name } = workerData as Work
const { [name]: work } = (await import(module)) as Readonly<Record<string, (asked: unknown) => unknown>>
let before = Promise.resolve()

parentPort!.on('message', (asked: unknown) => {
  before = before.then(async () => {
    const reply: Reply = await Promise.resolve(asked)
      .then(work)
      .then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      )
    parentPort!.postMessage(reply)
  })
})
