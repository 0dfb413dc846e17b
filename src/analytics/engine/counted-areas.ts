import type { DuckDBConnection } from '@duckdb/node-api'
import { type IsoMonth, monthIndex, monthsBetween } from '#core/time/month.ts'
import { cubeSql, livePartsOf, type Period } from './area-counts.ts'
import { eachBlock } from './blocks.ts'
import type { Catalogue, LiveMonth } from './catalogue.ts'
import { type ForceCells, findCells } from './force-cells.ts'
import { joinAreas, readAreas } from './part-areas.ts'

export type AreaCounts = Readonly<{
  /** LSOA codes, ascending. */
  codes: readonly string[]
  names: readonly string[]
  months: readonly IsoMonth[]
  /** By month: whether any file gives it. The counts of an unknown month are 0 and mean nothing. */
  known: readonly boolean[]
  /** Those the force has rows of in the period, with or without an area; ascending. */
  types: readonly string[]
  /** Areas × months, row by row: crimes of the types asked for. */
  byMonth: Int32Array
  /** Areas × types, row by row: crimes in the known months, of every type. */
  byType: Int32Array
}>

/** What is being counted, and where each thing of a part belongs in it. */
type Sums = Readonly<{
  byMonth: Int32Array
  byType: Int32Array
  /** By type: whether the force has rows of it, and whether it counts by month. */
  isGiven: Uint8Array
  isWanted: readonly boolean[]
  firstMonth: number
  months: number
}>
type Places = Readonly<{ rowOf: Int32Array; typeOf: Int32Array }>

/**
 * Crimes by area and month (of these types, or of every type) and by area and type, in one pass: over the plain numbers
 * an import lays down, or over the cube where there are none.
 */
export async function countAreas(
  connection: DuckDBConnection,
  folder: string,
  catalogue: Catalogue,
  question: Period & Readonly<{ types?: readonly string[] | undefined }>,
): Promise<AreaCounts> {
  const months = monthsBetween(question.from, question.to)
  const found = livePartsOf(catalogue, question)
  const cellsOf: (ForceCells | null)[] = []
  const areasOf = []
  for (const { part } of found) {
    const cells = await findCells(folder, part, question.force)
    cellsOf.push(cells)
    areasOf.push(
      cells
        ? { ...cells, numbers: Int32Array.from(cells.codes.keys()) }
        : await readAreas(connection, folder, part, question.force),
    )
  }
  const { areas, names, rows } = joinAreas(areasOf)
  const possible = [...new Set(found.flatMap(({ part }) => part.types))].sort()
  const sums: Sums = {
    byMonth: new Int32Array(areas.length * months.length),
    byType: new Int32Array(areas.length * possible.length),
    isGiven: new Uint8Array(possible.length),
    isWanted: possible.map((type) => !question.types?.length || question.types.includes(type)),
    firstMonth: monthIndex(question.from),
    months: months.length,
  }
  for (const [index, { part, live }] of found.entries()) {
    const typeOf = Int32Array.from(part.types, (type) => possible.indexOf(type))
    const places = { rowOf: rows[index]!, typeOf }
    const cells = cellsOf[index]
    if (cells) addCells(sums, cells, live, places)
    else await addCube(sums, connection, cubeSql(folder, part, live, question.force), places)
  }
  const given = new Set(found.flatMap(({ live }) => live.map(({ month }) => month)))
  const { byMonth, byType, isGiven } = sums
  return {
    codes: areas,
    names,
    months,
    known: months.map((month) => given.has(month)),
    types: possible.filter((_, place) => isGiven[place]),
    byMonth,
    byType: byType.filter((_, at) => isGiven[at % possible.length] === 1),
  }
}

function addCells(
  { byMonth, byType, isGiven, isWanted, firstMonth, months }: Sums,
  cells: ForceCells,
  live: readonly LiveMonth[],
  { rowOf, typeOf }: Places,
): void {
  const { counts, types } = cells
  const monthNos = live.map(({ month }) => monthIndex(month) - cells.firstMonth)
  const wanted = Int32Array.from(typeOf, (type) => (isWanted[type] ? -1 : 0))
  const ofArea = new Int32Array(types)
  for (let area = 0; area <= cells.codes.length; area++) {
    const row = area < cells.codes.length ? rowOf[area]! : -1
    ofArea.fill(0)
    for (const monthNo of monthNos) {
      const first = (area * cells.months + monthNo) * types
      let sum = 0
      // Masks rather than branches: which counts are zero cannot be foreseen.
      for (let type = 0; type < types; type++) {
        const n = counts[first + type]!
        ofArea[type]! += n
        sum += n & wanted[type]!
      }
      if (row >= 0) byMonth[row * months + monthNo + cells.firstMonth - firstMonth]! += sum
    }
    for (let type = 0; type < types; type++) {
      if (ofArea[type] === 0) continue
      isGiven[typeOf[type]!] = 1
      if (row >= 0) byType[row * isGiven.length + typeOf[type]!]! += ofArea[type]!
    }
  }
}

// Month and type cross over as one number, which is quicker read than two. The cube holds at most 100 types.
const TYPES_APART = 128

async function addCube(
  { byMonth, byType, isGiven, isWanted, firstMonth, months }: Sums,
  connection: DuckDBConnection,
  cube: string,
  { rowOf, typeOf }: Places,
): Promise<void> {
  await eachBlock(
    connection,
    `SELECT area, month * ${TYPES_APART} + type, n ${cube}`,
    ([area, cell, n], size) => {
      for (let at = 0; at < size; at++) {
        const type = typeOf[cell![at]! % TYPES_APART]!
        isGiven[type] = 1
        if (area![at]! < 0) continue
        const row = rowOf[area![at]!]!
        byType[row * isGiven.length + type]! += n![at]!
        if (!isWanted[type]) continue
        const month = Math.floor(cell![at]! / TYPES_APART) - firstMonth
        byMonth[row * months + month]! += n![at]!
      }
    },
  )
}
