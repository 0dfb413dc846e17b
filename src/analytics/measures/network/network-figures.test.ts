import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkFigures } from './network-figures.ts'

const T = 'traders'
const R = 'residents'

test('of those who could each part two groups, one outside both is named', () => {
  const chain = networkFigures({
    groups: [T, T, 'housing', R, R],
    links: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ],
  })
  assert.deepEqual(chain.holds, [{ one: T, other: R, by: [2] }])
})

test('where two groups are tied directly, their own people are named', () => {
  const direct = networkFigures({
    groups: [T, T, R, R],
    links: [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  })
  assert.equal(direct.holds.length, 1)
  assert.ok([1, 2].includes(direct.holds[0]!.by[0]!))
})

test('groups apart, groups of one and groups that many join are held by nobody few', () => {
  assert.deepEqual(networkFigures({ groups: [T, T, R, R], links: [[0, 1]] }).holds, [])
  assert.deepEqual(networkFigures({ groups: [T, R], links: [[0, 1]] }).holds, [])
  const groups = [...Array(5).fill(T), ...Array(5).fill(R)]
  const links = groups.slice(5).map((_, at) => [at, at + 5] as const)
  assert.deepEqual(networkFigures({ groups, links }).holds, [])
})
