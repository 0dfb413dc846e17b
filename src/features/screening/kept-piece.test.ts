import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepPieces } from './kept-piece.ts'

test('what is made is made once while it is in use, and the longest unused goes first', () => {
  const kept = keepPieces(2)
  const first = kept('a', () => ['a'])
  kept('b', () => ['b'])
  assert.equal(
    kept('a', () => ['again']),
    first,
  )
  kept('c', () => ['c'])
  assert.equal(
    kept('a', () => ['again']),
    first,
  )
  assert.deepEqual(
    kept('b', () => ['again']),
    ['again'],
  )
})

test('who asks while a piece is being made waits for it, and a failure is tried again', async () => {
  const kept = keepPieces(2)
  let made = 0
  const make = async () => ++made
  assert.deepEqual(await Promise.all([kept('a', make), kept('a', make)]), [1, 1])
  await assert.rejects(kept('b', () => Promise.reject(new Error('no'))))
  assert.equal(await kept('b', make), 2)
})
