/**
 * A clipped ring may pass the same point twice (a hole that touches its shell is traced as part of it). Cut there, it
 * falls into loops that do not: anticlockwise ones are shells, clockwise ones holes.
 */
import { isInsideRing } from './point-in-polygon.ts'
import { type Polygon, type Position, type Ring, signedArea } from './polygon.ts'

/** Polygons made of the same lines, in which no ring meets itself at a vertex. */
export function cutAtRepeatedVertices(rings: readonly Ring[]): Polygon[] {
  const loops = rings.flatMap(loopsOf)
  const shells = loops.filter((loop) => signedArea(loop) > 0)
  const polygons = shells.map((shell) => [shell])
  for (const hole of loops) {
    if (signedArea(hole) >= 0) continue
    const around = polygons.filter(([shell]) => liesInside(hole, shell!))
    around.sort((a, b) => signedArea(a[0]!) - signedArea(b[0]!))
    around[0]?.push(hole)
  }
  return polygons
}

/**
 * The ring with a vertex put wherever one of its own vertices lies exactly on another of its segments, so that it
 * can be cut there. Whole-number coordinates; takes the square of the ring's length.
 */
export function withTouchingVertices(ring: Ring): Ring {
  const into: Position[] = []
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!]
    into.push(a)
    const touching = ring.slice(1).filter((position) => liesWithin(position, a, b))
    touching.sort((p, q) => Math.hypot(p[0] - a[0], p[1] - a[1]) - Math.hypot(q[0] - a[0], q[1] - a[1]))
    into.push(...touching)
  }
  into.push(ring[0]!)
  return into.filter((position, i) => i === 0 || String(position) !== String(into[i - 1]))
}

function liesWithin(p: Position, a: Position, b: Position): boolean {
  const across = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
  return across === 0 && (p[0] - a[0]) * (p[0] - b[0]) + (p[1] - a[1]) * (p[1] - b[1]) < 0
}

/** Whether a ring that does not cross `outer` lies inside it, judged by a vertex they do not share. */
export function liesInside(inner: Ring, outer: Ring): boolean {
  const touching = new Set(outer.map(String))
  const free = inner.find((position) => !touching.has(String(position)))
  // Every vertex shared: the middle of a segment decides, unless that segment runs along the outer ring itself.
  const probe: Position = free ?? [(inner[0]![0] + inner[1]![0]) / 2, (inner[0]![1] + inner[1]![1]) / 2]
  return isInsideRing(probe, outer)
}

function loopsOf(ring: Ring): Ring[] {
  const loops: Ring[] = []
  const open: Position[] = []
  const at = new Map<string, number>()
  for (const position of ring.slice(0, -1)) {
    const key = String(position)
    const start = at.get(key)
    if (start !== undefined) {
      const loop = open.splice(start)
      for (const passed of loop) at.delete(String(passed))
      if (loop.length > 2) loops.push([...loop, loop[0]!])
    }
    at.set(key, open.length)
    open.push(position)
  }
  if (open.length > 2) loops.push([...open, open[0]!])
  return loops
}
