import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Catalogue, LiveMonth, Part } from '../engine/catalogue.ts'
import { ask } from '../engine/engine.ts'
import { liveRowsSql } from '../engine/live-rows.ts'
import type { RowKind } from './archive-name.ts'
import { countOutsideForce, type OutsideForce } from './outside-force.ts'
import { findRepeats, type Repeats } from './repeats.ts'
import type { StagedBatch, StagedGroup, Tally } from './staged-batch.ts'
import { writeStreetCounts } from './street-counts.ts'
import { writeStreetCube } from './street-cube.ts'
import { sqlPath, sqlText } from './tables/sql-text.ts'

export type Assembled = Readonly<{
  parts: readonly Part[]
  live: readonly LiveMonth[]
  /** Display names of the forces met, as their files write them most often. */
  forceNames: Readonly<Record<string, string>>
  repeats: Repeats
  outside: Readonly<{ rowsInFiles: number; notes: readonly string[] }>
}>

type Context = Readonly<{
  connection: DuckDBConnection
  store: string
  catalogue: Catalogue
  id: string
  at: Date
}>

const NO_REPEATS: Repeats = { rows: 0, exactRows: 0, ids: 0, identicalRowsWithoutId: 0 }

/** Makes of the staged batches one part a kind, with the checks that need all rows of the import at once. */
export async function assemble(batches: readonly StagedBatch[], context: Context): Promise<Assembled> {
  const groups = batches.flatMap((batch) => batch.groups)
  const parts: Part[] = []
  const live: LiveMonth[] = []
  let repeats = NO_REPEATS
  let outside: Assembled['outside'] = { rowsInFiles: 0, notes: [] }
  for (const kind of ['street', 'outcomes', 'stop-and-search'] as const) {
    const ofKind = groups.filter((group) => group.kind === kind)
    if (ofKind.length === 0) continue
    const months = sumMonths(kind, `${context.id}-${kind}`, ofKind)
    const part: Part = {
      id: `${context.id}-${kind}`,
      kind,
      files: ofKind.map(({ rowsFile }) => rowsFile),
      forceMonths: months.size,
      loadedAt: context.at.toISOString(),
      dropped: null,
      cube: null,
      areas: null,
      types: [],
      counts: null,
    }
    if (kind === 'street') {
      const street = await assembleStreet(part, ofKind, months, context)
      repeats = street.repeats
      outside = street.outside
      parts.push(street.part)
    } else parts.push(part)
    live.push(...months.values())
  }
  return { parts, live, forceNames: forceNamesIn(groups), repeats, outside }
}

type Months = Map<string, LiveMonth>

function sumMonths(kind: RowKind, part: string, groups: readonly StagedGroup[]): Months {
  const months: Months = new Map()
  for (const tally of groups.flatMap((group) => group.tallies)) {
    const { force, month } = tally
    const sum = months.get(`${force} ${month}`) ?? {
      kind,
      force,
      month,
      part,
      rows: 0,
      withoutLocation: 0,
      withoutLsoa: 0,
      outsideForce: 0,
    }
    sum.rows += tally.rows
    sum.withoutLocation += tally.withoutLocation
    sum.withoutLsoa += tally.withoutLsoa
    months.set(`${force} ${month}`, sum)
  }
  return months
}

async function assembleStreet(
  part: Part,
  groups: readonly StagedGroup[],
  months: Months,
  { connection, store, catalogue, id }: Context,
): Promise<{ part: Part; repeats: Repeats; outside: OutsideForce }> {
  const rows = [...months.values()].reduce((sum, month) => sum + month.rows, 0)
  const files = part.files.map((file) => join(store, file))
  const repeats = await findRepeats(connection, files, rows)
  let dropped: string | null = null
  if (repeats.exactRows > 0) {
    dropped = join('rows', `${id}-dropped.parquet`)
    await connection.run(
      `COPY (SELECT parse_filename(filename) AS file, row_number FROM repeated_rows)
      TO ${sqlText(join(store, dropped))} (FORMAT parquet)`,
    )
    await takeOff(months, connection)
  }
  const cubes = groups.flatMap(({ cubeFile }) => (cubeFile ? [cubeFile] : []))
  const cube = await writeStreetCube(connection, store, cubes, id)
  const counts = await writeStreetCounts(connection, store, cube, [...months.values()], id)
  const outside = await countOutsideForce(connection, store, cube, {
    lookUps: catalogue.areaLookUps.map(({ file }) => file),
    boundaries: catalogue.boundaries,
  })
  for (const month of months.values()) {
    month.outsideForce = outside.rows.get(month.force)?.get(month.month) ?? 0
  }
  await connection.run('DROP TABLE repeated_rows')
  return { part: { ...part, ...cube, counts, dropped }, repeats, outside }
}

async function takeOff(months: Months, connection: DuckDBConnection): Promise<void> {
  const found = await ask(
    connection,
    `SELECT force, month, count(*)::DOUBLE AS n, count(*) FILTER (lacks_location)::DOUBLE AS unplaced,
      count(*) FILTER (lacks_lsoa)::DOUBLE AS lacking FROM repeated_rows GROUP BY ALL`,
  )
  for (const row of found) {
    const month = months.get(`${row.force} ${row.month}`)!
    month.rows -= row.n as number
    month.withoutLocation -= row.unplaced as number
    month.withoutLsoa -= row.lacking as number
  }
}

function forceNamesIn(groups: readonly StagedGroup[]): Record<string, string> {
  const tallies = new Map<ForceSlug, Map<string, number>>()
  for (const { force, reportedBy, rows } of groups.flatMap((group): Tally[] => group.tallies)) {
    if (reportedBy === null) continue
    const names = tallies.get(force) ?? new Map<string, number>()
    names.set(reportedBy, (names.get(reportedBy) ?? 0) + rows)
    tallies.set(force, names)
  }
  return Object.fromEntries(
    [...tallies].map(([force, names]) => [force, [...names].sort((a, b) => b[1] - a[1])[0]![0]]),
  )
}

const IDS_A_PASS = 3_000_000

/** Outcome rows of this import that find their crime among the street rows the store will hold, and the rest. */
export async function joinOutcomes(
  connection: DuckDBConnection,
  store: string,
  next: Catalogue,
  part: Part,
): Promise<{ joined: number; unmatched: number }> {
  const forces = [...new Set(next.live.filter((live) => live.part === part.id).map(({ force }) => force))]
  const total = next.live.filter((live) => live.part === part.id).reduce((sum, { rows }) => sum + rows, 0)
  const street = liveRowsSql(store, next, 'street', forces, 'id_high, id_low')
  if (street === null) return { joined: 0, unmatched: total }
  const files = part.files.map((file) => sqlPath(join(store, file))).join(', ')
  const passes = Math.max(1, Math.ceil(total / IDS_A_PASS))
  let joined = 0
  for (let pass = 0; pass < passes; pass++) {
    const slice = `id_low % ${passes} = ${pass}`
    const [found] = await ask(
      connection,
      `SELECT count(*)::DOUBLE AS n FROM (SELECT id_high, id_low FROM read_parquet([${files}]) WHERE ${slice})
      SEMI JOIN (SELECT * FROM (${street}) WHERE ${slice}) USING (id_high, id_low)`,
    )
    joined += found!.n as number
  }
  return { joined, unmatched: total - joined }
}
