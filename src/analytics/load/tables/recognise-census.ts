/** Census 2021: any table in the bulk layout, and the long tables of tenure, ethnic group and household deprivation. */
import { findAreaColumn, plainHeader } from './header.ts'
import { indicatorName } from './indicator-registry.ts'
import type { TableShape, WideCell } from './table-shape.ts'

/** `date, geography, geography code, Topic: Category…`, each perhaps ending `; measures: Value`. */
export function recogniseCensusBulk(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const [date, geography, area] = ['date', 'geography', 'geography code'].map((name) => plain.indexOf(name))
  if (date! < 0 || area! < 0) return null
  const columns = plain.flatMap((cell, index) => {
    const [topic, ...rest] = cell.replace(/; measures: .*$/, '').split(/: ?/)
    if (rest.length > 0) return [{ index, topic: topic!, category: rest.join(': ') }]
    // A table of one figure (TS041) names it without a category.
    return topic === 'number of households' ? [{ index, topic, category: 'total' }] : []
  })
  if (columns.length === 0) return null
  const taken = new Set<string>()
  const cells = columns.map(({ index, topic, category }): WideCell => {
    const canonical = canonicalName(topic, category)
    const indicator =
      canonical && !taken.has(canonical) ? canonical : `${indicatorName(topic)}--${indicatorName(category)}`
    taken.add(indicator)
    return { indicator, columns: [index] }
  })
  cells.push(...ageBands(columns))
  const used = new Set([date, geography, area, ...columns.map(({ index }) => index)])
  return {
    title: `Census 2021: ${header[columns[0]!.index]!.split(':')[0]!.trim()}`,
    source: `census-{period}-${indicatorName(columns[0]!.topic)}-{level}`,
    width: header.length,
    area: area!,
    areaCodes: 'published',
    vintage: { stated: '2021' },
    period: { column: date! },
    values: { layout: 'wide', cells },
    unknownColumns: header.filter((_, i) => !used.has(i)),
  }
}

type TopicColumn = Readonly<{ index: number; topic: string; category: string }>

function canonicalName(topic: string, category: string): string | null {
  if (topic === 'highest level of qualification' && category === 'no qualifications')
    return 'no-qualifications'
  if (/^total: all usual residents aged 16 years and over$/.test(category)) return 'residents-16-and-over'
  if (/^total: all usual residents$/.test(category)) return 'population'
  if ((topic === 'residence type' || topic === 'age') && category === 'total') return 'population'
  if (/^total: all households$/.test(category) || topic === 'number of households') return 'households'
  return null
}

/** The broad ages from the five-year bands of the age table, when every band a broad age needs is there. */
function ageBands(columns: readonly TopicColumn[]): WideCell[] {
  const lower = new Map<number, number>()
  for (const { index, topic, category } of columns) {
    if (topic !== 'age') continue
    if (category === 'aged 4 years and under') lower.set(0, index)
    const years = /^aged (\d+) (?:to (\d+) years|years and over)$/.exec(category)
    if (years && (years[2] === undefined || Number(years[2]) - Number(years[1]) === 4)) {
      lower.set(Number(years[1]), index)
    }
  }
  const band = (indicator: string, from: number, to: number): WideCell[] => {
    const found: number[] = []
    for (let age = from; age <= to; age += 5) {
      const column = lower.get(age)
      if (column === undefined) return []
      found.push(column)
    }
    return [{ indicator, columns: found }]
  }
  return [
    ...band('population-0-14', 0, 10),
    ...band('population-15-24', 15, 20),
    ...band('population-25-64', 25, 60),
    ...band('population-65-and-over', 65, 85),
  ]
}

const LONG_TOPICS = {
  tenure: ['total households', 'households'],
  'ethnic group': ['total residents', 'population'],
  'deprivation dimensions': ['total households', 'households'],
} as const

/** `lsoa21_code, total_…, topic, n`: one row a category. */
export function recogniseCensusLong(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const area = findAreaColumn(plain)
  const value = plain.indexOf('n')
  if (!area || value < 0) return null
  for (const [topic, [totalName, indicator]] of Object.entries(LONG_TOPICS)) {
    const category = plain.indexOf(topic)
    const total = plain.indexOf(totalName)
    if (category < 0 || total < 0) continue
    const used = new Set([area.index, value, category, total])
    return {
      title: `Census 2021: ${topic}`,
      source: `census-2021-${indicatorName(topic)}-${area.level}`,
      width: header.length,
      area: area.index,
      areaCodes: 'published',
      vintage: { stated: area.vintage },
      period: { stated: '2021' },
      values: {
        layout: 'long',
        topic: indicatorName(topic),
        category,
        value,
        total: { indicator, column: total },
      },
      unknownColumns: header.filter((_, i) => !used.has(i)),
    }
  }
  return null
}
