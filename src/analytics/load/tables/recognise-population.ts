/** Mid-year population by single year of age, sexes together (`0` … `90+`) or apart (`F0` … `M90`). */
import { findAreaColumn, plainHeader } from './header.ts'
import type { Column, TableShape, WideCell } from './table-shape.ts'

const AGE = /^(?:age )?([fm]?)(\d{1,3})\+?$/
const TOTAL = /^(total population|all ages|total)$/
const EXPECTED = /^((lsoa|msoa)\d*|lad|la|local authority)\b/
const OLDEST = 90

export function recognisePopulation(header: readonly string[]): TableShape | null {
  const plain = header.map(plainHeader)
  const area = findAreaColumn(plain)
  if (!area) return null
  const byAge = new Map<number, Column[]>()
  plain.forEach((cell, index) => {
    const age = AGE.exec(cell)
    if (!age) return
    const years = Number(age[2])
    byAge.set(years, [...(byAge.get(years) ?? []), index])
  })
  // Every single year, or none of the bands can be trusted.
  for (let age = 0; age <= OLDEST; age++) if (!byAge.has(age)) return null
  const ages = [...byAge.values()].flat()
  const total = plain.findIndex((cell) => TOTAL.test(cell))
  const band = (from: number, to: number): Column[] =>
    [...byAge].flatMap(([age, columns]) => (age >= from && age <= to ? columns : []))
  const cells: WideCell[] = [
    { indicator: 'population', columns: total >= 0 ? [total] : ages },
    { indicator: 'population-0-14', columns: band(0, 14) },
    { indicator: 'population-15-24', columns: band(15, 24) },
    { indicator: 'population-25-64', columns: band(25, 64) },
    { indicator: 'population-65-and-over', columns: band(65, Infinity) },
    ...ages.map((column) => ({ indicator: null, columns: [column] })),
  ]
  const used = new Set([area.index, total, ...ages])
  return {
    title: 'Mid-year population by single year of age',
    source: `population-{period}-${area.level}${area.vintage ? `-${area.vintage}` : ''}`,
    width: header.length,
    area: area.index,
    areaCodes: 'published',
    vintage: { stated: area.vintage },
    period: { fromFileName: true },
    values: { layout: 'wide', cells },
    unknownColumns: header.filter((_, i) => !used.has(i) && !EXPECTED.test(plain[i]!)),
  }
}

/**
 * The year in a file's name, because these headers give none: `mid-2022.csv`, `sape23dt2mid2020.csv`,
 * `population20_lsoa11.csv`. `null` when the name says nothing.
 */
export function yearInFileName(name: string): string | null {
  const base = name.split(/[/›\\]/).at(-1)!
  const short = /(?:mid|population)[-_ ]?(\d{2})(?!\d)/i.exec(base)?.[1]
  const long = /(?:^|\D)((?:19|20)\d{2})(?!\d)/.exec(base)?.[1]
  return long ?? (short ? `20${short}` : null)
}
