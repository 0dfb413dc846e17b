import { COAST, LAND_BOUNDARY, type Point, RIVER } from './county.ts'
import type { Random } from './random.ts'

/** The county's limit as one ring (first point not repeated) and its river, both drawn finely. */
export type Shore = Readonly<{ ring: readonly Point[]; river: readonly Point[] }>

/** Roughens a drawn line by moving the middle of each part sideways, less at each halving, down to `finestKm`. */
function roughened(line: readonly Point[], roughness: number, finestKm: number, random: Random): Point[] {
  const result: Point[] = [line[0]!]
  const divide = (from: Point, to: Point) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    if (Math.hypot(dx, dy) <= finestKm) return void result.push(to)
    const aside = random.between(-roughness, roughness)
    const middle: Point = [(from[0] + to[0]) / 2 - dy * aside, (from[1] + to[1]) / 2 + dx * aside]
    divide(from, middle)
    divide(middle, to)
  }
  for (let i = 1; i < line.length; i++) divide(line[i - 1]!, line[i]!)
  return result
}

/** Cuts corners (Chaikin), keeping both ends. */
function rounded(line: readonly Point[], times: number): readonly Point[] {
  if (times === 0) return line
  const result: Point[] = [line[0]!]
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    result.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25])
    result.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75])
  }
  result.push(line.at(-1)!)
  return rounded(result, times - 1)
}

export function drawShore(random: Random): Shore {
  const coast = roughened(rounded(COAST, 1), 0.2, 0.35, random)
  const land = roughened(rounded(LAND_BOUNDARY, 1), 0.14, 0.5, random)
  return {
    ring: [...coast.slice(0, -1), ...land.slice(0, -1)],
    river: roughened(rounded(RIVER, 2), 0.16, 0.3, random),
  }
}

/** Even–odd rule. */
export function isWithin(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i]!, ring[j]!]
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

/** True where the two segments cross. */
export function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0
}
