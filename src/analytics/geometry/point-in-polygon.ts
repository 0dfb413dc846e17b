import type { MultiPolygon, Position, Ring } from './polygon.ts'

/** Whether a position lies inside a ring by the even–odd rule; on the line itself either answer may come back. */
export function isInsideRing([x, y]: Position, ring: Ring): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[j]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** Whether a position lies in a shape, holes left out; on its line either answer may come back. */
export function isInside(position: Position, shape: MultiPolygon): boolean {
  return shape.some(
    ([shell, ...holes]) =>
      shell !== undefined &&
      isInsideRing(position, shell) &&
      !holes.some((hole) => isInsideRing(position, hole)),
  )
}
