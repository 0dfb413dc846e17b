import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Answers, Task } from './compute.ts'
import type { Reply } from './compute.worker.ts'

/*
 * Threads for what a screening computes, so that the thread that answers pages never waits for it. A thread starts when
 * a task comes and all others are busy (40 ms and 25 MB each), and stays. It is handed tasks in turn and replies in that
 * turn. While it has any it holds the process open; idle, it does not. One that dies fails the tasks it had and is
 * replaced by the next task.
 */
type Waiting = Readonly<{ settle(answer: unknown): void; fail(error: unknown): void }>
type Seat = Readonly<{ worker: Worker; waiting: Waiting[] }>

// One processor is left to the thread that answers.
const MOST = Math.max(1, Math.min(4, availableParallelism() - 1))
const seats: Seat[] = []

/** Has another thread do the task. Rejects with what went wrong there. */
export function computeApart<Kind extends Task['kind']>(
  task: Extract<Task, { kind: Kind }>,
): Promise<Answers[Kind]> {
  const idlest = seats.toSorted((a, b) => a.waiting.length - b.waiting.length)[0]
  const seat = idlest && (idlest.waiting.length === 0 || seats.length === MOST) ? idlest : takeSeat()
  return new Promise((settle, fail) => {
    // First, because it throws on what cannot be sent, and then nothing is waited for.
    seat.worker.postMessage(task)
    seat.waiting.push({ settle: (answer) => settle(answer as Answers[Kind]), fail })
    seat.worker.ref()
  })
}

/** Starts the first thread, for who knows that a task is coming. */
export function readyToCompute(): void {
  if (seats.length === 0) takeSeat()
}

function takeSeat(): Seat {
  const worker = new Worker(new URL('./compute.worker.ts', import.meta.url))
  worker.unref()
  const seat: Seat = { worker, waiting: [] }
  seats.push(seat)
  const leave = (error: unknown) => {
    const at = seats.indexOf(seat)
    if (at >= 0) seats.splice(at, 1)
    for (const { fail } of seat.waiting.splice(0)) fail(error)
  }
  // A thread that is still starting takes hold of the process again when it has started.
  worker.once('online', () => {
    if (seat.waiting.length === 0) worker.unref()
  })
  worker.on('message', (reply: Reply) => {
    const { settle, fail } = seat.waiting.shift()!
    if (seat.waiting.length === 0) worker.unref()
    if ('error' in reply) fail(reply.error)
    else settle(reply.answer)
  })
  worker.on('error', leave)
  worker.on('exit', (code) => leave(new Error(`a computing thread ended with ${code}`)))
  return seat
}
