import type { Unit } from '#core/area/area.ts'
import { dissolve } from '../geometry/dissolve.ts'
import type { MultiPolygon } from '../geometry/polygon.ts'
import { simplify } from '../geometry/simplify.ts'
import { readBoundaries } from '../load/boundaries/index.ts'

/** What is drawn: the units with the LSOAs each is made of, and the files that hold those. */
export type ShapesAsked = Readonly<{
  files: readonly string[]
  unit: Unit
  codes: readonly string[]
  names: readonly string[]
  members: readonly (readonly string[])[]
}>

/**
 * Their outlines as GeoJSON text, simplified with shared borders kept shared; units larger than the LSOA are dissolved
 * from theirs. `null` where the files know none of them. About half a second for a force.
 */
export async function drawShapes({
  files,
  unit,
  codes,
  names,
  members,
}: ShapesAsked): Promise<string | null> {
  const boundaries = new Map(
    (await readBoundaries(files, members.flat())).map((area) => [area.code, area.geometry]),
  )
  const drawn = codes.flatMap((code, i) => {
    const parts = members[i]!.flatMap((member) => boundaries.get(member) ?? [])
    if (parts.length === 0) return []
    const of: MultiPolygon = unit === 'lsoa' ? parts : dissolve(parts.map((polygon) => [polygon]))
    return [{ code, name: names[i]!, of }]
  })
  if (drawn.length === 0) return null
  const simple = simplify(
    drawn.map((area) => area.of),
    TOLERANCE_METRES,
  )
  return JSON.stringify({
    type: 'FeatureCollection',
    features: drawn.map(({ code, name }, i) => ({
      type: 'Feature',
      id: i,
      properties: { code, name },
      geometry: {
        type: 'MultiPolygon',
        coordinates: simple[i]!.map((polygon) => polygon.map((ring) => ring.map(rounded))),
      },
    })),
  })
}

// A hair's breadth on a screen that shows a whole force; five decimals of a degree are about a metre.
const TOLERANCE_METRES = 15

function rounded(position: readonly number[]): number[] {
  return position.map((degrees) => Math.round(degrees * 1e5) / 1e5)
}
