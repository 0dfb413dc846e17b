import { type Point, toLongitudeLatitude } from './county.ts'
import type { Mesh } from './mesh.ts'

/** Rings of one area in WGS84: the outer ring first (anticlockwise), then any holes (clockwise); closed. */
export type Rings = readonly (readonly (readonly [number, number])[])[]

/**
 * The outlines of regions made of mesh cells, and which regions touch. Corners are shared by construction: each is
 * one triangle of the mesh, moved and rounded once for every area that uses it.
 */
export function outline(
  mesh: Mesh,
  regionOf: Int32Array,
  regions: number,
): { rings: Rings[]; neighbours: number[][] } {
  const { triangles, halfedges } = mesh.triangulation
  const next: Map<number, number>[] = Array.from({ length: regions }, () => new Map())
  const touching: Set<number>[] = Array.from({ length: regions }, () => new Set())
  const alongside = new Map<number, Set<number>>()
  for (let edge = 0; edge < triangles.length; edge++) {
    const twin = halfedges[edge]!
    if (twin === -1) continue
    const here = regionOf[triangles[edge]!]!
    const there = regionOf[triangles[edge % 3 === 2 ? edge - 2 : edge + 1]!]!
    if (here === -1 || here === there) continue
    const [from, to] = [Math.floor(edge / 3), Math.floor(twin / 3)]
    next[here]!.set(from, to)
    if (there !== -1) touching[here]!.add(there)
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      alongside.set(a, (alongside.get(a) ?? new Set()).add(b))
    }
  }
  const corners = smoothedCorners(mesh, alongside)
  return {
    rings: next.map((steps) => ringsOf(steps, corners)),
    neighbours: touching.map((set) => [...set].sort((a, b) => a - b)),
  }
}

/** Circumcentres of the triangles in use; those that are no junction are drawn towards their two neighbours. */
function smoothedCorners(
  mesh: Mesh,
  alongside: ReadonlyMap<number, ReadonlySet<number>>,
): Map<number, Point> {
  let corners = new Map<number, Point>()
  for (const triangle of alongside.keys()) corners.set(triangle, circumcentre(mesh, triangle))
  for (let round = 0; round < 2; round++) {
    const moved = new Map(corners)
    for (const [triangle, others] of alongside) {
      if (others.size !== 2) continue
      const [a, b] = [...others].map((other) => corners.get(other)!) as [Point, Point]
      const [x, y] = corners.get(triangle)!
      moved.set(triangle, [x / 2 + (a[0] + b[0]) / 4, y / 2 + (a[1] + b[1]) / 4])
    }
    corners = moved
  }
  return corners
}

function circumcentre(mesh: Mesh, triangle: number): Point {
  const corner = (i: number) => mesh.sites[mesh.triangulation.triangles[triangle * 3 + i]!]!
  const [a, b, c] = [corner(0), corner(1), corner(2)]
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]]
  const double = 2 * (bx * cy - by * cx)
  const [bb, cc] = [bx * bx + by * by, cx * cx + cy * cy]
  return [a[0] + (cy * bb - by * cc) / double, a[1] + (bx * cc - cx * bb) / double]
}

function ringsOf(steps: ReadonlyMap<number, number>, corners: ReadonlyMap<number, Point>): Rings {
  const left = new Map(steps)
  const rings: { points: [number, number][]; area: number }[] = []
  for (const start of steps.keys()) {
    if (!left.has(start)) continue
    const points: [number, number][] = []
    for (let at = start; left.has(at); ) {
      points.push(toLongitudeLatitude(corners.get(at)!))
      const to = left.get(at)!
      left.delete(at)
      at = to
    }
    points.push(points[0]!)
    rings.push({ points, area: signedArea(points) })
  }
  // The outer ring is the largest; a hole runs the other way round.
  rings.sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  return rings.map(({ points, area }, i) => (area > 0 === (i === 0) ? points : points.toReversed()))
}

function signedArea(ring: readonly (readonly [number, number])[]): number {
  let twice = 0
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1]
  return twice / 2
}
