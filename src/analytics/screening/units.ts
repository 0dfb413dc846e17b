import type { Unit } from '#core/area/area.ts'

/** A small area and the unit it is screened in. */
export type UnitOfArea = Readonly<{ code: string; name: string }>

/**
 * How the small areas add up to what is ranked: the units in order of code, and for each small area its unit's place
 * (−1 where it belongs to none).
 */
export type Grouping = Readonly<{
  codes: readonly string[]
  names: readonly string[]
  unitOf: Int32Array
}>

/** Small areas as they are, or gathered under the unit that `find` names for each. */
export function groupAreas(
  unit: Unit,
  codes: readonly string[],
  names: readonly string[],
  find: (code: string, name: string) => UnitOfArea | null,
): Grouping {
  if (unit === 'lsoa') return { codes, names, unitOf: Int32Array.from(codes.keys()) }
  const units = new Map<string, UnitOfArea>()
  const found = codes.map((code, i) => {
    const of = find(code, names[i]!)
    if (of && !units.has(of.code)) units.set(of.code, of)
    return of
  })
  const ordered = [...units.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const place = new Map(ordered.map((of, at) => [of.code, at]))
  return {
    codes: ordered.map((of) => of.code),
    names: ordered.map((of) => of.name),
    unitOf: Int32Array.from(found, (of) => (of ? place.get(of.code)! : -1)),
  }
}

/** Sums of rows of `width` numbers by unit. */
export function sumRows(rows: Int32Array, width: number, grouping: Grouping): Int32Array {
  const sums = new Int32Array(grouping.codes.length * width)
  for (let area = 0; area < grouping.unitOf.length; area++) {
    const unit = grouping.unitOf[area]!
    if (unit < 0) continue
    for (let at = 0; at < width; at++) sums[unit * width + at]! += rows[area * width + at]!
  }
  return sums
}

/** Sums by unit; unknown where any of its areas is unknown, because part of a population is no denominator. */
export function sumValues(values: Float64Array, grouping: Grouping): Float64Array {
  const sums = new Float64Array(grouping.codes.length)
  for (let area = 0; area < values.length; area++) {
    const unit = grouping.unitOf[area]!
    if (unit >= 0) sums[unit]! += values[area]!
  }
  return sums
}

/** Means by unit weighted by population; unknown areas are left out, a unit without known areas is unknown. */
export function meanValues(values: Float64Array, population: Float64Array, grouping: Grouping): Float64Array {
  const sums = new Float64Array(grouping.codes.length)
  const weights = new Float64Array(grouping.codes.length)
  for (let area = 0; area < values.length; area++) {
    const unit = grouping.unitOf[area]!
    const weight = Number.isNaN(population[area]!) ? 1 : population[area]!
    if (unit < 0 || Number.isNaN(values[area]!)) continue
    sums[unit]! += values[area]! * weight
    weights[unit]! += weight
  }
  return sums.map((sum, unit) => sum / weights[unit]!)
}

/** Units touch where any of their areas do. Ascending, without repeats. */
export function neighboursOfUnits(
  neighbours: readonly (readonly number[])[],
  grouping: Grouping,
): number[][] {
  const sets = grouping.codes.map(() => new Set<number>())
  neighbours.forEach((list, area) => {
    const unit = grouping.unitOf[area]!
    if (unit < 0) return
    for (const other of list) {
      const otherUnit = grouping.unitOf[other]!
      if (otherUnit >= 0 && otherUnit !== unit) sets[unit]!.add(otherUnit)
    }
  })
  return sets.map((set) => [...set].sort((a, b) => a - b))
}

/** By unit, the codes of its areas. */
export function membersOf(grouping: Grouping, codes: readonly string[]): string[][] {
  const members: string[][] = grouping.codes.map(() => [])
  codes.forEach((code, area) => {
    const unit = grouping.unitOf[area]!
    if (unit >= 0) members[unit]!.push(code)
  })
  return members
}
