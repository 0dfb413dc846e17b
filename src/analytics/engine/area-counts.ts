import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { type IsoMonth, monthAt, monthIndex, monthsBetween } from '#core/time/month.ts'
import { sqlPath, sqlText } from '../load/tables/sql-text.ts'
import { eachBlock } from './blocks.ts'
import type { Catalogue, LiveMonth, Part } from './catalogue.ts'
import { joinAreas, type PartAreas, readAreas } from './part-areas.ts'

export type Period = Readonly<{ force: ForceSlug; from: IsoMonth; to: IsoMonth }>

export type MonthlyCounts = Readonly<{
  /** LSOA codes, ascending. */
  areas: readonly string[]
  names: readonly string[]
  months: readonly IsoMonth[]
  /** By month: whether any file gives it. The counts of an unknown month are 0 and mean nothing. */
  known: readonly boolean[]
  /** Areas × months, row by row. */
  counts: Int32Array
}>

export type CountsByType = Readonly<{
  areas: readonly string[]
  names: readonly string[]
  types: readonly string[]
  /** Areas × types, row by row, over the known months. */
  counts: Int32Array
}>

/** Months of the period that the store has, and the parts they are in. */
export function livePartsOf(
  catalogue: Catalogue,
  { force, from, to }: Period,
): { part: Part; live: LiveMonth[] }[] {
  const live = catalogue.live.filter(
    (each) => each.kind === 'street' && each.force === force && each.month >= from && each.month <= to,
  )
  return [...Map.groupBy(live, ({ part }) => part)].map(([id, months]) => ({
    part: catalogue.parts.find((part) => part.id === id)!,
    live: months,
  }))
}

async function areasOf(
  connection: DuckDBConnection,
  folder: string,
  parts: readonly Part[],
  force: ForceSlug,
) {
  const byPart: PartAreas[] = []
  for (const part of parts) byPart.push(await readAreas(connection, folder, part, force))
  return joinAreas(byPart)
}

/** The counts of a part in these months of a force, from its Parquet cube. */
export function cubeSql(folder: string, part: Part, live: readonly LiveMonth[], force: ForceSlug): string {
  const months = live.map(({ month }) => monthIndex(month)).sort((a, b) => a - b)
  const [first, last] = [months[0]!, months.at(-1)!]
  const gaps = new Set(months).size === last - first + 1 ? '' : `AND month IN (${months.join(', ')})`
  return `FROM read_parquet(${sqlPath(join(folder, part.cube!))})
    WHERE force = ${sqlText(force)} AND month BETWEEN ${first} AND ${last} ${gaps}`
}

/**
 * Crimes of the given types by area and month: areas are all those the force has rows in, in any live month of the
 * parts read. Reads the cube only: one force's row groups.
 */
export async function monthlyCounts(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  question: Period & Readonly<{ types?: readonly string[] }>,
): Promise<MonthlyCounts> {
  const months = monthsBetween(question.from, question.to)
  const found = livePartsOf(catalogue, question)
  const { areas, names, rows } = await areasOf(
    connection,
    folder,
    found.map(({ part }) => part),
    question.force,
  )
  const counts = new Int32Array(areas.length * months.length)
  const firstMonth = monthIndex(question.from)
  for (const [index, { part, live }] of found.entries()) {
    const numbers = question.types?.map((type) => part.types.indexOf(type)).filter((type) => type >= 0)
    if (numbers?.length === 0) continue
    const ofTypes = numbers ? `AND type IN (${numbers.join(', ')})` : ''
    const rowOf = rows[index]!
    await eachBlock(
      connection,
      `SELECT area, month, n ${cubeSql(folder, part, live, question.force)} AND area >= 0 ${ofTypes}`,
      ([area, month, n], size) => {
        for (let at = 0; at < size; at++) {
          counts[rowOf[area![at]!]! * months.length + month![at]! - firstMonth]! += n![at]!
        }
      },
    )
  }
  const given = new Set(found.flatMap(({ live }) => live.map(({ month }) => month)))
  return { areas, names, months, known: months.map((month) => given.has(month)), counts }
}

/** Crimes by area and type in the known months of the period. Types ascending. */
export async function countsByType(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  question: Period,
): Promise<CountsByType> {
  const found = livePartsOf(catalogue, question)
  const parts = found.map(({ part }) => part)
  const { areas, names, rows } = await areasOf(connection, folder, parts, question.force)
  const used = await typesIn(connection, folder, catalogue, question)
  const counts = new Int32Array(areas.length * used.length)
  for (const [index, { part, live }] of found.entries()) {
    const columnOf = part.types.map((type) => used.indexOf(type))
    const rowOf = rows[index]!
    await eachBlock(
      connection,
      `SELECT area, type, n ${cubeSql(folder, part, live, question.force)} AND area >= 0`,
      ([area, type, n], size) => {
        for (let at = 0; at < size; at++) {
          counts[rowOf[area![at]!]! * used.length + columnOf[type![at]!]!]! += n![at]!
        }
      },
    )
  }
  return { areas, names, types: used, counts }
}

/** Types the force has rows of in the period, with or without an area; ascending. */
export async function typesIn(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  question: Period,
): Promise<string[]> {
  const types = new Set<string>()
  for (const { part, live } of livePartsOf(catalogue, question)) {
    const months = live.map(({ month }) => monthIndex(month)).join(', ')
    await eachBlock(
      connection,
      `SELECT DISTINCT type FROM read_parquet(${sqlPath(join(folder, part.cube!))})
      WHERE force = ${sqlText(question.force)} AND month IN (${months})`,
      ([type], size) => {
        for (let at = 0; at < size; at++) types.add(part.types[type![at]!]!)
      },
    )
  }
  return [...types].sort()
}

/** Rows by month and type, with or without an area, as month → type → rows; months unknown are absent. */
export async function totalsByMonth(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  question: Period,
): Promise<Map<IsoMonth, Map<string, number>>> {
  const totals = new Map<IsoMonth, Map<string, number>>()
  for (const { part, live } of livePartsOf(catalogue, question)) {
    for (const { month } of live) totals.set(month, new Map())
    await eachBlock(
      connection,
      `SELECT month, type, sum(n)::INTEGER FROM read_parquet(${sqlPath(join(folder, part.cube!))})
      WHERE force = ${sqlText(question.force)} GROUP BY ALL`,
      ([month, type, n], size) => {
        for (let at = 0; at < size; at++) {
          const ofMonth = totals.get(monthAt(month![at]!))
          if (!ofMonth || !live.some((each) => each.month === monthAt(month![at]!))) continue
          ofMonth.set(part.types[type![at]!]!, n![at]!)
        }
      },
    )
  }
  return totals
}
