import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Vintage } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { type IsoMonth, monthInWords, monthsBetween } from '#core/time/month.ts'
import { type AreaLink, readAreaLinks } from '../engine/area-look-up.ts'
import type { Catalogue } from '../engine/catalogue.ts'
import { countAreas } from '../engine/counted-areas.ts'
import { type IndicatorValues, readIndicators } from '../engine/indicator-values.ts'
import { msoaNameOf } from '../load/area-look-up/index.ts'
import { type Bounds, boundariesFor, neighboursAmong } from './bounds.ts'
import { forceAreas, type NamedArea } from './force-areas.ts'
import type { ScreeningInputs } from './inputs.ts'
import {
  type Grouping,
  groupAreas,
  meanValues,
  membersOf,
  neighboursOfUnits,
  sumRows,
  sumValues,
  type UnitOfArea,
} from './units.ts'

/** Why a screening cannot be answered, in one sentence for a person. */
export type ScreeningRefusal = Readonly<{ sentence: string }>

export type GatherSources = Readonly<{ folder: string; catalogue: Catalogue; connection: DuckDBConnection }>

const INDICATORS = [
  'population',
  'population-15-24',
  'households',
  'income-score',
  'employment-score',
  'imd-score',
  'imd-decile',
  'no-qualifications',
  'residents-16-and-over',
] as const

/**
 * Everything one question needs, from the store as its catalogue stands. About 60 ms for a force of 800 areas and
 * three years, with the country's boundaries and figures loaded.
 */
export async function gatherInputs(
  sources: GatherSources,
  question: ScreeningQuestion,
): Promise<Outcome<ScreeningInputs, ScreeningRefusal>> {
  const { catalogue, connection, folder } = sources
  const live = catalogue.live.filter((entry) => entry.kind === 'street' && entry.force === question.force)
  const period = periodOf(
    question,
    live.map((entry) => entry.month),
  )
  if (!period.ok) return period
  const months = period.value
  const span = { force: question.force, from: months[0]!, to: months.at(-1)! }
  const counted = await countAreas(connection, folder, catalogue, { ...span, types: question.types })
  const unknownTypes = (question.types ?? []).filter((type) => !counted.types.includes(type))
  if (unknownTypes.length > 0) {
    return refused({
      sentence: `No crime of the type “${unknownTypes.join('”, “')}” is recorded in this period. Types are: ${counted.types.join(', ')}.`,
    })
  }
  const wanted = question.types?.length ? question.types : counted.types

  const links = await readAreaLinks(connection, folder, catalogue, [
    'neighbourhood',
    'msoa',
    'lpa',
    'police-area',
    'force',
  ])
  const bounds = await boundariesFor(sources, counted.codes)
  const rowsOf = rowSums(counted.byType, counted.types.length, counted.codes.length)
  const ofForce = forceAreas(
    counted.codes.map((code, i) => ({ code, name: counted.names[i]!, rows: rowsOf[i]! })),
    listedAreas(links, question.force),
    bounds,
  )
  const codes = ofForce.areas.map((area) => area.code)
  const grouping = groupAreas(
    question.unit,
    codes,
    ofForce.areas.map((area) => area.name),
    unitFinder(question, links),
  )
  if (grouping.codes.length === 0) {
    return refused({
      sentence: `No look-up says which ${question.unit === 'msoa' ? 'MSOA' : question.unit} each LSOA of ${question.force} lies in. Load a look-up and screen again.`,
    })
  }

  const { vintage } = bounds
  const indicators = await readIndicators(connection, folder, catalogue, {
    names: INDICATORS,
    codes,
    vintage,
  })
  const unknown = new Float64Array(codes.length).fill(Number.NaN)
  const column = (name: (typeof INDICATORS)[number]) => indicators.get(name)?.values ?? unknown
  const population = column('population')
  const total = (name: (typeof INDICATORS)[number]) => sumValues(column(name), grouping)
  const mean = (name: (typeof INDICATORS)[number]) => meanValues(column(name), population, grouping)

  const counts = rowsFor(codes, counted.codes, counted.byMonth, months.length)
  const mix = rowsFor(codes, counted.codes, counted.byType, counted.types.length)
  const adults = total('residents-16-and-over')
  const isLsoa = question.unit === 'lsoa'
  const inputs: Omit<ScreeningInputs, 'fingerprint'> = {
    codes: grouping.codes,
    names: grouping.names,
    members: membersOf(grouping, codes),
    vintage,
    months,
    known: counted.known,
    counts: sumRows(counts, months.length, grouping),
    types: wanted,
    countsByType: sumRows(columnsOf(mix, counted.types, wanted), wanted.length, grouping),
    neighbours: bounds.used.length > 0 ? neighboursOfUnits(neighboursAmong(bounds, codes), grouping) : null,
    population: total('population'),
    households: total('households'),
    burglaries: Float64Array.from(sumRows(columnsOf(mix, counted.types, ['Burglary']), 1, grouping)),
    damages: Float64Array.from(
      sumRows(columnsOf(mix, counted.types, ['Criminal damage and arson']), 1, grouping),
    ),
    incomeScore: mean('income-score'),
    employmentScore: mean('employment-score'),
    population15to24: total('population-15-24'),
    withoutQualifications: total('no-qualifications').map((people, i) => people / adults[i]!),
    imdScore: mean('imd-score'),
    // A decile is a rank among LSOAs; of a larger area there is none.
    imdDecile: isLsoa ? column('imd-decile') : new Float64Array(grouping.codes.length).fill(Number.NaN),
    unplaced: unplacedOf(live, months, outsideOf(counted.codes, rowsOf, codes, grouping)),
    sources: sourcesOf(catalogue, question, indicators, bounds),
    notes: notesOf(ofForce.note, indicators, vintage),
  }
  return done({ ...inputs, fingerprint: fingerprintOf(inputs) })
}

