import { DISTRICTS } from './county.ts'
import { csv } from './indicators.ts'
import { NEIGHBOURHOODS } from './neighbourhoods.ts'
import type { SmallArea } from './small-areas.ts'

/** LSOA polygons in WGS84, one feature a line. */
export function boundariesFile(areas: readonly SmallArea[]): string {
  const features = areas.map(({ code, name, rings }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { LSOA21CD: code, LSOA21NM: name },
      geometry: { type: 'Polygon', coordinates: rings },
    }),
  )
  return `{"type":"FeatureCollection","name":"averley-lsoa21","features":[\n${features.join(',\n')}\n]}\n`
}

/** Which neighbourhood, local policing area and force each LSOA belongs to. */
export function lookUpFile(areas: readonly SmallArea[]): string {
  const rows = areas.map(({ code, neighbourhood, district }) => {
    const { code: neighbourhoodCode, name } = NEIGHBOURHOODS[neighbourhood]!
    const { lpaCode, lpaName } = DISTRICTS[district]!
    return [code, neighbourhoodCode, name, lpaCode, lpaName, 'averley']
  })
  return csv(['lsoa_code', 'neighbourhood_code', 'neighbourhood_name', 'lpa_code', 'lpa_name', 'force'], rows)
}
