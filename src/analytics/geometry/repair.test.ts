import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toSteps } from './clipping.ts'
import { findCrossing } from './crossings.ts'
import { isInsideRing } from './point-in-polygon.ts'
import { areaOf, type MultiPolygon, type Position, type Ring, signedArea } from './polygon.ts'
import { repairShape, windsClockwise } from './repair.ts'

const square = (x: number, y: number, size: number): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const turned = (ring: Ring): Ring => [...ring].reverse()

function mend(shape: MultiPolygon) {
  const repaired = repairShape(shape)
  assert.ok(repaired.ok, `not mended: ${repaired.ok ? '' : repaired.why}`)
  assertValid(repaired.shape)
  return repaired
}

/** Closed, simple, shells anticlockwise, holes clockwise and within their shell. */
function assertValid(shape: MultiPolygon): void {
  for (const polygon of shape) {
    polygon.forEach((ring, index) => {
      assert.ok(ring.length >= 4)
      assert.deepEqual(ring[0], ring.at(-1))
      assert.equal(Math.sign(signedArea(ring)), index === 0 ? 1 : -1)
    })
    for (const hole of polygon.slice(1)) {
      const corners = new Set(polygon[0]!.map(String))
      const free = hole.find((position) => !corners.has(String(position)))
      if (free) assert.ok(isInsideRing(free, polygon[0]!))
    }
  }
  // Rings may meet at single points; each ring by itself may not.
  for (const ring of toSteps(shape).flat()) assert.equal(findCrossing([[ring]]), 'none')
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`)
}

test('a valid polygon keeps every vertex and has no fault', () => {
  const shape: MultiPolygon = [[square(0, 50, 1), turned(square(0.2, 50.2, 0.5))]]
  const { shape: mended, faults } = mend(shape)
  assert.deepEqual(mended, shape)
  assert.deepEqual(faults, [])
})

test('an unclosed ring is closed', () => {
  const { shape, faults } = mend([[square(0, 50, 1).slice(0, -1)]])
  assert.deepEqual(shape, [[square(0, 50, 1)]])
  assert.deepEqual(faults, ['unclosed'])
})

test('repeated points go', () => {
  const ring = square(0, 50, 1).flatMap((position) => [position, position])
  assert.deepEqual(mend([[ring]]), { ok: true, shape: [[square(0, 50, 1)]], faults: ['repeated'] })
})

test('spikes go, at the seam of the ring too', () => {
  const [a, b, c, d] = square(0, 50, 1) as [Position, Position, Position, Position]
  assert.deepEqual(mend([[[a, b, [2, 50], b, c, d, a]]]).faults, ['repeated', 'spike'].reverse())
  near(areaOf(mend([[[a, b, [2, 50], b, c, d, a]]]).shape), 1)
  near(areaOf(mend([[[[-1, 50], a, b, c, d, a, [-1, 50]]]]).shape), 1)
})

test('a ring that encloses nothing is dropped; a shape of nothing else is refused', () => {
  const line: Ring = [
    [0, 50],
    [1, 51],
    [0, 50],
  ]
  const kept = mend([[square(5, 50, 1)], [line]])
  assert.equal(kept.shape.length, 1)
  assert.ok(kept.faults.includes('zero-area'))
  assert.deepEqual(repairShape([[line]]), { ok: false, why: 'no-area' })
  assert.deepEqual(repairShape([]), { ok: false, why: 'no-area' })
})

test('a hole that runs the way of its shell is turned and told', () => {
  const { shape, faults } = mend([[square(0, 50, 1), square(0.2, 50.2, 0.5)]])
  near(areaOf(shape), 0.75)
  assert.deepEqual(faults, ['winding'])
})

test('clockwise shells with anticlockwise holes are turned without being a fault', () => {
  const old: MultiPolygon = [[turned(square(0, 50, 1)), square(0.2, 50.2, 0.5)]]
  assert.equal(windsClockwise(old), true)
  assert.deepEqual(mend(old).faults, [])
})

test('a bow-tie keeps both lobes', () => {
  const bow: Ring = [
    [0, 50],
    [1, 51],
    [1, 50],
    [0, 51],
    [0, 50],
  ]
  const { shape, faults } = mend([[bow]])
  near(areaOf(shape), 0.5)
  assert.equal(shape.length, 2)
  assert.deepEqual(faults, ['crossing'])
})

test('a hole outside its outline goes, one across it is cut to what lies inside', () => {
  const outside = mend([[square(0, 50, 1), turned(square(3, 50, 1))]])
  near(areaOf(outside.shape), 1)
  assert.deepEqual(outside.faults, ['hole-outside'])
  near(areaOf(mend([[square(0, 50, 1), turned(square(0.5, 50.25, 1))]]).shape), 1 - 0.375)
})

test('pieces that overlap become one, an island in a lake stays', () => {
  near(areaOf(mend([[square(0, 50, 1)], [square(0.5, 50, 1)]]).shape), 1.5)
  const lake = mend([[square(0, 50, 3), turned(square(1, 51, 1))], [square(1.25, 51.25, 0.5)]])
  near(areaOf(lake.shape), 8.25)
  assert.deepEqual(lake.faults, [])
})

test('a ring made to tangle is refused, not worked on for ever', () => {
  const tangle = Array.from({ length: 4000 }, (_, i): Position => [i % 2, 50 + ((i * 7919) % 4000) / 4000])
  assert.deepEqual(repairShape([[tangle]]), { ok: false, why: 'too-tangled' })
})

const position = fc.tuple(
  fc.integer({ min: -20_000, max: 20_000 }).map((n) => n / 10_000),
  fc.integer({ min: 500_000, max: 520_000 }).map((n) => n / 10_000),
)

test('any random ring becomes valid or encloses nothing, and mending twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 25 }), (ring) => {
      const repaired = repairShape([[ring]])
      if (!repaired.ok) {
        assert.equal(repaired.why, 'no-area')
        return
      }
      assertValid(repaired.shape)
      const again = repairShape(repaired.shape)
      assert.ok(again.ok)
      near(areaOf(again.shape), areaOf(repaired.shape))
    }),
    { numRuns: 500 },
  )
})

test('random shells with random holes become valid and never grow', () => {
  const ring = fc.array(position, { minLength: 4, maxLength: 10 })
  fc.assert(
    fc.property(ring, fc.array(ring, { maxLength: 3 }), (shell, holes) => {
      const whole = repairShape([[shell]])
      const repaired = repairShape([[shell, ...holes]])
      if (!repaired.ok) return
      assertValid(repaired.shape)
      assert.ok(whole.ok)
      assert.ok(areaOf(repaired.shape) <= areaOf(whole.shape) + 1e-5)
    }),
    { numRuns: 300 },
  )
})
