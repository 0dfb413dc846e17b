/** One GeoJSON feature, read with suspicion: its code, name, level and vintage, and its polygons in degrees. */
import { isLonLat, isOnNationalGrid, toLonLat } from '../../geometry/national-grid.ts'
import { type MultiPolygon, mapPositions, type Position } from '../../geometry/polygon.ts'
import { FAULTS, repairShape, windsClockwise } from '../../geometry/repair.ts'

export type BoundaryLevel = 'lsoa' | 'msoa' | 'ward'
export type ReferenceSystem = 'wgs84' | 'national-grid'

/** Which properties of a file's features hold the code and the name, and what they say about the areas. */
export type BoundaryKind = Readonly<{
  level: BoundaryLevel
  /** Four digits: the census of an LSOA or MSOA (`2011`, `2021`), the year of a ward. */
  vintage: string
  codeProperty: string
  nameProperty: string | null
}>

export type Boundary = Readonly<{
  code: string
  name: string
  shape: MultiPolygon
  faults: readonly string[]
  windsClockwise: boolean
}>

const PROPERTY = /^(LSOA|MSOA|WD)(\d\d)(CD|NM)$/i
const LEVELS = { LSOA: 'lsoa', MSOA: 'msoa', WD: 'ward' } as const
const CODE = /^[A-Z]\d{8}$/
const MOST_VERTICES = 500_000

/** The kind a feature's property names tell of; `null` when none is a code Wardmote knows. LSOA comes before MSOA before ward. */
export function boundaryKindOf(properties: unknown): BoundaryKind | null {
  if (!isRecord(properties)) return null
  const names = Object.keys(properties)
  for (const stem of ['LSOA', 'MSOA', 'WD'] as const) {
    for (const codeProperty of names) {
      const match = PROPERTY.exec(codeProperty)
      if (match?.[1]?.toUpperCase() !== stem || match[3]?.toUpperCase() !== 'CD') continue
      if (stem !== 'WD' && match[2] !== '11' && match[2] !== '21') continue
      const nameProperty = names.find((name) => name.toUpperCase() === `${stem}${match[2]}NM`) ?? null
      return { level: LEVELS[stem], vintage: `20${match[2]}`, codeProperty, nameProperty }
    }
  }
  return null
}

/** The system a `crs` member names; `null` for one Wardmote does not read. Absent means WGS84 by RFC 7946. */
export function referenceSystemOf(crs: unknown): ReferenceSystem | null {
  const name = isRecord(crs) && isRecord(crs.properties) ? String(crs.properties.name ?? '') : ''
  if (/27700\s*$/.test(name)) return 'national-grid'
  if (/(CRS84|4326|4258)\s*$/i.test(name)) return 'wgs84'
  return null
}

/** The system a feature's first position betrays; `null` when it has none or it is neither. */
export function guessReferenceSystem(feature: unknown): ReferenceSystem | null {
  let at: unknown = isRecord(feature) && isRecord(feature.geometry) ? feature.geometry.coordinates : null
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0]
  if (!Array.isArray(at) || typeof at[0] !== 'number' || typeof at[1] !== 'number') return null
  const position: Position = [at[0], at[1]]
  if (isLonLat(position)) return 'wgs84'
  return isOnNationalGrid(position) ? 'national-grid' : null
}

/** The boundary, mended where it can be; or, as text, why it is refused (the end of a sentence about the feature). */
export function readBoundary(
  feature: unknown,
  kind: BoundaryKind,
  system: ReferenceSystem,
): Boundary | string {
  if (!isRecord(feature) || !isRecord(feature.properties)) return 'has no properties'
  const code = textOf(feature.properties[kind.codeProperty])
  if (code === '') return `has no ${kind.codeProperty}`
  if (!CODE.test(code)) return `has a ${kind.codeProperty} that is not an area code`
  const name = (kind.nameProperty && textOf(feature.properties[kind.nameProperty]).slice(0, 200)) || code
  const found = polygonsOf(feature.geometry, system)
  if (typeof found === 'string') return `(${code}) ${found}`
  const clockwise = windsClockwise(found)
  const shape = system === 'national-grid' ? mapPositions(found, toLonLat) : found
  const repaired = repairShape(shape)
  if (!repaired.ok) {
    return repaired.why === 'no-area'
      ? `(${code}) encloses nothing`
      : `(${code}) crosses itself too often to be a boundary`
  }
  const faults = repaired.faults.map((fault) => FAULTS[fault])
  return { code, name, shape: repaired.shape, faults, windsClockwise: clockwise }
}

/** Checked positions, heights dropped; or why not. Coordinates stay in the file's own system. */
function polygonsOf(geometry: unknown, system: ReferenceSystem): MultiPolygon | string {
  if (!isRecord(geometry)) return 'has no geometry'
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return `is a ${textOf(type).slice(0, 40) || 'geometry of no type'}, not a polygon`
  }
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons)) return 'has no coordinates'
  const isInExtent = system === 'wgs84' ? isLonLat : isOnNationalGrid
  let vertices = 0
  const shape: Position[][][] = []
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon)) return 'has coordinates that are not rings'
    const rings: Position[][] = []
    for (const ring of polygon as unknown[]) {
      if (!Array.isArray(ring)) return 'has coordinates that are not rings'
      vertices += ring.length
      if (vertices > MOST_VERTICES) return `has more than ${MOST_VERTICES.toLocaleString('en-GB')} points`
      const positions: Position[] = []
      for (const position of ring as unknown[]) {
        const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
        if (typeof x !== 'number' || typeof y !== 'number') return 'has a coordinate that is not a number'
        if (!isInExtent([x, y])) return 'has a coordinate outside the map'
        positions.push([x, y])
      }
      rings.push(positions)
    }
    shape.push(rings)
  }
  return shape
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
