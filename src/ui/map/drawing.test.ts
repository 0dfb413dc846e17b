import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawShapes } from './drawing.view.ts'

test('a drawing lies within its frame, north up', () => {
  const square = (west: number, south: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [west + 1, south],
        [west + 1, south + 1],
        [west, south + 1],
        [west, south],
      ],
    ],
  })
  const { width, height, shapes } = drawShapes([
    { properties: { code: 'south' }, geometry: square(0, 52) },
    { properties: { code: 'north' }, geometry: square(0, 53) },
    { properties: { code: 'nowhere' }, geometry: null },
  ])
  const [south, north, nowhere] = shapes
  assert.ok(north!.box.bottom <= south!.box.top + 0.11)
  for (const { box } of [south!, north!])
    assert.ok(box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height)
  // A degree of longitude at 53° is three fifths of one of latitude.
  assert.ok(
    Math.abs((north!.box.right - north!.box.left) / (north!.box.bottom - north!.box.top) - 0.602) < 0.01,
  )
  assert.equal(nowhere!.path, '')
})
