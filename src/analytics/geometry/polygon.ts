/** `[x, y]`: longitude and latitude, or easting and northing, as the function says. */
export type Position = readonly [number, number]
/** Closed (last position equals the first), without consecutive repeats, at least four positions. */
export type Ring = readonly Position[]
/** Shell first, anticlockwise; then holes, clockwise. */
export type Polygon = readonly Ring[]
/** One area may be several pieces: islands, or parts joined only by water. */
export type MultiPolygon = readonly Polygon[]

/** West, south, east, north. */
export type Box = readonly [number, number, number, number]

/** Twice-signed shoelace halved: positive when the ring runs anticlockwise. In squared units of its coordinates. */
export function signedArea(ring: Ring): number {
  const origin = ring[0]
  if (!origin) return 0
  let twice = 0
  // Taken from the first position, so that far-off false origins do not eat the precision of small rings.
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!
    const b = ring[i + 1]!
    twice += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
  }
  return twice / 2
}

/** Shells less holes, in squared units of the coordinates; zero when empty. */
export function areaOf(shape: MultiPolygon): number {
  let total = 0
  for (const polygon of shape) {
    polygon.forEach((ring, index) => {
      const area = Math.abs(signedArea(ring))
      total += index === 0 ? area : -area
    })
  }
  return total
}

/** Centre of mass, holes left out; `null` when the shape has no area. It may lie outside a crescent. */
export function centroidOf(shape: MultiPolygon): Position | null {
  const origin = shape[0]?.[0]?.[0]
  if (!origin) return null
  let weight = 0
  let x = 0
  let y = 0
  for (const polygon of shape) {
    polygon.forEach((ring, index) => {
      const sign = (index === 0 ? 1 : -1) * Math.sign(signedArea(ring))
      for (let i = 0; i + 1 < ring.length; i++) {
        const ax = ring[i]![0] - origin[0]
        const ay = ring[i]![1] - origin[1]
        const bx = ring[i + 1]![0] - origin[0]
        const by = ring[i + 1]![1] - origin[1]
        const cross = sign * (ax * by - bx * ay)
        weight += cross
        x += cross * (ax + bx)
        y += cross * (ay + by)
      }
    })
  }
  return weight === 0 ? null : [origin[0] + x / (3 * weight), origin[1] + y / (3 * weight)]
}

/** The box round every shell; `null` when the shape is empty. */
export function boxOf(shape: MultiPolygon): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const polygon of shape) {
    for (const [x, y] of polygon[0] ?? []) {
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return west === Infinity ? null : [west, south, east, north]
}

/** The same shape with every position passed through `change`. */
export function mapPositions(shape: MultiPolygon, change: (position: Position) => Position): MultiPolygon {
  return shape.map((polygon) => polygon.map((ring) => ring.map(change)))
}

export function countPositions(shape: MultiPolygon): number {
  return shape.reduce((sum, polygon) => sum + polygon.reduce((n, ring) => n + ring.length, 0), 0)
}
