// The other side of `compute-pool.ts`: does what it is sent, one task after the other, and keeps nothing.
import { parentPort } from 'node:worker_threads'
import { compute, type Task } from './compute.ts'

/** What a worker sends back: the answer, or what went wrong. */
export type Reply = Readonly<{ answer: Awaited<ReturnType<typeof compute>> } | { error: unknown }>

let before = Promise.resolve()

parentPort!.on('message', (task: Task) => {
  before = before.then(async () => {
    const reply: Reply = await compute(task).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    )
    parentPort!.postMessage(reply)
  })
})
