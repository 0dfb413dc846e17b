import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isLonLat, isOnNationalGrid, toLonLat, toNationalGrid } from './national-grid.ts'

const RADIANS = Math.PI / 180

/** Transverse Mercator on Airy 1830 by the series in the Ordnance Survey's guide, annexe C. */
function project(lat: number, lon: number): [number, number] {
  const [a, b, f0, e0, n0] = [6377563.396, 6356256.909, 0.9996012717, 400000, -100000]
  const [phi, lambda, phi0, lambda0] = [lat * RADIANS, lon * RADIANS, 49 * RADIANS, -2 * RADIANS]
  const e2 = 1 - (b * b) / (a * a)
  const n = (a - b) / (a + b)
  const nu = (a * f0) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
  const rho = (a * f0 * (1 - e2)) / (1 - e2 * Math.sin(phi) ** 2) ** 1.5
  const eta2 = nu / rho - 1
  const d = phi - phi0
  const s = phi + phi0
  const m =
    b *
    f0 *
    ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * d -
      (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(d) * Math.cos(s) +
      (15 / 8) * (n ** 2 + n ** 3) * Math.sin(2 * d) * Math.cos(2 * s) -
      (35 / 24) * n ** 3 * Math.sin(3 * d) * Math.cos(3 * s))
  const [cos, tan] = [Math.cos(phi), Math.tan(phi)]
  const i = m + n0
  const ii = (nu / 2) * Math.sin(phi) * cos
  const iii = (nu / 24) * Math.sin(phi) * cos ** 3 * (5 - tan ** 2 + 9 * eta2)
  const iiia = (nu / 720) * Math.sin(phi) * cos ** 5 * (61 - 58 * tan ** 2 + tan ** 4)
  const iv = nu * cos
  const v = (nu / 6) * cos ** 3 * (nu / rho - tan ** 2)
  const vi = (nu / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta2 - 58 * tan ** 2 * eta2)
  const l = lambda - lambda0
  return [e0 + iv * l + v * l ** 3 + vi * l ** 5, i + ii * l ** 2 + iii * l ** 4 + iiia * l ** 6]
}

/** WGS84 degrees to Airy 1830 degrees by the guide's seven parameters. */
function toAiry(lat: number, lon: number): [number, number] {
  const [a, b] = [6378137, 6356752.314245]
  const e2 = 1 - (b * b) / (a * a)
  const [phi, lambda] = [lat * RADIANS, lon * RADIANS]
  const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
  const x = nu * Math.cos(phi) * Math.cos(lambda)
  const y = nu * Math.cos(phi) * Math.sin(lambda)
  const z = nu * (1 - e2) * Math.sin(phi)
  const scale = 1 + 20.4894e-6
  const [rx, ry, rz] = [-0.1502, -0.247, -0.8421].map((seconds) => (seconds / 3600) * RADIANS)
  const x2 = -446.448 + scale * x - rz! * y + ry! * z
  const y2 = 125.157 + rz! * x + scale * y - rx! * z
  const z2 = -542.06 - ry! * x + rx! * y + scale * z
  const airyE2 = 1 - 6356256.909 ** 2 / 6377563.396 ** 2
  const p = Math.hypot(x2, y2)
  let latitude = Math.atan2(z2, p * (1 - airyE2))
  for (let k = 0; k < 10; k++) {
    const radius = 6377563.396 / Math.sqrt(1 - airyE2 * Math.sin(latitude) ** 2)
    latitude = Math.atan2(z2 + airyE2 * radius * Math.sin(latitude), p)
  }
  return [latitude / RADIANS, Math.atan2(y2, x2) / RADIANS]
}

test('the check itself reproduces the worked example of the Ordnance Survey guide', () => {
  const [easting, northing] = project(52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600)
  assert.ok(Math.abs(easting - 651409.903) < 0.001, String(easting))
  assert.ok(Math.abs(northing - 313177.27) < 0.001, String(northing))
})

const inBritain = fc.record({
  lon: fc.double({ min: -6, max: 1.7, noNaN: true }),
  lat: fc.double({ min: 50, max: 58.5, noNaN: true }),
})

test('degrees go to the grid as an independent computation has it, within 10 cm', () => {
  fc.assert(
    fc.property(inBritain, ({ lon, lat }) => {
      const [easting, northing] = toNationalGrid([lon, lat])
      const [e, n] = project(...toAiry(lat, lon))
      assert.ok(Math.hypot(easting - e, northing - n) < 0.1, `${easting - e}, ${northing - n}`)
    }),
  )
})

test('there and back is within a centimetre', () => {
  fc.assert(
    fc.property(inBritain, ({ lon, lat }) => {
      const [easting, northing] = toNationalGrid([lon, lat])
      const [e, n] = toNationalGrid(toLonLat([easting, northing]))
      assert.ok(Math.hypot(easting - e, northing - n) < 0.01)
    }),
  )
})

test('metres on the grid and degrees are told apart', () => {
  assert.equal(isOnNationalGrid([458_000, 304_000]), true)
  assert.equal(isOnNationalGrid([-1.1, 52.6]), false)
  assert.equal(isOnNationalGrid([Number.NaN, 1]), false)
  assert.equal(isLonLat([-1.1, 52.6]), true)
  assert.equal(isLonLat([458_000, 304_000]), false)
  assert.equal(isLonLat([Number.NaN, 52]), false)
})
