import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnstile } from './turnstile.ts'

test('no more go on at once than are let in, all are answered in the order they came, and a failure makes room', async () => {
  const enter = turnstile(3)
  let inside = 0
  let most = 0
  const begun: number[] = []
  const done = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) =>
      enter(async () => {
        begun.push(at)
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, at % 4))
        inside--
        if (at % 5 === 0) throw new Error('failed')
        return at
      }),
    ),
  )
  assert.equal(most, 3)
  assert.deepEqual(begun, [...begun.keys()])
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 16)
  assert.equal(await enter(async () => 'room'), 'room')
})
