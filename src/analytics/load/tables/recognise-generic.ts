/**
 * Wardmote's own table: one row a figure. Headers, in any order and case:
 *
 * | column | spellings |
 * |---|---|
 * | area code | `area code`, `area_code`, `area`, or an LSOA or MSOA code header such as `LSOA21CD` |
 * | period | `period`, `month`, `year`, `date`: `2024` or `2024-03` |
 * | indicator | `indicator`, `measure` |
 * | value | `value` |
 * | source | `source` |
 * | vintage (may be left out) | `vintage`: `2011` or `2021`, for census areas |
 */
import { findAreaColumn, plainHeader } from './header.ts'
import type { TableShape } from './table-shape.ts'

export function recogniseGeneric(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const find = (...names: string[]) => plain.findIndex((cell) => names.includes(cell))
  const census = findAreaColumn(plain)
  const named = find('area code', 'area')
  const area = named >= 0 ? named : (census?.index ?? -1)
  const period = find('period', 'month', 'year', 'date')
  const indicator = find('indicator', 'measure')
  const value = find('value')
  const source = find('source')
  if ([area, period, indicator, value, source].some((index) => index < 0)) return null
  const vintage = find('vintage')
  const used = new Set([area, period, indicator, value, source, vintage])
  return {
    title: 'Indicators (area code, period, indicator, value, source)',
    source: 'indicators-{file}',
    width: header.length,
    area,
    areaCodes: 'any',
    vintage: vintage >= 0 ? { column: vintage } : { stated: named >= 0 ? null : (census?.vintage ?? null) },
    period: { column: period },
    values: { layout: 'generic', indicator, value, source },
    unknownColumns: header.filter((_, i) => !used.has(i)),
  }
}
