import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { loadAreaLookUp, recogniseAreaLookUp } from './area-look-up/index.ts'
import { loadBoundaries } from './boundaries/index.ts'
import type { FileHeader } from './file-header.ts'
import { ImportRefused } from './import-refusal.ts'
import type { StagedFile, StagedTable } from './staged-batch.ts'
import { loadTable, recogniseTable } from './tables/index.ts'

type LaidOut = Readonly<{ name: string; path: string; header: FileHeader }>
type Staged = Readonly<{ file: StagedFile; table: StagedTable }>

/** Loads a file that holds something else than rows of crime; `null` when its header is of nothing known. */
export async function stageTable(
  connection: DuckDBConnection,
  store: string,
  file: LaidOut,
): Promise<Staged | null> {
  if (file.header.isJson) return stageBoundaries(store, file)
  const lookUp = recogniseAreaLookUp(file.header.columns)
  const table = lookUp ? null : recogniseTable(file.header.columns)
  if (!lookUp && !table) return null
  const out = join('tables', `${randomUUID()}.parquet`)
  const path = join(store, out)
  await mkdir(join(store, 'tables'), { recursive: true })
  if (lookUp) {
    const loaded = await loadAreaLookUp(connection, file, lookUp, path)
    refuseWhenEmpty(file.name, { ...loaded, notes: [] })
    const key = [loaded.kind, loaded.vintage ?? '', loaded.levels.join('+'), loaded.forces.join('+')].join(
      ' ',
    )
    return {
      file: stagedFile(file.name, 'area-look-up', { ...loaded, notes: [] }),
      table: { section: 'areaLookUps', key, file: out, name: file.name, rows: loaded.pairs },
    }
  }
  const loaded = await loadTable(connection, file, table!, path)
  refuseWhenEmpty(file.name, loaded)
  const { source, vintage, indicators, values } = loaded
  return {
    file: stagedFile(file.name, 'indicators', loaded),
    table: {
      section: 'indicators',
      key: source,
      file: out,
      name: loaded.title,
      vintage,
      source,
      indicators: [...indicators],
      rows: values,
    },
  }
}

async function stageBoundaries(store: string, file: LaidOut): Promise<Staged> {
  const folder = join('boundaries', randomUUID())
  const outcome = await loadBoundaries(file, join(store, folder))
  if (!outcome.ok) throw new ImportRefused(null, null, outcome.reason)
  const { vintage, level, areas, features, repaired, refused, notes } = outcome.value
  const byReason: Record<string, number> = {}
  for (const { reason } of refused) byReason[reason] = (byReason[reason] ?? 0) + 1
  // A force's own file replaces the same file loaded before, not another force's.
  const coverage = file.name.split(/[/›]/).at(-1)!.trim().replace(/\.gz$/i, '')
  return {
    file: stagedFile(file.name, 'boundaries', {
      rowsRead: features,
      rowsLoaded: areas,
      rowsRefused: refused.length,
      refusedByReason: byReason,
      refused: firstOfEach(refused),
      unknownColumns: [],
      notes,
      repaired,
    }),
    table: {
      section: 'boundaries',
      key: `${level} ${vintage} ${coverage}`,
      name: coverage,
      vintage,
      level,
      areas,
      areasFile: join(folder, 'areas.parquet'),
      neighboursFile: join(folder, 'neighbours.parquet'),
    },
  }
}

function firstOfEach<Refused extends Readonly<{ reason: string }>>(refused: readonly Refused[]): Refused[] {
  const seen: Record<string, number> = {}
  return refused.filter(({ reason }) => {
    seen[reason] = (seen[reason] ?? 0) + 1
    return seen[reason] <= 5
  })
}

type Loaded = Readonly<{
  rowsRead: number
  rowsLoaded: number
  rowsRefused: number
  refusedByReason: Readonly<Record<string, number>>
  refused: readonly Readonly<{
    reason: string
    example: Readonly<{ file: string; line: number; text: string }>
  }>[]
  unknownColumns: readonly string[]
  notes: readonly string[]
  repaired?: readonly Readonly<{ code: string; fault: string }>[]
}>

function refuseWhenEmpty(name: string, loaded: Loaded): void {
  if (loaded.rowsRead === 0) throw new ImportRefused(name, 1, 'there are no rows below the header.')
  const first = loaded.refused[0]
  if (loaded.rowsLoaded === 0 && first) {
    throw new ImportRefused(name, first.example.line, `${first.reason}, and no row of the file can be used.`)
  }
}

function stagedFile(name: string, kind: StagedFile['kind'], loaded: Loaded): StagedFile {
  return {
    name,
    kind,
    force: null,
    month: null,
    rowsRead: loaded.rowsRead,
    rowsLoaded: loaded.rowsLoaded,
    rowsRefused: loaded.rowsRefused,
    refusedByReason: { ...loaded.refusedByReason },
    examples: [...loaded.refused],
    unknownColumns: [...loaded.unknownColumns],
    notes: [...loaded.notes],
    repaired: [...(loaded.repaired ?? [])],
  }
}
