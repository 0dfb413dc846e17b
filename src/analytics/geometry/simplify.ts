/**
 * Fewer vertices for small map payloads, with shared borders still shared. Rings are cut into arcs where three or
 * more lines meet; each arc is thinned once (Douglas–Peucker 1973) and every area that uses it gets the same thinned
 * arc, so no gap or overlap opens between neighbours. Arcs that bound the same sliver keep their farthest vertex, so
 * no ring collapses; islands too small to see keep three corners.
 */
import type { MultiPolygon, Position, Ring } from './polygon.ts'

type Arc = Readonly<{ key: string; backwards: boolean }>

/** Metres a degree of latitude spans, near enough for a drawing tolerance. */
const METRES_PER_DEGREE = 111_320

/**
 * Shapes in degrees that share vertices along their borders; `toleranceMetres` is how far a line may move. The
 * answer keeps the order of the shapes, each polygon and ring present. Coordinates are not moved, only dropped.
 */
export function simplify(shapes: readonly MultiPolygon[], toleranceMetres: number): MultiPolygon[] {
  const junctions = junctionsOf(shapes)
  const arcs = new Map<string, Position[]>()
  const keepsBend = new Set<string>()
  const cut = shapes.map((shape) =>
    shape.map((polygon) =>
      polygon.map((ring) => {
        const parts = cutRing(ring, junctions, arcs)
        if (parts.length <= 2) for (const part of parts) keepsBend.add(part.key)
        return parts
      }),
    ),
  )
  const thinned = new Map<string, Position[]>()
  for (const [key, arc] of arcs) thinned.set(key, thin(arc, toleranceMetres, keepsBend.has(key)))
  return cut.map((shape) => shape.map((polygon) => polygon.map((parts) => joined(parts, thinned))))
}

/** Vertices where the lines of all shapes together do more than pass through. */
function junctionsOf(shapes: readonly MultiPolygon[]): Set<string> {
  const beside = new Map<string, Set<string>>()
  for (const shape of shapes) {
    for (const polygon of shape) {
      for (const ring of polygon) {
        const keys = ring.slice(0, -1).map(keyOf)
        keys.forEach((key, i) => {
          const set = beside.get(key) ?? new Set()
          set.add(keys[(i + 1) % keys.length]!).add(keys.at(i - 1)!)
          beside.set(key, set)
        })
      }
    }
  }
  return new Set([...beside].filter(([, set]) => set.size !== 2).map(([key]) => key))
}

function cutRing(ring: Ring, junctions: ReadonlySet<string>, arcs: Map<string, Position[]>): Arc[] {
  const open = ring.slice(0, -1)
  const first = open.findIndex((position) => junctions.has(keyOf(position)))
  // Without a junction the whole ring is one arc; it starts at its least vertex so that a hole and the island that
  // fills it are cut alike.
  const start = first >= 0 ? first : leastOf(open)
  const turned = [...open.slice(start), ...open.slice(0, start), open[start]!]
  const parts: Arc[] = []
  let arc: Position[] = [turned[0]!]
  for (let i = 1; i < turned.length; i++) {
    arc.push(turned[i]!)
    if (i === turned.length - 1 || junctions.has(keyOf(turned[i]!))) {
      parts.push(remember(arc, arcs))
      arc = [turned[i]!]
    }
  }
  return parts
}

function remember(arc: Position[], arcs: Map<string, Position[]>): Arc {
  const forwards = arc.map(keyOf).join(' ')
  const reversed = [...arc].reverse()
  const backwards = reversed.map(keyOf).join(' ')
  if (forwards <= backwards) {
    arcs.set(forwards, arc)
    return { key: forwards, backwards: false }
  }
  arcs.set(backwards, reversed)
  return { key: backwards, backwards: true }
}

function joined(parts: readonly Arc[], thinned: ReadonlyMap<string, Position[]>): Ring {
  const ring: Position[] = []
  for (const { key, backwards } of parts) {
    const arc = thinned.get(key)!
    const inOrder = backwards ? [...arc].reverse() : arc
    ring.push(...(ring.length > 0 ? inOrder.slice(1) : inOrder))
  }
  return ring
}

/** Keeps both ends and every vertex farther than the tolerance from the line that would replace it. */
function thin(arc: readonly Position[], toleranceMetres: number, keepBend: boolean): Position[] {
  const squeeze = Math.cos((arc[0]![1] * Math.PI) / 180)
  const keep = new Uint8Array(arc.length)
  keep[0] = 1
  keep[arc.length - 1] = 1
  const isLoop = keyOf(arc[0]!) === keyOf(arc.at(-1)!)
  const toDo: [from: number, to: number, atLeast: number][] = [
    [0, arc.length - 1, isLoop ? 2 : keepBend ? 1 : 0],
  ]
  for (let span = toDo.pop(); span; span = toDo.pop()) {
    const [from, to, atLeast] = span
    let farthest = -1
    let distance = -1
    for (let i = from + 1; i < to; i++) {
      const away = metresFromLine(arc[i]!, arc[from]!, arc[to]!, squeeze)
      if (away > distance) {
        distance = away
        farthest = i
      }
    }
    if (farthest < 0 || (distance <= toleranceMetres && atLeast === 0)) continue
    keep[farthest] = 1
    // A loop needs a second bend: on the longer side of the first, so that three corners always remain.
    const before = farthest - from > to - farthest
    const rest = Math.max(0, atLeast - 1)
    toDo.push([from, farthest, before ? rest : 0], [farthest, to, before ? 0 : rest])
  }
  return arc.filter((_, i) => keep[i] === 1)
}

function metresFromLine(p: Position, a: Position, b: Position, squeeze: number): number {
  const px = (p[0] - a[0]) * squeeze
  const py = p[1] - a[1]
  const dx = (b[0] - a[0]) * squeeze
  const dy = b[1] - a[1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
  return Math.hypot(px - along * dx, py - along * dy) * METRES_PER_DEGREE
}

function leastOf(positions: readonly Position[]): number {
  let least = 0
  positions.forEach(([x, y], i) => {
    const [lx, ly] = positions[least]!
    if (x < lx || (x === lx && y < ly)) least = i
  })
  return least
}

function keyOf(position: Position): string {
  return `${position[0]},${position[1]}`
}
