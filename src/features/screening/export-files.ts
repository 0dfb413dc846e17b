import type { Geometry } from 'geojson'
import { type Cell, csvCell } from '#core/csv.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import type { ShapeFeature } from './shape-feature.ts'

export const EXPORT_FORMATS = ['csv', 'json', 'geojson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
}

const COLUMNS: readonly (readonly [name: string, cell: (area: ScreenedArea) => Cell])[] = [
  ['rank', (area) => area.rank],
  ['rank_low', (area) => area.rankLow],
  ['rank_high', (area) => area.rankHigh],
  ['band', (area) => area.band],
  ['code', (area) => area.code],
  ['name', (area) => area.name],
  ['score', (area) => area.score],
  ['count', (area) => area.count],
  ['rate_per_1000_a_year', (area) => area.rate],
  ['steady_rate', (area) => area.steadyRate],
  ['steady_rate_low', (area) => area.steadyRateLow],
  ['steady_rate_high', (area) => area.steadyRateHigh],
  ['burglary_per_1000_households_a_year', (area) => area.burglaryRate],
  ['share_of_months_in_top_tenth', (area) => area.monthsInTopShare],
  ['share_of_years_in_top_tenth', (area) => area.yearsInTopShare],
  ['slope_per_year', (area) => area.slopePerYear],
  ['trend_p', (area) => area.trendP],
  ['trend', (area) => area.trend],
  ['gi_star', (area) => area.giStar],
  ['gi_star_p', (area) => area.giStarP],
  ['local_moran', (area) => area.quadrant],
  ['local_moran_p', (area) => area.quadrantP],
  ['vli_open', (area) => area.vli],
  ['imd_score', (area) => area.imdScore],
  ['imd_decile', (area) => area.imdDecile],
  ['population', (area) => area.population],
  ['households', (area) => area.households],
  ['few_residents', (area) => area.isTownCentre],
]

/**
 * RFC 4180, areas in rank order, unknown left empty. The last columns count each crime type, and say on every row
 * what was asked, so that a sheet cut from the file still says what it is.
 */
export function csvOf(screening: Screening): string {
  const types = [...new Set(screening.areas.flatMap((area) => area.mix.map(({ type }) => type)))].sort()
  const asked: readonly (readonly [string, Cell])[] = [
    ['force', screening.force],
    ['unit', screening.unit],
    ['from', screening.from],
    ['to', screening.to],
    ['months_known', screening.monthsKnown],
    ['months_unknown', screening.monthsUnknown.join(' ')],
    ['inputs', screening.inputs],
  ]
  const header = [
    ...COLUMNS.map(([name]) => name),
    ...types.map((type) => `count: ${type}`),
    ...asked.map(([name]) => name),
  ]
  const lines = [header.map(csvCell).join(',')]
  for (const area of screening.areas) {
    const counts = new Map(area.mix.map(({ type, count }) => [type, count]))
    const cells = [
      ...COLUMNS.map(([, cell]) => cell(area)),
      ...types.map((type) => counts.get(type) ?? 0),
      ...asked.map(([, value]) => value),
    ]
    lines.push(cells.map(csvCell).join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

/** The areas in rank order with every figure, as a JSON array. */
export function jsonOf(screening: Screening): string {
  return `[\n${screening.areas.map((area) => JSON.stringify(area)).join(',\n')}\n]\n`
}

/** RFC 7946, areas in rank order with every figure as properties; geometry is null where no boundary is loaded. */
export function geoJsonOf(screening: Screening, shapes: readonly ShapeFeature[]): string {
  const geometries = new Map<string, Geometry | null>(
    shapes.map((shape) => [shape.properties.code, shape.geometry]),
  )
  const features = screening.areas.map((area) =>
    JSON.stringify({ type: 'Feature', geometry: geometries.get(area.code) ?? null, properties: area }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

/** `averley-lsoa-2022-01-to-2025-12.csv`; only letters, digits, dots and hyphens. */
export function exportName(screening: Screening, format: ExportFormat): string {
  const name = [screening.force, screening.unit, screening.from, 'to', screening.to].join('-')
  return `${name.replace(/[^A-Za-z0-9.-]+/g, '-')}.${format}`
}

/** An answer as a file of that format; `shapes` are only used for GeoJSON. */
export function exportText(
  format: ExportFormat,
  screening: Screening,
  shapes: readonly ShapeFeature[],
): string {
  switch (format) {
    case 'csv':
      return csvOf(screening)
    case 'json':
      return jsonOf(screening)
    case 'geojson':
      return geoJsonOf(screening, shapes)
  }
}
