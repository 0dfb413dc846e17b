import { outline, type Rings } from './boundaries.ts'
import { DISTRICTS, type Point } from './county.ts'
import { layMesh, type Mesh } from './mesh.ts'
import { NEIGHBOURHOODS, type NeighbourhoodKind } from './neighbourhoods.ts'
import { PLANTED } from './planted.ts'
import { type Random, seededRandom } from './random.ts'
import { cutParcels, type Parcel } from './subdivision.ts'

/** An invented LSOA with all that is fixed about it, whatever is drawn for its crime. */
export type SmallArea = Readonly<{
  code: string
  name: string
  msoaCode: string
  msoaName: string
  /** Index into NEIGHBOURHOODS. */
  neighbourhood: number
  /** Index into DISTRICTS. */
  district: number
  kind: NeighbourhoodKind
  centre: Point
  cells: readonly number[]
  rings: Rings
  /** Codes of the areas it shares an edge with. */
  neighbours: readonly string[]
  residents: number
  households: number
  /** Standard deviations above the national middle; higher is more deprived. */
  deprivation: number
}>

export type County = Readonly<{ mesh: Mesh; areas: readonly SmallArea[] }>

// The county is always the same one: a seed changes what happens in it, not where it lies.
const COUNTY_SEED = 1

export function surveyCounty(): County {
  const random = seededRandom(COUNTY_SEED, 'county')
  const mesh = layMesh(random)
  const named = nameParcels(cutParcels(mesh, random))
  const regionOf = new Int32Array(mesh.sites.length).fill(-1)
  for (const [index, { parcel }] of named.entries()) for (const cell of parcel.cells) regionOf[cell] = index
  const { rings, neighbours } = outline(mesh, regionOf, named.length)
  const people = seededRandom(COUNTY_SEED, 'people')
  const areas = named.map(({ parcel, ...names }, index): SmallArea => {
    const { district, kind } = NEIGHBOURHOODS[parcel.neighbourhood]!
    return {
      ...names,
      neighbourhood: parcel.neighbourhood,
      district,
      kind,
      centre: parcel.centre,
      cells: parcel.cells,
      rings: rings[index]!,
      neighbours: neighbours[index]!.map((other) => named[other]!.code),
      ...residentsOf(mesh, parcel, names.code, people),
    }
  })
  return { mesh, areas }
}

type Named = Readonly<{ code: string; name: string; msoaCode: string; msoaName: string; parcel: Parcel }>

/** Codes and names in the published manner: MSOAs numbered from north to south in a district, LSOAs lettered in each. */
function nameParcels(parcels: readonly Parcel[]): Named[] {
  const named: Named[] = []
  let msoas = 0
  for (const [district, { name: districtName }] of DISTRICTS.entries()) {
    const groups = new Map<string, Parcel[]>()
    for (const parcel of parcels) {
      if (NEIGHBOURHOODS[parcel.neighbourhood]!.district !== district) continue
      const key = `${parcel.neighbourhood}/${parcel.group}`
      groups.set(key, [...(groups.get(key) ?? []), parcel])
    }
    const north = (group: readonly Parcel[]) => Math.max(...group.map((parcel) => parcel.centre[1]))
    const ordered = [...groups.values()].sort((a, b) => north(b) - north(a))
    for (const [index, group] of ordered.entries()) {
      const msoaName = `${districtName} ${String(index + 1).padStart(3, '0')}`
      const msoaCode = `E02${900001 + msoas++}`
      const byWest = group.toSorted((a, b) => a.centre[0] - b.centre[0])
      for (const [letter, parcel] of byWest.entries()) {
        const name = `${msoaName}${String.fromCharCode(65 + letter)}`
        named.push({ code: `E01${900001 + named.length}`, name, msoaCode, msoaName, parcel })
      }
    }
  }
  return named
}

function residentsOf(mesh: Mesh, parcel: Parcel, code: string, random: Random) {
  const { deprivation: typical } = NEIGHBOURHOODS[parcel.neighbourhood]!
  const planned = parcel.cells.reduce((sum, cell) => sum + mesh.people[cell]!, 0)
  const drawn = 1000 + Math.min(2600, planned) * 0.4 + random.between(-60, 160)
  const deprivation = typical + 0.42 * random.normal()
  const perHousehold = random.between(2.05, 2.5)
  const isEmptyCentre = code === PLANTED.fewResidents.lsoa
  const residents = Math.round(isEmptyCentre ? PLANTED.fewResidents.residents : drawn)
  // Drawn deprivation could explain a planted hotspot away, or lift a seasonal place above the ordinary.
  const isHotspot = PLANTED.hotspot.lsoas.some((planted) => planted === code)
  const level = isHotspot ? typical + 0.35 : code === PLANTED.seasonal.lsoa ? -0.1 : deprivation
  return {
    residents,
    households: Math.round(residents / (isEmptyCentre ? 1.5 : perHousehold)),
    deprivation: Math.round(level * 1000) / 1000,
  }
}
