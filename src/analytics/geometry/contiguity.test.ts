import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contiguity } from './contiguity.ts'

const point = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
const areas = fc.array(fc.array(point, { minLength: 1, maxLength: 8 }), { maxLength: 25 })

function neighboursOf(shapes: readonly (readonly (readonly [number, number])[])[], snap: number): number[][] {
  const touching = contiguity(snap)
  for (const shape of shapes) {
    touching.add(
      shape.map(([x]) => x / 10 - 5),
      shape.map(([, y]) => y / 10 - 5),
    )
  }
  return touching.neighbours()
}

test('links are those of comparing every vertex with every other', () => {
  fc.assert(
    fc.property(areas, fc.constantFrom(0.25, 1, 3), (shapes, snap) => {
      const expected = shapes.map((one, i) =>
        shapes.flatMap((other, j) => {
          const touch = one.some(([x, y]) =>
            other.some(([u, v]) => Math.hypot(x / 10 - u / 10, y / 10 - v / 10) <= snap * (1 - 1e-9)),
          )
          return i !== j && touch ? [j] : []
        }),
      )
      const found = neighboursOf(shapes, snap)
      expected.forEach((list, i) => {
        for (const j of list) assert.ok(found[i]!.includes(j), `${i} should touch ${j}`)
      })
      found.forEach((list, i) => {
        for (const j of list) {
          const nearest = Math.min(
            ...shapes[i]!.flatMap(([x, y]) => shapes[j]!.map(([u, v]) => Math.hypot(x - u, y - v) / 10)),
          )
          assert.ok(nearest <= snap * (1 + 1e-9))
        }
      })
    }),
  )
})

test('links are symmetric, ascending and never to itself', () => {
  fc.assert(
    fc.property(areas, (shapes) => {
      const found = neighboursOf(shapes, 1)
      assert.equal(found.length, shapes.length)
      found.forEach((list, i) => {
        assert.deepEqual(
          list,
          [...new Set(list)].sort((a, b) => a - b),
        )
        assert.ok(!list.includes(i))
        for (const j of list) assert.ok(found[j]!.includes(i))
      })
    }),
  )
})

test('a snap of nothing is refused', () => {
  assert.throws(() => contiguity(0), RangeError)
  assert.throws(() => contiguity(Number.NaN), RangeError)
})
