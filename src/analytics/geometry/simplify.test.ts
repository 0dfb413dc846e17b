import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { areaOf, countPositions, type MultiPolygon, type Position } from './polygon.ts'
import { simplify } from './simplify.ts'

/** A row of cells whose shared walls are jagged, as real borders are. */
function cells(jags: readonly (readonly number[])[]): MultiPolygon[] {
  const walls = jags.map((offsets, k) => [
    [k, 0] as Position,
    ...offsets.map((offset, i): Position => [k + offset / 1000, (i + 1) / (offsets.length + 1)]),
    [k, 1] as Position,
  ])
  return walls.slice(1).map((right, k) => [[[...right, ...[...walls[k]!].reverse(), right[0]!]]])
}

const jagged = fc.array(fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 3, maxLength: 30 }), {
  minLength: 2,
  maxLength: 6,
})

function edges(shape: MultiPolygon): string[] {
  return shape
    .flat()
    .flatMap((ring) => ring.slice(1).map((to, i) => [String(ring[i]), String(to)].sort().join(' ')))
}

test('borders that were shared are still shared, and cover the same ground together', () => {
  fc.assert(
    fc.property(jagged, fc.integer({ min: 0, max: 30_000 }), (jags, tolerance) => {
      const shapes = cells(jags)
      const thinned = simplify(shapes, tolerance)
      const count = new Map<string, number>()
      for (const edge of thinned.flatMap(edges)) count.set(edge, (count.get(edge) ?? 0) + 1)
      // Outer edges once, inner edges twice: the outer ones are two walls and the top and bottom of each cell.
      for (const times of count.values()) assert.ok(times <= 2)
      thinned.slice(1).forEach((shape, k) => {
        const before = new Set(edges(thinned[k]!))
        assert.ok(
          edges(shape).some((edge) => before.has(edge)),
          `cells ${k} and ${k + 1} came apart`,
        )
      })
      for (const shape of thinned) {
        for (const ring of shape.flat()) {
          assert.ok(ring.length >= 4)
          assert.deepEqual(ring[0], ring.at(-1))
        }
      }
    }),
  )
})

test('no tolerance keeps the shape; more tolerance never keeps more vertices', () => {
  fc.assert(
    fc.property(jagged, (jags) => {
      const shapes = cells(jags)
      const counts = [0, 1000, 10_000, 100_000].map((tolerance) =>
        simplify(shapes, tolerance).reduce((sum, shape) => sum + countPositions(shape), 0),
      )
      simplify(shapes, 0).forEach((shape, k) => {
        assert.ok(Math.abs(areaOf(shape) - areaOf(shapes[k]!)) < 1e-9)
      })
      for (let k = 1; k < counts.length; k++) assert.ok(counts[k]! <= counts[k - 1]!)
    }),
  )
})

test('an island alone keeps three corners however coarse', () => {
  const ring = Array.from(
    { length: 60 },
    (_, i): Position => [Math.cos((i * Math.PI) / 30) / 100, 51 + Math.sin((i * Math.PI) / 30) / 100],
  )
  const [island] = simplify([[[[...ring, ring[0]!]]]], 1e7)
  assert.equal(island![0]![0]!.length, 4)
  assert.ok(areaOf(island!) > 0)
})
