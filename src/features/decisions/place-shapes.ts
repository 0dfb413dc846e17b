import { createHash } from 'node:crypto'
import type { FeatureCollection } from 'geojson'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Decision } from './decision.ts'

/** What the map of the edit page reads: GeoJSON with what each area touches and where its middle is. */
export type PlaceShapes = FeatureCollection<
  { type: 'MultiPolygon'; coordinates: number[][][][] },
  Pick<OutlinedArea, 'code' | 'name' | 'middle' | 'touches'>
>

export function shapesText(around: readonly OutlinedArea[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: around.map(({ code, name, middle, touches, outline }) => ({
      type: 'Feature',
      properties: { code, name, middle, touches },
      geometry: { type: 'MultiPolygon', coordinates: outline },
    })),
  })
}

/** Changes with what it leads to, so that a browser may keep it for ever. */
export function shapesAddress({ id }: Pick<Decision, 'id'>, text: string): string {
  const fingerprint = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  return `/decisions/${id}/areas.json?is=${fingerprint}`
}
