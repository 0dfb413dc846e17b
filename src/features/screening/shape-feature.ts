import type { Geometry } from 'geojson'
import { z } from 'zod'

const Shapes = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      properties: z.object({ code: z.string(), name: z.string().optional() }),
      geometry: z.custom<Geometry | null>((value) => value === null || typeof value === 'object'),
    }),
  ),
})
export type ShapeFeature = z.infer<typeof Shapes>['features'][number]

/** The features of the shapes' text, which the analytics wrote; throws on anything else. */
export function parseShapes(text: string): ShapeFeature[] {
  return Shapes.parse(JSON.parse(text)).features
}
