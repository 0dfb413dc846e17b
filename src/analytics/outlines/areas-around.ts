import type { FeatureCollection, MultiPolygon as GeoJsonMultiPolygon } from 'geojson'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode, Unit } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Store } from '../engine/store.ts'
import { contiguity } from '../geometry/contiguity.ts'
import { interiorPoint } from '../geometry/interior-point.ts'
import type { MultiPolygon, Position } from '../geometry/polygon.ts'
import { areaShapes } from '../screening/ask.ts'

/** How many areas besides its own a place is offered. */
const MOST_AROUND = 60
// Outlines are rounded to five decimals of a degree, about a metre.
const SNAP_METRES = 2
const METRES_IN_A_DEGREE = 111_195

type Outline = Readonly<{ code: AreaCode; name: string; outline: MultiPolygon; middle: Position }>

// What was read of a force's outlines, by question, for as long as their text is the same.
type Read = Readonly<{ text: string; outlines: readonly Outline[] }>
const readByStore = new WeakMap<Store, Map<string, Read>>()
const MOST_READ = 6

/**
 * The area with this code, then the {@link MOST_AROUND} whose middles are nearest to its own, nearest first, and
 * whichever of `also` are further still. Empty where the area has no outline. A force's outlines are read once, about
 * 20 ms for a thousand areas; then about 2 ms.
 */
export async function areasAround(
  store: Store,
  asked: Readonly<{ force: ForceSlug; unit: Unit }>,
  code: AreaCode,
  also: readonly AreaCode[] = [],
): Promise<OutlinedArea[]> {
  const outlines = await outlinesOf(store, asked)
  const home = outlines.find((area) => area.code === code)
  if (!home) return []
  const onPlane = planeAbout(home.middle)
  const near = outlines
    .map((area) => ({ ...area, metres: Math.hypot(...onPlane(area.middle)) }))
    .sort((a, b) => a.metres - b.metres || Number(b === home) - Number(a === home))
  const isWanted = new Set([code, ...also])
  const areas = near.filter((area, at) => at <= MOST_AROUND || isWanted.has(area.code))
  const touching = contiguity(SNAP_METRES)
  for (const { outline } of areas) {
    const positions = outline.flat(2).map(onPlane)
    touching.add(
      positions.map(([x]) => x),
      positions.map(([, y]) => y),
    )
  }
  const neighbours = touching.neighbours()
  return areas.map((area, at) => ({
    ...area,
    touches: neighbours[at]!.map((other) => areas[other]!.code),
  }))
}

// Metres on a plane that touches at the home area: over a force's extent true to a part in two hundred.
function planeAbout([lon, lat]: Position): (position: Position) => Position {
  const squeeze = Math.cos((lat / 180) * Math.PI)
  return ([x, y]) => [(x - lon) * squeeze * METRES_IN_A_DEGREE, (y - lat) * METRES_IN_A_DEGREE]
}

async function outlinesOf(
  store: Store,
  asked: Readonly<{ force: ForceSlug; unit: Unit }>,
): Promise<readonly Outline[]> {
  const text = await areaShapes(store, asked)
  if (text === null) return []
  const known = readByStore.get(store) ?? new Map<string, Read>()
  readByStore.set(store, known)
  const key = `${asked.force} ${asked.unit}`
  const read = known.get(key)
  if (read?.text === text) return read.outlines
  const { features } = JSON.parse(text) as FeatureCollection<
    GeoJsonMultiPolygon,
    { code: AreaCode; name: string }
  >
  const outlines = features.flatMap(({ properties, geometry }) => {
    const outline = geometry.coordinates as unknown as MultiPolygon
    const middle = interiorPoint(outline)
    return middle ? [{ ...properties, outline, middle }] : []
  })
  known.delete(key)
  known.set(key, { text, outlines })
  if (known.size > MOST_READ) known.delete(known.keys().next().value!)
  return outlines
}
