import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Reply, Work } from './thread.ts'

/*
 * Threads for work that would keep the thread that answers pages from answering. A thread starts when a task comes and
 * all others are busy (40 ms and 25 MB each), and stays. It is handed tasks in turn and replies in that turn. While it
 * has any it holds the process open; idle, it does not. One that dies fails the tasks it had and is replaced by the next
 * task.
 */
type Waiting = Readonly<{ settle(answer: unknown): void; fail(error: unknown): void }>
type Seat = Readonly<{ worker: Worker; waiting: Waiting[] }>

/** Threads that all do one kind of work. */
export type ThreadPool<Asked, Answer> = Readonly<{
  /** Has another thread do it. Rejects with what went wrong there, and with what cannot be sent there. */
  ask(asked: Asked): Promise<Answer>
  /** Starts the first thread, for who knows that a task is coming. */
  ready(): void
}>

// One processor is left to the thread that answers.
const MOST = Math.max(1, Math.min(4, availableParallelism() - 1))

/**
 * At most `most` threads, each of which calls the function of that name which the module exports, once for each task:
 * plain data in, plain data out, nothing kept there.
 */
export function threadPool<Asked, Answer>(
  module: URL,
  name: string,
  most: number = MOST,
): ThreadPool<Asked, Answer> {
  const seats: Seat[] = []

  function takeSeat(): Seat {
    const workerData: Work = { module: module.href, name }
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData })
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
    worker.on('exit', (code) => leave(new Error(`a thread for ${name} ended with ${code}`)))
    return seat
  }

  return {
    ask(asked) {
      const idlest = seats.toSorted((a, b) => a.waiting.length - b.waiting.length)[0]
      const seat = idlest && (idlest.waiting.length === 0 || seats.length >= most) ? idlest : takeSeat()
      return new Promise((settle, fail) => {
        // First, because it throws on what cannot be sent, and then nothing is waited for.
        seat.worker.postMessage(asked)
        seat.waiting.push({ settle: (answer) => settle(answer as Answer), fail })
        seat.worker.ref()
      })
    },
    ready() {
      if (seats.length === 0) takeSeat()
    },
  }
}
