import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { conditionalPermutation } from './conditional-permutation.ts'
import { localMoran } from './local-moran.ts'
import { normalQuantile } from './normal.ts'
import { seededRandom } from './random.ts'
import { neighbourWeights } from './weights.ts'

/** Every set of `k` of the values but the `own`-th: how many sum to at least, and at most, the observed. */
function exact(
  x: readonly number[],
  own: number,
  neighbours: readonly number[],
): [greater: number, less: number] {
  const others = x.filter((_, i) => i !== own)
  const observed = neighbours.reduce((sum, j) => sum + x[j]!, 0)
  let [atLeast, atMost, all] = [0, 0, 0]
  const walk = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      all++
      if (sum >= observed) atLeast++
      if (sum <= observed) atMost++
      return
    }
    for (let i = from; i <= others.length - left; i++) walk(i + 1, left - 1, sum + others[i]!)
  }
  walk(0, neighbours.length, 0)
  return [atLeast / all, atMost / all]
}

test('with many draws the p-values are those of listing every arrangement, own value held', () => {
  const x = [9, 2, 7, 7, 1, 0, 3, 12]
  const lists = [[2, 3, 7], [0], [0, 3, 4], [2, 7], [5], [1, 4, 6], [4, 5], [0, 1, 2, 3, 4, 5, 6]]
  const draws = 200_000
  const { greater, less } = conditionalPermutation(x, neighbourWeights(lists), { draws, seed: 5 })
  lists.forEach((list, i) => {
    const [atLeast, atMost] = exact(x, i, list)
    // Five standard errors of the widest binomial.
    assert.ok(Math.abs(greater[i]! - atLeast) < 0.0056, `${i}: ${greater[i]} is not ${atLeast}`)
    assert.ok(Math.abs(less[i]! - atMost) < 0.0056, `${i}: ${less[i]} is not ${atMost}`)
  })
})

test('permutation and normal p agree on a large map of well-behaved values', () => {
  const n = 2000
  const random = seededRandom(3)
  const x = Array.from({ length: n }, () => normalQuantile(random.uniform()))
  const lists = x.map((_, i) => Array.from({ length: 12 }, (_, k) => (i + k + 1) % n))
  const weights = neighbourWeights(lists)
  const { twoSided } = conditionalPermutation(x, weights, { draws: 9999 })
  const { p } = localMoran(x, weights).conditional
  const gap = twoSided.reduce((sum, value, i) => sum + Math.abs(value - p[i]!), 0) / n
  assert.ok(gap < 0.02, `mean gap ${gap}`)
})

test('p-values lie in (0, 1], the same seed repeats them, and the order of a list does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 30 }),
      fc.integer(),
      (x, seed) => {
        const n = x.length
        const lists = x.map((_, i) => [(i + 1) % n, (i + 2) % n, (i + 3) % n])
        const first = conditionalPermutation(x, neighbourWeights(lists), { draws: 99, seed })
        const again = conditionalPermutation(x, neighbourWeights(lists.map((l) => l.toReversed())), {
          draws: 99,
          seed,
        })
        assert.deepEqual(first, again)
        for (let i = 0; i < n; i++) {
          assert.ok(first.twoSided[i]! > 0 && first.twoSided[i]! <= 1)
          assert.ok(first.greater[i]! + first.less[i]! >= 1)
        }
      },
    ),
  )
})

test('areas without neighbours or value get none, and the others are drawn without them', () => {
  const weights = neighbourWeights([[1], [0], [], [0, 1]])
  const { twoSided } = conditionalPermutation([1, 5, 3, Number.NaN], weights)
  assert.ok(Number.isNaN(twoSided[2]!) && Number.isNaN(twoSided[3]!))
  assert.ok(twoSided[0]! <= 1 && twoSided[1]! <= 1)
  assert.equal(conditionalPermutation([], neighbourWeights([])).greater.length, 0)
})
