import type { Point } from './county.ts'
import { growRegions } from './grow.ts'
import type { Mesh } from './mesh.ts'
import { NEIGHBOURHOODS } from './neighbourhoods.ts'
import type { Random } from './random.ts'

/** A small area as cells of the mesh, before it has a name: which neighbourhood it lies in and which MSOA group there. */
export type Parcel = { neighbourhood: number; group: number; cells: number[]; centre: Point }

const RIVER_DETOUR_KM = 1.6
const BUILT_UP = 450

/** Town neighbourhoods keep to the built-up area and rural ones to the country; both would rather not cross the river. */
function neighbourhoodOfCells(mesh: Mesh): Int32Array {
  const isBuiltUp = mesh.density.map((density) => density > BUILT_UP)
  const seeds = NEIGHBOURHOODS.map(({ at }) => nearestCell(mesh, allLand(mesh), at))
  return growRegions(mesh, seeds, (region, _from, { to, km, acrossRiver }) => {
    const { kind } = NEIGHBOURHOODS[region]!
    const pace =
      kind === 'rural' ? (isBuiltUp[to] ? 1.5 : 0.5) : isBuiltUp[to] ? (kind === 'centre' ? 1.35 : 1) : 3
    return km * pace + (acrossRiver ? RIVER_DETOUR_KM : 0)
  })
}

/**
 * Cuts every neighbourhood into its number of small areas of like population: seeds drawn in proportion to
 * residents, then moved to the middle of what grew from them, several times (Lloyd's method on the mesh).
 */
export function cutParcels(mesh: Mesh, random: Random): Parcel[] {
  const owner = neighbourhoodOfCells(mesh)
  const cellsOf: number[][] = NEIGHBOURHOODS.map(() => [])
  for (const [cell, neighbourhood] of owner.entries())
    if (neighbourhood !== -1) cellsOf[neighbourhood]!.push(cell)
  return NEIGHBOURHOODS.flatMap(({ lsoas }, neighbourhood) => {
    const cells = cellsOf[neighbourhood]!
    let seeds = spreadSeeds(mesh, cells, lsoas, random)
    let parts: number[][] = []
    for (let round = 0; round < 9; round++) {
      const grown = growRegions(mesh, seeds, (_region, from, { to, km, acrossRiver }) => {
        if (owner[to] !== neighbourhood) return Number.POSITIVE_INFINITY
        // Square root of density: areas come out small where people live close together.
        return km * Math.sqrt(mesh.density[from]! + 40) + (acrossRiver ? 60 : 0)
      })
      parts = seeds.map((_, index) => cells.filter((cell) => grown[cell] === index))
      seeds = parts.map((part) => nearestCell(mesh, part, middleOf(mesh, part)))
    }
    const centres = parts.map((part) => middleOf(mesh, part))
    const groups = groupCentres(centres)
    return parts.map((part, index) => ({
      neighbourhood,
      group: groups[index]!,
      cells: part,
      centre: centres[index]!,
    }))
  })
}

function allLand(mesh: Mesh): number[] {
  return [...mesh.sites.keys()].filter((cell) => mesh.isLand[cell])
}

function nearestCell(mesh: Mesh, cells: readonly number[], [x, y]: Point): number {
  const distance = (cell: number) => Math.hypot(mesh.sites[cell]![0] - x, mesh.sites[cell]![1] - y)
  return cells.reduce((best, cell) => (distance(cell) < distance(best) ? cell : best))
}

/** The middle of its residents, which is where a rural area's village lies. */
function middleOf(mesh: Mesh, cells: readonly number[]): Point {
  let [x, y, people] = [0, 0, 0]
  for (const cell of cells) {
    x += mesh.sites[cell]![0] * mesh.people[cell]!
    y += mesh.sites[cell]![1] * mesh.people[cell]!
    people += mesh.people[cell]!
  }
  return [x / people, y / people]
}

/** k-means++ seeding: each seed is drawn in proportion to residents times the square of its distance from the rest. */
function spreadSeeds(mesh: Mesh, cells: readonly number[], count: number, random: Random): number[] {
  const seeds: number[] = []
  while (seeds.length < count) {
    let total = 0
    const steps = cells.map((cell) => {
      const [x, y] = mesh.sites[cell]!
      const apart = Math.min(
        30,
        ...seeds.map((seed) => Math.hypot(mesh.sites[seed]![0] - x, mesh.sites[seed]![1] - y)),
      )
      total += mesh.people[cell]! * apart ** 2
      return total
    })
    seeds.push(cells[random.indexBy(steps)]!)
  }
  return seeds
}

/** Groups of four to six (an MSOA), made by halving across the longer side. */
export function groupCentres(centres: readonly Point[]): number[] {
  const groups = centres.map(() => 0)
  let used = 0
  const halve = (members: number[]) => {
    if (members.length <= 6) {
      for (const member of members) groups[member] = used
      used++
      return
    }
    const spread = (axis: 0 | 1) => {
      const values = members.map((member) => centres[member]![axis])
      return Math.max(...values) - Math.min(...values)
    }
    const axis = spread(0) > spread(1) ? 0 : 1
    const sorted = members.toSorted((a, b) => centres[a]![axis] - centres[b]![axis])
    // Halves in whole groups, so that neither is left with fewer than four.
    const parts = Math.ceil(members.length / 6)
    const cut = Math.round((members.length * Math.floor(parts / 2)) / parts)
    halve(sorted.slice(0, cut))
    halve(sorted.slice(cut))
  }
  halve([...centres.keys()])
  return groups
}
