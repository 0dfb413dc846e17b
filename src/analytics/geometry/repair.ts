/**
 * Makes a polygon valid and says what was wrong with it. A valid polygon passes through with its vertices untouched
 * (but for the 1e-7 degree grid), so that borders shared between areas stay shared.
 */
import { shellsLessHoles, toDegrees, toSteps, unionOf } from './clipping.ts'
import { findCrossing } from './crossings.ts'
import {
  areaOf,
  type MultiPolygon,
  mapPositions,
  type Polygon,
  type Position,
  type Ring,
  signedArea,
} from './polygon.ts'
import { cutAtRepeatedVertices, liesInside, withTouchingVertices } from './simple-loops.ts'

/** What can be mended, in the words a report shows. */
export const FAULTS = {
  unclosed: 'a ring was not closed',
  repeated: 'points were repeated',
  spike: 'a spike ran out and back along itself',
  'zero-area': 'a ring enclosed nothing and was dropped',
  winding: 'a ring ran the wrong way round',
  crossing: 'the outline crossed or touched itself',
  'hole-outside': 'a hole lay outside its outline or inside another hole',
} as const
export type Fault = keyof typeof FAULTS

const MOST_PASSES = 6
const LONGEST_TO_COMPARE = 5000

export type Repaired =
  | Readonly<{ ok: true; shape: MultiPolygon; faults: readonly Fault[] }>
  | Readonly<{ ok: false; why: 'no-area' | 'too-tangled' }>

/**
 * `shape` in degrees, finite, otherwise as found. `winding` is reported when shells and holes do not run opposite
 * ways; a file that winds all its shells clockwise follows the older convention, which is for the caller to judge
 * with {@link windsClockwise}.
 */
export function repairShape(shape: MultiPolygon): Repaired {
  const faults = new Set<Fault>()
  const cleaned: Ring[][] = []
  for (const polygon of toSteps(shape)) {
    const [shell, ...holes] = polygon.map((ring) => cleanRing(ring, faults))
    if (!shell) continue
    cleaned.push([shell, ...holes.filter((hole) => hole !== null)])
  }
  if (cleaned.length === 0) return { ok: false, why: 'no-area' }

  const crossing = findCrossing(cleaned)
  if (crossing === 'too-tangled') return { ok: false, why: 'too-tangled' }
  const strays = crossing === 'none' && hasStrayRings(cleaned)
  if (crossing === 'crossing') faults.add('crossing')
  if (strays) faults.add('hole-outside')
  if (crossing === 'none' && !strays) {
    const shapeAsFound = toDegrees(cleaned.map((polygon) => wound(polygon, faults)))
    return { ok: true, shape: shapeAsFound, faults: [...faults] }
  }
  const mended = untangle(cleaned)
  if (areaOf(mended) === 0) return { ok: false, why: 'no-area' }
  return { ok: true, shape: toDegrees(mended), faults: [...faults] }
}

/** Rounding a crossing to the grid can make a sliver cross anew, hence more than one pass; each has fewer to make. */
function untangle(shape: readonly (readonly Ring[])[]): MultiPolygon {
  let untangled: MultiPolygon = shape
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    // Each piece keeps its own holes: a hole cuts the shell it was drawn in, not an island of the same area within it.
    untangled = unionOf(untangled.map(([shell, ...holes]) => shellsLessHoles([shell!], holes)))
    if (findCrossing(untangled) !== 'crossing') break
    const rings = untangled.flat()
    if (rings.some((ring) => ring.length > LONGEST_TO_COMPARE)) continue
    untangled = cutAtRepeatedVertices(rings.map(withTouchingVertices))
    if (findCrossing(untangled) !== 'crossing') break
    // Lines a step apart can go on crossing whichever way they are rounded: ten steps (10 cm) settle it.
    if (pass >= 2)
      untangled = mapPositions(untangled, ([x, y]) => [10 * Math.round(x / 10), 10 * Math.round(y / 10)])
  }
  return untangled
}

/** Whether every shell runs clockwise, as the GeoJSON of before RFC 7946 and shapefiles have it. */
export function windsClockwise(shape: MultiPolygon): boolean {
  return shape.every((polygon) => polygon[0] !== undefined && signedArea(closed(polygon[0])) < 0)
}

function closed(ring: Ring): Ring {
  const first = ring[0]
  const last = ring.at(-1)
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring
}

/** Closed, no repeats, no spikes; `null` when nothing is left. */
function cleanRing(ring: Ring, faults: Set<Fault>): Ring | null {
  const points = [...ring]
  if (points.length > 1 && !equal(points[0]!, points.at(-1)!)) faults.add('unclosed')
  else points.pop()
  const kept: Position[] = []
  for (const point of points) add(kept, point, faults)
  trimEnds(kept, faults)
  if (kept.length < 3) {
    faults.add('zero-area')
    return null
  }
  kept.push(kept[0]!)
  return kept
}

/** Adds a point to an open chain, taking back any spike it completes. */
function add(kept: Position[], point: Position, faults: Set<Fault>): void {
  while (kept.length > 0) {
    if (equal(kept.at(-1)!, point)) {
      faults.add('repeated')
      return
    }
    if (kept.length < 2 || !isSpike(kept.at(-2)!, kept.at(-1)!, point)) break
    faults.add('spike')
    kept.pop()
  }
  kept.push(point)
}

/** The same where the chain's end meets its beginning. */
function trimEnds(kept: Position[], faults: Set<Fault>): void {
  for (let changed = true; changed && kept.length >= 3; ) {
    changed = false
    if (equal(kept[0]!, kept.at(-1)!)) {
      faults.add('repeated')
      kept.pop()
      changed = true
    } else if (isSpike(kept.at(-2)!, kept.at(-1)!, kept[0]!)) {
      faults.add('spike')
      kept.pop()
      changed = true
    } else if (isSpike(kept.at(-1)!, kept[0]!, kept[1]!)) {
      faults.add('spike')
      kept.shift()
      changed = true
    }
  }
}

function equal(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Out from `a` to the tip and straight back towards `b`. */
function isSpike(a: Position, tip: Position, b: Position): boolean {
  const [ux, uy] = [a[0] - tip[0], a[1] - tip[1]]
  const [vx, vy] = [b[0] - tip[0], b[1] - tip[1]]
  return ux * vy - uy * vx === 0 && ux * vx + uy * vy > 0
}

/** No line crosses another here, so one vertex tells where a whole ring lies (touching vertices are passed over). */
function hasStrayRings(shape: readonly Ring[][]): boolean {
  for (const [shell, ...holes] of shape) {
    for (const hole of holes) {
      if (!liesInside(hole, shell!)) return true
      if (holes.some((other) => other !== hole && liesInside(hole, other))) return true
    }
  }
  return shape.some(([shell], i) =>
    shape.some(
      ([other, ...holes], j) =>
        i !== j && liesInside(shell!, other!) && !holes.some((hole) => liesInside(shell!, hole)),
    ),
  )
}

function wound(polygon: readonly Ring[], faults: Set<Fault>): Polygon {
  const shellSign = Math.sign(signedArea(polygon[0]!))
  return polygon.map((ring, index) => {
    const sign = Math.sign(signedArea(ring))
    if (index > 0 && sign === shellSign) faults.add('winding')
    return sign === (index === 0 ? 1 : -1) ? ring : [...ring].reverse()
  })
}
