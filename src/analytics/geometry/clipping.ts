/**
 * The one place that touches the clipping library (Clipper2, an integer sweep; see docs/decisions). It works in
 * whole steps of 1e-7 degrees, about a centimetre, which every stored boundary is already on: comparisons are exact
 * and borders that two areas share stay equal.
 */
import { Clipper64, ClipType, FillRule, type Path64, type PolyPath64, PolyTree64 } from 'clipper2-ts'
import { type MultiPolygon, mapPositions, type Position, type Ring, signedArea } from './polygon.ts'
import { cutAtRepeatedVertices } from './simple-loops.ts'

const STEPS_PER_DEGREE = 1e7

/** Degrees to the nearest whole step. */
export function toSteps(shape: MultiPolygon): MultiPolygon {
  return mapPositions(shape, ([x, y]) => [Math.round(x * STEPS_PER_DEGREE), Math.round(y * STEPS_PER_DEGREE)])
}

/** Inverse of {@link toSteps}. */
export function toDegrees(shape: MultiPolygon): MultiPolygon {
  return mapPositions(shape, ([x, y]) => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE])
}

/** What the shells cover, whichever way each winds, less what the holes cover; stray holes vanish. In steps. */
export function shellsLessHoles(shells: readonly Ring[], holes: readonly Ring[]): MultiPolygon {
  const covered = clip(ClipType.Union, shells.map(anticlockwise), [])
  if (holes.length === 0) return covered
  return clip(ClipType.Difference, pathsOf(covered), holes.map(anticlockwise))
}

/** The union of whole shapes, holes kept; each must be clean and rightly wound by itself. In steps. */
export function unionOf(shapes: readonly MultiPolygon[]): MultiPolygon {
  return clip(ClipType.Union, shapes.flatMap(pathsOf), [])
}

function clip(type: ClipType, subject: Path64[], other: Path64[]): MultiPolygon {
  if (subject.length === 0) return []
  const clipper = new Clipper64()
  clipper.addSubject(subject)
  if (other.length > 0) clipper.addClip(other)
  const tree = new PolyTree64()
  // Non-zero winding counts every lobe of a self-crossing ring as inside, as the person who drew it would.
  if (!clipper.execute(type, FillRule.NonZero, tree)) throw new Error('The clipping library gave no answer')
  const rings: Ring[] = []
  collect(tree, rings)
  return cutAtRepeatedVertices(rings)
}

/** The tree nests shell, hole, island within the hole, and so on; the way each winds tells it all again. */
function collect(node: PolyPath64, into: Ring[]): void {
  for (let i = 0; i < node.count; i++) {
    const child = node.child(i)
    if (child.poly && child.poly.length > 2) into.push(ringOf(child.poly, child.isHole ? -1 : 1))
    collect(child, into)
  }
}

function pathsOf(shape: MultiPolygon): Path64[] {
  return shape.flatMap((polygon) => polygon.map(pathOf))
}

function pathOf(ring: Ring): Path64 {
  return ring.slice(0, -1).map(([x, y]) => ({ x, y }))
}

/** Separate rings of one union must not cancel each other out. */
function anticlockwise(ring: Ring): Path64 {
  return signedArea(ring) < 0 ? pathOf(ring).reverse() : pathOf(ring)
}

function ringOf(path: Path64, sign: 1 | -1): Ring {
  const ring = path.map(({ x, y }): Position => [x, y])
  ring.push(ring[0]!)
  return Math.sign(signedArea(ring)) === sign ? ring : ring.reverse()
}
