import Delaunator from 'delaunator'
import { type Point, SETTLEMENTS } from './county.ts'
import type { Random } from './random.ts'
import { cross, drawShore, isWithin, type Shore } from './shore.ts'

/**
 * The county cut into some thousands of Voronoi cells, fine in towns and coarse in the country. Areas are made of
 * whole cells, so any two neighbours share their boundary's vertices exactly. Pairs of sites mirrored in the coast
 * and the river make cell edges run along both.
 */
export type Mesh = Readonly<{
  sites: readonly Point[]
  isLand: readonly boolean[]
  /** Residents per square kilometre planned at each site, land or sea. */
  density: readonly number[]
  /** Residents the settlement plan puts in each cell; 0 at sea. */
  people: readonly number[]
  /** Land neighbours of each land cell. */
  links: readonly (readonly Link[])[]
  /** Distance from each site to its nearest, so that a point within half of it lies in the cell. */
  nearestKm: readonly number[]
  triangulation: Delaunator<Float64Array>
}>

export type Link = Readonly<{ to: number; km: number; acrossRiver: boolean }>

const EXTENT = { west: -3, south: -2, size: 58 }
const SHORE_PAIR_KM = 0.07

/** People per square kilometre planned at a point. */
function densityAt([x, y]: Point): number {
  let density = 14
  for (const { at, radiusKm, density: middle } of SETTLEMENTS) {
    const apart = Math.hypot(x - at[0], y - at[1]) / radiusKm
    // Level in the middle, then a quick fall; past one and a half radii there is nothing worth adding.
    if (apart < 1.5) density += middle * Math.exp(-((apart / 0.93) ** 4))
  }
  return density
}

function spacingAt(point: Point): number {
  const density = densityAt(point)
  return density > 900 ? 0.24 : density > 200 ? 0.3 : density > 30 ? 0.5 : 0.8
}

/** Evenly spaced points along a line, each with the unit vector square to it. */
function stations(line: readonly Point[], everyKm: number): { at: Point; across: Point }[] {
  const result: { at: Point; across: Point }[] = []
  let left = everyKm / 2
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
    for (; left < length; left += everyKm) {
      result.push({ at: [a[0] + ux * left, a[1] + uy * left], across: [-uy, ux] })
    }
    left -= length
  }
  return result
}

function placeSites(shore: Shore, random: Random): Point[] {
  const sites: Point[] = []
  const taken = new Set<string>()
  const tile = ([x, y]: Point) => `${Math.floor(x / 0.12)},${Math.floor(y / 0.12)}`
  for (const line of [[...shore.ring, shore.ring[0]!], shore.river]) {
    for (const { at, across } of stations(line, 0.22)) {
      if (taken.has(tile(at))) continue
      for (const side of [SHORE_PAIR_KM, -SHORE_PAIR_KM]) {
        sites.push([at[0] + across[0] * side, at[1] + across[1] * side])
      }
      for (const dx of [-0.12, 0, 0.12])
        for (const dy of [-0.12, 0, 0.12]) taken.add(tile([at[0] + dx, at[1] + dy]))
    }
  }
  const divide = (x: number, y: number, size: number) => {
    if (size > spacingAt([x + size / 2, y + size / 2]) * 1.4 || size > 2) {
      const half = size / 2
      for (const dx of [0, half]) for (const dy of [0, half]) divide(x + dx, y + dy, half)
      return
    }
    const site: Point = [x + size * random.between(0.12, 0.88), y + size * random.between(0.12, 0.88)]
    if (!taken.has(tile(site))) sites.push(site)
  }
  divide(EXTENT.west, EXTENT.south, EXTENT.size)
  return sites
}

export function layMesh(random: Random): Mesh {
  const shore = drawShore(random)
  const sites = placeSites(shore, random)
  const triangulation = new Delaunator(Float64Array.from(sites.flat()))
  const isLand = sites.map((site) => isWithin(shore.ring, site))
  const links: Link[][] = sites.map(() => [])
  const nearestKm = sites.map(() => Number.POSITIVE_INFINITY)
  const areaKm2 = sites.map(() => 0)
  const { triangles, halfedges } = triangulation
  for (let edge = 0; edge < triangles.length; edge++) {
    const [from, to] = [triangles[edge]!, triangles[edge % 3 === 2 ? edge - 2 : edge + 1]!]
    const [a, b] = [sites[from]!, sites[to]!]
    const km = Math.hypot(a[0] - b[0], a[1] - b[1])
    nearestKm[from] = Math.min(nearestKm[from]!, km)
    areaKm2[from]! += triangleArea(edge, sites, triangles) / 3
    if (!isLand[from] || !isLand[to] || halfedges[edge] === -1) continue
    links[from]!.push({ to, km, acrossRiver: crossesRiver(shore.river, a, b) })
  }
  const density = sites.map(densityAt)
  const people = sites.map((_, i) => (isLand[i] ? density[i]! * areaKm2[i]! : 0))
  return { sites, isLand, density, people, links, nearestKm, triangulation }
}

function triangleArea(edge: number, sites: readonly Point[], triangles: Uint32Array): number {
  const first = edge - (edge % 3)
  const [a, b, c] = [0, 1, 2].map((i) => sites[triangles[first + i]!]!) as [Point, Point, Point]
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2
}

function crossesRiver(river: readonly Point[], a: Point, b: Point): boolean {
  for (let i = 1; i < river.length; i++) {
    const [c, d] = [river[i - 1]!, river[i]!]
    if (Math.abs(c[0] - a[0]) + Math.abs(c[1] - a[1]) < 2 && cross(a, b, c, d)) return true
  }
  return false
}