function periodOf(
  question: ScreeningQuestion,
  given: readonly IsoMonth[],
): Outcome<IsoMonth[], ScreeningRefusal> {
  const held = [...given].sort()
  const [first, last] = [held[0], held.at(-1)]
  if (!first || !last) {
    return refused({ sentence: `No recorded crime of “${question.force}” is loaded.` })
  }
  const from = question.from ?? first
  const to = question.to ?? last
  if (from > to) return refused({ sentence: `The period ends (${to}) before it begins (${from}).` })
  if (!held.some((month) => month >= from && month <= to)) {
    const asked = from === to ? monthInWords(from) : `${monthInWords(from)} to ${monthInWords(to)}`
    return refused({
      sentence: `Nothing is known of ${asked}: no file gives it. What is loaded runs from ${monthInWords(first)} to ${monthInWords(last)}.`,
    })
  }
  // Months before the first file and after the last are not gaps in what is known: nobody looked there.
  return done(monthsBetween(from < first ? first : from, to > last ? last : to))
}

function listedAreas(links: readonly AreaLink[], force: string): NamedArea[] {
  const listed = new Map<string, NamedArea>()
  for (const link of links) {
    if (link.force === force && link.childLevel === 'lsoa') {
      listed.set(link.childCode, { code: link.childCode, name: link.childName ?? link.childCode })
    }
  }
  return [...listed.values()]
}

function unitFinder(question: ScreeningQuestion, links: readonly AreaLink[]) {
  const units = new Map<string, UnitOfArea>()
  for (const link of links) {
    if (link.parentLevel === question.unit && link.childLevel === 'lsoa') {
      units.set(link.childCode, { code: link.parentCode, name: link.parentName ?? link.parentCode })
    }
  }
  return (code: string, name: string): UnitOfArea | null => {
    const linked = units.get(code)
    if (linked || question.unit !== 'msoa') return linked ?? null
    // Published LSOA names carry their MSOA's; without a look-up the name stands for the code.
    const msoa = msoaNameOf(name)
    return msoa === null ? null : { code: msoa, name: msoa }
  }
}

function rowSums(table: Int32Array, width: number, rows: number): Float64Array {
  const sums = new Float64Array(rows)
  for (let at = 0; at < table.length; at++) sums[Math.floor(at / width)]! += table[at]!
  return sums
}

// The rows of these codes in this order; zeros for a code the table does not have.
function rowsFor(
  codes: readonly string[],
  areas: readonly string[],
  table: Int32Array,
  width: number,
): Int32Array {
  const place = new Map(areas.map((code, i) => [code, i]))
  const rows = new Int32Array(codes.length * width)
  codes.forEach((code, row) => {
    const at = place.get(code)
    if (at !== undefined) rows.set(table.subarray(at * width, (at + 1) * width), row * width)
  })
  return rows
}

