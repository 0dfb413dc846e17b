import { threadPool } from '#platform/threads/index.ts'
import type { Answers, Task } from './compute.ts'

// For what a screening computes, so that the thread that answers pages never waits for it.
const threads = threadPool<Task, Answers[Task['kind']]>(new URL('./compute.ts', import.meta.url), 'compute')

/** Has another thread do the task. Rejects with what went wrong there. */
export function computeApart<Kind extends Task['kind']>(
  task: Extract<Task, { kind: Kind }>,
): Promise<Answers[Kind]> {
  return threads.ask(task) as Promise<Answers[Kind]>
}

/** Starts the first thread, for who knows that a task is coming. */
export const readyToCompute = threads.ready
