/**
 * Where the lines of a shape cross, overlap or touch themselves. A sweep along x with the box of every segment; the
 * work is bounded, because a ring made to tangle can cross itself as often as the square of its length.
 */
import type { MultiPolygon, Position } from './polygon.ts'

export type Crossing =
  /** No two segments meet except where one ends and the next begins, or where two rings touch at single points. */
  | 'none'
  /** Some ring crosses, overlaps or touches itself, or crosses or overlaps another. */
  | 'crossing'
  /** More crossings, or more pairs to look at, than anything that is a map would have. */
  | 'too-tangled'

const MOST_PAIRS = 20_000_000
const MOST_CROSSINGS = 20_000

type Segment = Readonly<{ a: Position; b: Position; ring: number; index: number; last: number }>

/** Looks at every ring of the shape together. Positions must be finite and rings closed. */
export function findCrossing(shape: MultiPolygon): Crossing {
  const segments = segmentsOf(shape)
  segments.sort((s, t) => Math.min(s.a[0], s.b[0]) - Math.min(t.a[0], t.b[0]))
  let active: Segment[] = []
  let pairs = 0
  let crossings = 0
  for (const segment of segments) {
    const left = Math.min(segment.a[0], segment.b[0])
    let kept = 0
    for (const other of active) {
      if (Math.max(other.a[0], other.b[0]) < left) continue
      active[kept++] = other
      if (isBad(segment, other)) crossings++
    }
    pairs += active.length
    active.length = kept
    if (pairs > MOST_PAIRS || crossings > MOST_CROSSINGS) return 'too-tangled'
    active.push(segment)
  }
  active = []
  return crossings > 0 ? 'crossing' : 'none'
}

function segmentsOf(shape: MultiPolygon): Segment[] {
  const segments: Segment[] = []
  let number = 0
  for (const polygon of shape) {
    for (const ring of polygon) {
      const last = ring.length - 2
      for (let index = 0; index <= last; index++) {
        segments.push({ a: ring[index]!, b: ring[index + 1]!, ring: number, index, last })
      }
      number++
    }
  }
  return segments
}

function isBad(s: Segment, t: Segment): boolean {
  if (Math.max(s.a[1], s.b[1]) < Math.min(t.a[1], t.b[1])) return false
  if (Math.max(t.a[1], t.b[1]) < Math.min(s.a[1], s.b[1])) return false
  const o1 = side(s.a, s.b, t.a)
  const o2 = side(s.a, s.b, t.b)
  const o3 = side(t.a, t.b, s.a)
  const o4 = side(t.a, t.b, s.b)
  if (o1 === 0 && o2 === 0) return overlaps(s, t)
  if (o1 * o2 > 0 || o3 * o4 > 0) return false
  // The segments meet at one point: proper inside both, or at an end of one of them.
  if (o1 !== 0 && o2 !== 0 && o3 !== 0 && o4 !== 0) return true
  return s.ring === t.ring && !areConsecutive(s, t)
}

function areConsecutive(s: Segment, t: Segment): boolean {
  const gap = Math.abs(s.index - t.index)
  return gap === 1 || gap === s.last
}

/** On one line: bad when they share more than a point, or when parts of one ring that do not follow each other meet. */
function overlaps(s: Segment, t: Segment): boolean {
  const axis = Math.abs(s.b[0] - s.a[0]) >= Math.abs(s.b[1] - s.a[1]) ? 0 : 1
  const low = Math.max(Math.min(s.a[axis], s.b[axis]), Math.min(t.a[axis], t.b[axis]))
  const high = Math.min(Math.max(s.a[axis], s.b[axis]), Math.max(t.a[axis], t.b[axis]))
  if (high > low) return true
  return high === low && s.ring === t.ring && !areConsecutive(s, t)
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}
