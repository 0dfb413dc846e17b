import { isInside } from './point-in-polygon.ts'
import { boxOf, centroidOf, type MultiPolygon, type Position } from './polygon.ts'

/**
 * A point inside a shape that stands for it: its centre of mass, or where that lies outside (a crescent, two islands),
 * the middle of the widest stretch along the level half-way up its tallest part. `null` when the shape has no area.
 */
export function interiorPoint(shape: MultiPolygon): Position | null {
  const centre = centroidOf(shape)
  if (!centre || isInside(centre, shape)) return centre
  const boxes = shape.map((polygon) => boxOf([polygon])).filter((box) => box !== null)
  const [, south, , north] = boxes.reduce((a, b) => (b[3] - b[1] > a[3] - a[1] ? b : a))
  return widestMiddle(shape, levelBetweenCorners(shape, south, north))
}

// A level through a corner would meet it twice or not at all, so it runs half-way between the two nearest corners.
function levelBetweenCorners(shape: MultiPolygon, south: number, north: number): number {
  const middle = (south + north) / 2
  let [below, above] = [south, north]
  for (const [, y] of shape.flat(2)) {
    if (y <= middle && y > below) below = y
    if (y > middle && y < above) above = y
  }
  return (below + above) / 2
}

function widestMiddle(shape: MultiPolygon, level: number): Position | null {
  const crossings: number[] = []
  for (const ring of shape.flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay] = ring[i]!
      const [bx, by] = ring[i + 1]!
      if (ay > level !== by > level) crossings.push(ax + ((level - ay) / (by - ay)) * (bx - ax))
    }
  }
  crossings.sort((a, b) => a - b)
  let widest: readonly [number, number] | null = null
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [left, right] = [crossings[i]!, crossings[i + 1]!]
    if (!widest || right - left > widest[1] - widest[0]) widest = [left, right]
  }
  return widest && [(widest[0] + widest[1]) / 2, level]
}
