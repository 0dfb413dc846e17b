import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Clock } from '#core/time/clock.ts'
import { type IsoMonth, monthsBetween } from '#core/time/month.ts'
import { type ImportRefusal, refusalIn } from '../load/import-refusal.ts'
import { type ImportOptions, runImport } from '../load/run-import.ts'
import type { ImportReport } from '../report.ts'
import {
  type CountsByType,
  countsByType,
  type MonthlyCounts,
  monthlyCounts,
  type Period,
  totalsByMonth,
} from './area-counts.ts'
import { type Catalogue, type LiveMonth, readCatalogue } from './catalogue.ts'
import { type AreaCounts, countAreas } from './counted-areas.ts'
import { type Engine, openEngine } from './engine.ts'
import { type OutcomeTotal, outcomeTotals } from './outcome-totals.ts'
import { readReport } from './read-report.ts'

export type StoreOptions = Readonly<{
  /** The store's own folder, made when absent. Several processes may use one at once. */
  folder: string
  /** For the engine; the process itself takes about 150 MB more. */
  memoryLimitMb?: number
  threads?: number
  clock: Clock
}>

export type StoredForce = Readonly<{
  slug: ForceSlug
  /** As its files write it: `Leicestershire Police`. */
  name: string
  firstMonth: IsoMonth
  lastMonth: IsoMonth
  months: readonly IsoMonth[]
  /** Between the first and the last, given by no file. */
  monthsUnknown: readonly IsoMonth[]
  /** Street rows. */
  rows: number
}>

export type Unplaced = Readonly<{ withoutLocation: number; withoutLsoa: number; outsideForce: number }>

/** The crime rows and what is known of them. Every question sees one committed state of the store. */
export type Store = Readonly<{
  /** All of the files or nothing; refusals name file and line. Idempotent by force, month and kind. */
  import(paths: readonly string[], options: ImportOptions): Promise<Outcome<ImportReport, ImportRefusal>>
  /** Newest first. */
  reports(): Promise<ImportReport[]>
  report(id: string): Promise<ImportReport | null>
  /** Forces with street rows, by name. */
  forces(): Promise<StoredForce[]>
  monthlyCounts(question: Period & Readonly<{ types?: readonly string[] }>): Promise<MonthlyCounts>
  countsByType(question: Period): Promise<CountsByType>
  countAreas(question: Period): Promise<AreaCounts>
  /** Rows by known month and type, with or without an area. */
  totalsByMonth(question: Period): Promise<ReadonlyMap<IsoMonth, ReadonlyMap<string, number>>>
  /** Rows that count towards no area, or towards one outside the force. */
  unplaced(question: Period): Promise<Unplaced>
  /** Crimes by type and their latest outcome by month, `null` where no outcome row tells. */
  outcomeTotals(question: Period): Promise<OutcomeTotal[]>
  close(): Promise<void>
}>

/** What the rest of `analytics` needs of an open store; it does not pass through the door. */
export type StoreInside = Readonly<{
  folder: string
  withConnection<Answer>(use: (connection: DuckDBConnection) => Promise<Answer>): Promise<Answer>
}>

const insides = new WeakMap<Store, StoreInside>()

export function insideOf(store: Store): StoreInside {
  const inside = insides.get(store)
  if (!inside) throw new Error('a store that openStore did not make')
  return inside
}

/** Opens the store over its folder. Costs some 30 ms; the engine runs in this process until `close`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true })
  const { memoryLimitMb = 400, threads = 2, clock } = options
  const engine = await openEngine({ folder, memoryLimitMb, threads })

  const store: Store = {
    async import(paths, importOptions) {
      try {
        return done(await runImport({ engine, folder, clock }, paths, importOptions))
      } catch (error) {
        const refusal = refusalIn(error)
        if (refusal) return refused(refusal)
        throw error
      }
    },
    async reports() {
      const { reports } = await readCatalogue(folder)
      return Promise.all(reports.map((id) => readReport(folder, id)))
    },
    async report(id) {
      const { reports } = await readCatalogue(folder)
      return reports.includes(id) ? readReport(folder, id) : null
    },
    async forces() {
      return forcesOf(await readCatalogue(folder))
    },
    async unplaced({ force, from, to }) {
      const sum = { withoutLocation: 0, withoutLsoa: 0, outsideForce: 0 }
      for (const live of streetMonths(await readCatalogue(folder), force)) {
        if (live.month < from || live.month > to) continue
        sum.withoutLocation += live.withoutLocation
        sum.withoutLsoa += live.withoutLsoa
        sum.outsideForce += live.outsideForce
      }
      return sum
    },
    monthlyCounts: (question) => asked(engine, folder, monthlyCounts, question),
    countsByType: (question) => asked(engine, folder, countsByType, question),
    countAreas: (question) => asked(engine, folder, countAreas, question),
    totalsByMonth: (question) => asked(engine, folder, totalsByMonth, question),
    outcomeTotals: (question) => asked(engine, folder, outcomeTotals, question),
    close: () => engine.close(),
  }
  insides.set(store, { folder, withConnection: (use) => withConnection(engine, use) })
  return store
}

async function asked<Question, Answer>(
  engine: Engine,
  folder: string,
  answer: (
    connection: DuckDBConnection,
    folder: string,
    catalogue: Catalogue,
    question: Question,
  ) => Promise<Answer>,
  question: Question,
): Promise<Answer> {
  const catalogue = await readCatalogue(folder)
  return withConnection(engine, (connection) => answer(connection, folder, catalogue, question))
}

async function withConnection<Answer>(
  engine: Engine,
  use: (connection: DuckDBConnection) => Promise<Answer>,
): Promise<Answer> {
  const connection = await engine.connect()
  try {
    return await use(connection)
  } finally {
    connection.closeSync()
  }
}

// Written by this program under the import lock and named by the catalogue, so not parsed field by field again.
function streetMonths(catalogue: Catalogue, force: ForceSlug): LiveMonth[] {
  return catalogue.live
    .filter((live) => live.kind === 'street' && live.force === force)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
}

function forcesOf(catalogue: Catalogue): StoredForce[] {
  const slugs = new Set(catalogue.live.filter(({ kind }) => kind === 'street').map(({ force }) => force))
  const forces = [...slugs].map((slug): StoredForce => {
    const live = streetMonths(catalogue, slug)
    const months = live.map(({ month }) => month)
    const [firstMonth, lastMonth] = [months[0]!, months.at(-1)!]
    const given = new Set(months)
    return {
      slug,
      name: catalogue.forceNames[slug] ?? slug,
      firstMonth,
      lastMonth,
      months,
      monthsUnknown: monthsBetween(firstMonth, lastMonth).filter((month) => !given.has(month)),
      rows: live.reduce((sum, { rows }) => sum + rows, 0),
    }
  })
  return forces.sort((a, b) => (a.name < b.name ? -1 : 1))
}
