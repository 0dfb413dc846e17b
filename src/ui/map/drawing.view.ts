import type { Geometry, Position } from 'geojson'

export type Shape = Readonly<{ properties: Readonly<{ code: string }>; geometry: Geometry | null }>
export type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>
/** One area's outline as path data in the drawing's own frame. */
export type DrawnShape = Readonly<{ code: string; path: string; box: Box }>
export type Drawing = Readonly<{
  width: number
  height: number
  shapes: readonly DrawnShape[]
  /** Where a longitude and latitude lies in the drawing. */
  at: (position: Position) => [x: number, y: number]
}>

const WIDTH = 720
const MARGIN = 6

/**
 * Draws longitude and latitude on a plane touching the middle latitude: over a force's extent shapes are true to
 * about a part in two hundred. Points are rounded to the tenth of a pixel and repeats dropped. A shape without an
 * outline has an empty path.
 */
export function drawShapes(features: readonly Shape[]): Drawing {
  const rings = features.map((feature) => ringsOf(feature.geometry))
  const extent = { west: 180, east: -180, south: 90, north: -90 }
  for (const [x = 0, y = 0] of rings.flat(2)) {
    extent.west = Math.min(extent.west, x)
    extent.east = Math.max(extent.east, x)
    extent.south = Math.min(extent.south, y)
    extent.north = Math.max(extent.north, y)
  }
  if (extent.west > extent.east) return { width: WIDTH, height: WIDTH, shapes: [], at: () => [0, 0] }
  const squeeze = Math.cos(((extent.south + extent.north) / 2 / 180) * Math.PI)
  const spanX = Math.max(1e-9, (extent.east - extent.west) * squeeze)
  const spanY = Math.max(1e-9, extent.north - extent.south)
  const scale = (WIDTH - 2 * MARGIN) / Math.max(spanX, spanY)
  const place = ([x = 0, y = 0]: Position): [number, number] => [
    MARGIN + (x - extent.west) * squeeze * scale,
    MARGIN + (extent.north - y) * scale,
  ]
  return {
    width: Math.ceil(spanX * scale + 2 * MARGIN),
    height: Math.ceil(spanY * scale + 2 * MARGIN),
    shapes: features.map((feature, index) => drawShape(feature.properties.code, rings[index]!, place)),
    at: place,
  }
}

function drawShape(
  code: string,
  rings: readonly Position[][],
  place: (position: Position) => [number, number],
): DrawnShape {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  let path = ''
  for (const ring of rings) {
    let last = ''
    let points = ''
    for (const position of ring) {
      const [x, y] = place(position)
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
      const point = `${tenth(x)} ${tenth(y)}`
      if (point !== last) points += `${points === '' ? 'M' : 'L'}${point}`
      last = point
    }
    if (points !== '') path += `${points}Z`
  }
  return { code, path, box }
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function ringsOf(geometry: Geometry | null): Position[][] {
  switch (geometry?.type) {
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'GeometryCollection':
      return geometry.geometries.flatMap(ringsOf)
    default:
      return []
  }
}