// The columns of these types in this order; zeros for a type the table does not have.
function columnsOf(table: Int32Array, types: readonly string[], wanted: readonly string[]): Int32Array {
  const rows = types.length === 0 ? 0 : table.length / types.length
  const columns = wanted.map((type) => types.indexOf(type))
  const chosen = new Int32Array(rows * wanted.length)
  for (let row = 0; row < rows; row++) {
    columns.forEach((column, at) => {
      if (column >= 0) chosen[row * wanted.length + at] = table[row * types.length + column]!
    })
  }
  return chosen
}

function outsideOf(
  areas: readonly string[],
  rowsOf: Float64Array,
  codes: readonly string[],
  grouping: Grouping,
): number {
  const placed = new Set(codes.filter((_, i) => grouping.unitOf[i]! >= 0))
  return areas.reduce((sum, code, i) => (placed.has(code) ? sum : sum + rowsOf[i]!), 0)
}

function unplacedOf(
  live: Catalogue['live'],
  months: readonly IsoMonth[],
  outsideForce: number,
): ScreeningInputs['unplaced'] {
  const inPeriod = live.filter((entry) => months.includes(entry.month))
  return {
    withoutLocation: inPeriod.reduce((sum, entry) => sum + entry.withoutLocation, 0),
    withoutLsoa: inPeriod.reduce((sum, entry) => sum + entry.withoutLsoa, 0),
    outsideForce,
  }
}

// Over the numbers themselves: the same data loaded again changes nothing, one changed figure changes it.
function fingerprintOf(inputs: Omit<ScreeningInputs, 'fingerprint'>): string {
  const hash = createHash('sha256')
  for (const value of Object.values(inputs)) {
    if (ArrayBuffer.isView(value))
      hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  }
  const { codes, members, months, known, types, neighbours, unplaced } = inputs
  hash.update(JSON.stringify([codes, members, months, known, types, neighbours, unplaced]))
  return hash.digest('hex').slice(0, 16)
}

function sourcesOf(
  catalogue: Catalogue,
  question: ScreeningQuestion,
  indicators: ReadonlyMap<string, IndicatorValues>,
  bounds: Bounds,
): ScreeningInputs['sources'] {
  const named: Readonly<Record<string, string>> = {
    population: 'Residents',
    households: 'Households',
    'imd-score': 'Deprivation',
    'imd-decile': 'Deprivation decile',
    'income-score': 'Income deprivation',
    'employment-score': 'Employment deprivation',
    'population-15-24': 'Residents aged 15 to 24',
    'no-qualifications': 'Qualifications',
  }
  return [
    {
      what: 'Recorded crime',
      source: `data.police.uk street-level files of ${catalogue.forceNames[question.force] ?? question.force}`,
      loadedAt: loadedAt(catalogue, question.force),
    },
    ...Object.entries(named).flatMap(([name, what]) => {
      const found = indicators.get(name)
      return (found?.from ?? []).map(({ source, loadedAt }) => ({ what, source, loadedAt }))
    }),
    ...bounds.used.map((set) => ({ what: 'Boundaries', source: set.name, loadedAt: set.loadedAt })),
  ]
}

// The newest of the force's files: what anybody asks of a date is whether the last one is in.
function loadedAt(catalogue: Catalogue, force: string): string {
  const parts = new Set(
    catalogue.live
      .filter((entry) => entry.kind === 'street' && entry.force === force)
      .map((entry) => entry.part),
  )
  return catalogue.parts.reduce(
    (newest, part) => (parts.has(part.id) && part.loadedAt > newest ? part.loadedAt : newest),
    '',
  )
}

function notesOf(
  areasNote: string | null,
  indicators: ReadonlyMap<string, IndicatorValues>,
  vintage: Vintage | null,
): string[] {
  const vintages = [...indicators.values()].flatMap(({ from }) => from.map((table) => table.vintage))
  const others = new Set(vintages.filter((other) => vintage !== null && other !== null && other !== vintage))
  return [
    ...(areasNote ? [areasNote] : []),
    ...[...others].map(
      (other) =>
        `Some figures are published for ${other} areas and crime for ${vintage} ones. They are joined where the area kept its code, which means it did not change; elsewhere they are unknown.`,
    ),
  ]
}
