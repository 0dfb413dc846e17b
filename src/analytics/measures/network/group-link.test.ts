import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { heldTogetherBy } from './group-link.ts'
import { type Link, network } from './network.ts'

function meets(net: ReturnType<typeof network>, one: number[], other: number[], without: Set<number>) {
  const queue = one.filter((node) => !without.has(node))
  const seen = new Set(queue)
  for (const node of queue)
    for (const next of net.targets.subarray(net.offsets[node], net.offsets[node + 1]))
      if (!seen.has(next) && !without.has(next)) {
        seen.add(next)
        queue.push(next)
      }
  return other.some((node) => seen.has(node))
}

function fewest(net: ReturnType<typeof network>, one: number[], other: number[]): number {
  let best = net.size
  for (let mask = 0; mask < 2 ** net.size; mask++) {
    const without = new Set(Array.from({ length: net.size }, (_, i) => i).filter((i) => mask & (1 << i)))
    if (without.size < best && !meets(net, one, other, without)) best = without.size
  }
  return best
}

test('those who hold two groups together are as few as can be, and without them the groups are parted', () => {
  const nodes = 9
  const links = fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 22 })
  fc.assert(
    fc.property(links, fc.integer({ min: 1, max: 4 }), (pairs, members) => {
      const net = network(nodes, pairs as Link[])
      const one = Array.from({ length: members }, (_, i) => i)
      const other = Array.from({ length: 4 }, (_, i) => nodes - 1 - i)
      const held = heldTogetherBy(net, one, other, nodes)!
      assert.equal(meets(net, one, other, new Set(held)), false)
      assert.equal(held.length, fewest(net, one, other))
      if (held.length > 0) assert.equal(heldTogetherBy(net, one, other, held.length - 1), null)
    }),
    { numRuns: 150 },
  )
})

test('a caretaker who alone knows both traders and tenants holds them together; nobody holds what is apart', () => {
  const net = network(6, [
    [0, 1],
    [1, 2],
    [0, 2],
    [2, 3],
    [3, 4],
  ])
  assert.deepEqual(heldTogetherBy(net, [0, 1], [3, 4], 3), [2])
  assert.deepEqual(heldTogetherBy(net, [0, 1], [5], 3), [])
})
