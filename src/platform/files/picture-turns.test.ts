import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn, MOST_WAITING } from './picture-turns.ts'

/** Work that ends when it is told to, and says when it began. */
function held(begun: string[]) {
  const ends: (() => void)[] = []
  return {
    work: (name: string) => () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.push(() => resolve(name)))
    },
    async endOne() {
      ends.shift()?.()
      await new Promise(setImmediate)
    },
  }
}

test('one picture is drawn at a time, and each person’s next after everybody else’s', async () => {
  const begun: string[] = []
  const { work, endOne } = held(begun)
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => inTurn(name[0]!, work(name)))
  assert.deepEqual(begun, ['a1'])
  for (let count = 0; count < 6; count++) await endOne()
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'c1', 'a3', 'b2'])
  assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])
})

test('where many of one person’s wait another of theirs is refused at once, and nobody else’s', async () => {
  const { work, endOne } = held([])
  const mine = Array.from({ length: MOST_WAITING + 1 }, () => inTurn('jo', work('jo')))
  assert.ok(mine.every(Boolean))
  assert.equal(inTurn('jo', work('jo')), null)
  const theirs = inTurn('ola', work('ola'))
  for (let count = 0; count < MOST_WAITING + 2; count++) await endOne()
  assert.equal(await theirs, 'ola')
  await Promise.all(mine)
  const after = inTurn('jo', work('jo'))
  await endOne()
  assert.equal(await after, 'jo')
})

test('work that fails is its own failure, and the next is done', async () => {
  const failing = inTurn('jo', async () => {
    throw new Error('broken')
  })
  const next = inTurn('jo', async () => 'drawn')
  await assert.rejects(failing!, /broken/)
  assert.equal(await next, 'drawn')
})
