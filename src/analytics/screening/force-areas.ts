import { SMALLEST_SHARE_OF_A_DISTRICT } from '../load/outside-force.ts'

/** A small area as the crime files, the boundaries or a look-up name it. */
export type NamedArea = Readonly<{ code: string; name: string }>

export type ForceAreas = Readonly<{
  /** Ascending by code. */
  areas: readonly NamedArea[]
  /** How it was told, when it was inferred; null when a look-up lists them. */
  note: string | null
}>

/** The district an LSOA is named after: `Leicester 003A` → `Leicester`; null where the name has another shape. */
export function districtOf(name: string): string | null {
  return /^(.*\S) \d{3}[A-Z]{1,2}$/.exec(name)?.[1] ?? null
}

/** Areas that boundaries know, by code and by the district they are named after. */
export type BoundedAreas = Readonly<{
  nameOf(code: string): string | undefined
  ofDistrict(district: string): readonly NamedArea[]
}>

/**
 * The small areas a force polices, whether crime was recorded there or not. A look-up says; without one, they are
 * the areas of the districts that hold enough of the force's rows, in the crime files and in the boundaries.
 */
export function forceAreas(
  counted: readonly Readonly<NamedArea & { rows: number }>[],
  listed: readonly NamedArea[],
  bounded: BoundedAreas,
): ForceAreas {
  if (listed.length > 0) {
    const names = new Map(counted.map((area) => [area.code, area.name]))
    const nameOf = ({ code, name }: NamedArea) => names.get(code) ?? bounded.nameOf(code) ?? name
    return { areas: sorted(listed.map((area) => ({ code: area.code, name: nameOf(area) }))), note: null }
  }
  const rows = new Map<string, number>()
  let total = 0
  const districts = counted.map((area) => districtOf(area.name))
  for (const [at, area] of counted.entries()) {
    const district = districts[at]!
    total += area.rows
    if (district !== null) rows.set(district, (rows.get(district) ?? 0) + area.rows)
  }
  const policed = new Set(
    [...rows].flatMap(([district, of]) => (of >= total * SMALLEST_SHARE_OF_A_DISTRICT ? [district] : [])),
  )
  const byCode = new Map<string, NamedArea>()
  for (const [at, { code, name }] of counted.entries()) {
    const district = districts[at]!
    if (district === null || policed.has(district)) byCode.set(code, { code, name })
  }
  if (total > 0) {
    for (const district of policed)
      for (const area of bounded.ofDistrict(district)) byCode.set(area.code, area)
  }
  return {
    areas: sorted([...byCode.values()]),
    note: `No look-up lists this force’s areas, so they are those of the districts that hold at least ${SMALLEST_SHARE_OF_A_DISTRICT * 100}% of its recorded crime.`,
  }
}

function sorted(areas: readonly NamedArea[]): NamedArea[] {
  return [...areas].sort((a, b) => (a.code < b.code ? -1 : 1))
}
