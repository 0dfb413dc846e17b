import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { interiorPoint } from './interior-point.ts'
import { isInside } from './point-in-polygon.ts'
import type { MultiPolygon, Position } from './polygon.ts'

const shape = (...corners: Position[]): MultiPolygon => [[[...corners, corners[0]!]]]

test('the middle of a square is its centre, and of a crescent a point inside it', () => {
  assert.deepEqual(interiorPoint(shape([0, 0], [4, 0], [4, 4], [0, 4])), [2, 2])
  const crescent = shape([0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10])
  assert.ok(isInside(interiorPoint(crescent)!, crescent))
})

test('two islands have their middle on one of them, and a shape without area has none', () => {
  const islands = [...shape([0, 0], [2, 0], [2, 3], [0, 3]), ...shape([8, 0], [10, 0], [10, 2], [8, 2])]
  assert.ok(isInside(interiorPoint(islands)!, islands))
  assert.equal(interiorPoint([]), null)
  assert.equal(interiorPoint(shape([0, 0], [1, 1], [2, 2])), null)
})

test('the middle lies inside whatever the shape', () => {
  // A star about the origin with arms of any length, and with a hole about its centre when it is wide enough.
  const star = fc.array(fc.double({ min: 0.2, max: 10, noNaN: true }), { minLength: 5, maxLength: 24 })
  fc.assert(
    fc.property(star, fc.boolean(), (arms, hasHole) => {
      const ring = (of: (arm: number) => number): Position[] => {
        const corners = arms.map((arm, i): Position => {
          const turn = (2 * Math.PI * i) / arms.length
          return [of(arm) * Math.cos(turn), of(arm) * Math.sin(turn)]
        })
        return [...corners, corners[0]!]
      }
      const hole = ring((arm) => arm / 2).toReversed()
      const star: MultiPolygon = [hasHole ? [ring((arm) => arm), hole] : [ring((arm) => arm)]]
      const middle = interiorPoint(star)
      return middle !== null && isInside(middle, star)
    }),
  )
})
