import type { FeatureCollection } from 'geojson'
import type { LngLatBoundsLike, StyleSpecification } from 'maplibre-gl'
import { boundsOf } from './live-map.ts'

/** A place's outlines as its project gives them: `isOwn` for the areas of the place, the others lie around it. */
export type PlaceOutlines = FeatureCollection<
  { type: 'MultiPolygon'; coordinates: number[][][][] },
  Readonly<{ code: string; name: string; isOwn: boolean }>
>

/** The outlines of the project that the page's address names; throws where they cannot be read. */
export async function placeOutlines(): Promise<PlaceOutlines> {
  const number = location.pathname.split('/')[2] ?? ''
  const reply = await fetch(`/projects/${encodeURIComponent(number)}/place.json`)
  if (!reply.ok) throw new Error(`outlines: ${reply.status}`)
  return (await reply.json()) as PlaceOutlines
}

/** What a map of a place begins with: its areas in colour among those around, and nothing on them yet. */
export function placeGround(outlines: PlaceOutlines): StyleSpecification {
  const isOwn = ['get', 'isOwn'] as const
  return {
    version: 8,
    sources: { areas: { type: 'geojson', data: outlines } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#f4f2ed' } },
      {
        id: 'areas',
        type: 'fill',
        source: 'areas',
        paint: { 'fill-color': ['case', [...isOwn], '#cfe6e0', '#ffffff'] },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': '#7b8a88', 'line-width': ['case', [...isOwn], 2, 0.7] },
      },
    ],
  }
}

/** The box round the place and the points on it; the middle of Britain where there is neither. */
export function placeBounds(
  outlines: PlaceOutlines,
  points: readonly (readonly [number, number])[] = [],
): LngLatBoundsLike {
  const own = outlines.features.filter(({ properties }) => properties.isOwn)
  // A point is a shape without extent.
  const shapes = [
    ...own.map(({ geometry }) => geometry),
    ...points.map((point) => ({ type: 'MultiPolygon' as const, coordinates: [[[[...point]]]] })),
  ]
  return shapes.length ? boundsOf(shapes) : [-6, 50, 2, 56]
}
