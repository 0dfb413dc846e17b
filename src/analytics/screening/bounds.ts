import type { DuckDBConnection } from '@duckdb/node-api'
import type { Vintage } from '#core/area/area.ts'
import { type AreaIndex, readAreaIndex } from '../engine/area-index.ts'
import type { Catalogue } from '../engine/catalogue.ts'
import { type BoundedAreas, districtOf, type NamedArea } from './force-areas.ts'

/** The LSOA boundaries a screening is drawn and joined on. */
export type Bounds = BoundedAreas &
  Readonly<{
    vintage: Vintage | null
    /** In the catalogue's order; of a code in several, the last one names it. */
    used: readonly Catalogue['boundaries'][number][]
    indexes: readonly AreaIndex[]
  }>

/** The vintage whose boundaries know most of the counted areas is the one the files use. */
export async function boundariesFor(
  sources: Readonly<{ folder: string; catalogue: Catalogue; connection: DuckDBConnection }>,
  counted: readonly string[],
): Promise<Bounds> {
  let best = boundsOf(null, [], [])
  let most = 0
  for (const vintage of ['2021', '2011'] as const) {
    const used = sources.catalogue.boundaries.filter((set) => set.level === 'lsoa' && set.vintage === vintage)
    const indexes = await Promise.all(
      used.map((set) => readAreaIndex(sources.connection, sources.folder, set)),
    )
    const matched = counted.filter((code) => indexes.some(({ placeOf }) => placeOf.has(code))).length
    if (matched <= most) continue
    most = matched
    best = boundsOf(vintage, used, indexes)
  }
  return best
}

function boundsOf(vintage: Vintage | null, used: Bounds['used'], indexes: readonly AreaIndex[]): Bounds {
  const lastFirst = indexes.toReversed()
  return {
    vintage,
    used,
    indexes,
    nameOf(code) {
      for (const { placeOf, names } of lastFirst) {
        const place = placeOf.get(code)
        if (place !== undefined) return names[place]
      }
      return undefined
    },
    ofDistrict: (district) => indexes.flatMap((index) => districtsOf(index).get(district) ?? []),
  }
}

// Kept with the index: taking 35,000 names apart is 20 ms, and every force asks.
const districtsByIndex = new WeakMap<AreaIndex, ReadonlyMap<string, readonly NamedArea[]>>()

function districtsOf(index: AreaIndex): ReadonlyMap<string, readonly NamedArea[]> {
  const kept = districtsByIndex.get(index)
  if (kept) return kept
  const districts = new Map<string, NamedArea[]>()
  for (const [place, code] of index.codes.entries()) {
    const name = index.names[place]!
    const district = districtOf(name)
    if (district === null) continue
    const areas = districts.get(district)
    if (areas) areas.push({ code, name })
    else districts.set(district, [{ code, name }])
  }
  districtsByIndex.set(index, districts)
  return districts
}

/** By area the rows of the areas that touch it. */
export function neighboursAmong({ indexes }: Bounds, codes: readonly string[]): number[][] {
  const lists: number[][] = codes.map(() => [])
  for (const { placeOf, offsets, targets } of indexes) {
    const places = codes.map((code) => placeOf.get(code) ?? -1)
    const rowOf = new Int32Array(offsets.length - 1).fill(-1)
    for (const [row, place] of places.entries()) if (place >= 0) rowOf[place] = row
    for (const [row, place] of places.entries()) {
      if (place < 0) continue
      for (let at = offsets[place]!; at < offsets[place + 1]!; at++) {
        const other = rowOf[targets[at]!]!
        if (other >= 0) lists[row]!.push(other)
      }
    }
  }
  return lists
}
