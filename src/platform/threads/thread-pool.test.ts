import assert from 'node:assert/strict'
import { test } from 'node:test'
import { threadPool } from './thread-pool.ts'

const module = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`)

test('one thread answers each task with what came of it, whatever came of those before', async () => {
  const pool = threadPool<number, number>(
    module('export const half = (n) => { if (n % 2) throw new Error(n + " is odd"); return n / 2 }'),
    'half',
    1,
  )
  const answers = await Promise.allSettled([2, 3, 4].map((n) => pool.ask(n)))
  assert.deepEqual(
    answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
    [1, 'Error: 3 is odd', 2],
  )
})

test('a thread that ends fails the tasks it had, and the next task has another', async () => {
  const pool = threadPool<string, string>(
    module('export const say = (word) => word === "end" ? process.exit(3) : word'),
    'say',
    1,
  )
  const had = await Promise.allSettled([pool.ask('one'), pool.ask('end'), pool.ask('two')])
  assert.deepEqual(
    had.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  )
  assert.equal(await pool.ask('three'), 'three')
})

test('a module that cannot be loaded fails the task', async () => {
  const pool = threadPool<string, string>(module('throw new Error("not today")'), 'say', 1)
  await assert.rejects(pool.ask('one'), /not today/)
})
