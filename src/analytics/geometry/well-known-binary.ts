/** Well-known binary (OGC 06-103r4), little-endian, two-dimensional MultiPolygons only: what boundaries are stored as. */
import type { MultiPolygon, Position, Ring } from './polygon.ts'

const POLYGON = 3
const MULTI_POLYGON = 6

/** 16 bytes a vertex and a few more a ring. */
export function toWellKnownBinary(shape: MultiPolygon): Uint8Array {
  let size = 9
  for (const polygon of shape) {
    size += 9
    for (const ring of polygon) size += 4 + ring.length * 16
  }
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  const int = (value: number) => {
    view.setUint32(at, value, true)
    at += 4
  }
  const header = (type: number, parts: number) => {
    view.setUint8(at++, 1)
    int(type)
    int(parts)
  }
  header(MULTI_POLYGON, shape.length)
  for (const polygon of shape) {
    header(POLYGON, polygon.length)
    for (const ring of polygon) {
      int(ring.length)
      for (const [x, y] of ring) {
        view.setFloat64(at, x, true)
        view.setFloat64(at + 8, y, true)
        at += 16
      }
    }
  }
  return bytes
}

/** Inverse of {@link toWellKnownBinary}; throws on anything else, which would mean a damaged store. */
export function fromWellKnownBinary(bytes: Uint8Array): MultiPolygon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const int = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const header = (type: number) => {
    if (view.getUint8(at++) !== 1 || int() !== type) throw new Error('Not a little-endian MultiPolygon')
    return int()
  }
  const ring = (): Ring => {
    const positions: Position[] = []
    for (let left = int(); left > 0; left--) {
      positions.push([view.getFloat64(at, true), view.getFloat64(at + 8, true)])
      at += 16
    }
    return positions
  }
  return Array.from({ length: header(MULTI_POLYGON) }, () => Array.from({ length: header(POLYGON) }, ring))
}
