import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  type ImportLimits,
  type ImportRefusal,
  type ImportReport,
  openStore,
  type Store,
} from '#analytics/index.ts'

export const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
export const OUTCOMES_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type'

export type TrialStore = Readonly<{
  store: Store
  folder: string
  /** Writes files below a folder of their own and gives that folder. */
  files(contents: Readonly<Record<string, string | Uint8Array>>): string
  /** The report; a refusal fails the test. */
  loads(...paths: string[]): Promise<ImportReport>
  /** The refusal; success fails the test. */
  refuses(path: string, limits?: Partial<ImportLimits>): Promise<ImportRefusal>
}>

/** A store of its own in a temporary folder, at an instant in March 2024. */
export async function trialStore(t: TestContext): Promise<TrialStore> {
  const top = mkdtempSync(join(tmpdir(), 'wardmote-store-'))
  const folder = join(top, 'store')
  const store = await openStore({ folder, memoryLimitMb: 256, clock: () => new Date('2024-03-15T12:00:00Z') })
  t.after(async () => {
    await store.close()
    rmSync(top, { recursive: true, force: true })
  })
  let made = 0
  return {
    store,
    folder,
    files(contents) {
      const inside = join(top, `files-${++made}`)
      for (const [name, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(inside, name)), { recursive: true })
        writeFileSync(join(inside, name), content)
      }
      return inside
    },
    async loads(...paths) {
      const outcome = await store.import(paths, { by: 'test' })
      assert.ok(outcome.ok, outcome.ok ? '' : outcome.reason.sentence)
      return outcome.value
    },
    async refuses(path, limits = {}) {
      const outcome = await store.import([path], { by: 'test', limits })
      assert.ok(!outcome.ok, 'the import was not refused')
      return outcome.reason
    },
  }
}

export type StreetRow = Readonly<{
  id?: string
  month?: string
  force?: string
  longitude?: string
  latitude?: string
  location?: string
  lsoa?: string
  lsoaName?: string
  type?: string
  outcome?: string
}>

/** One line of a street file; what is not said is an ordinary crime in Averley in January 2024. */
export function streetRow(row: StreetRow = {}): string {
  const force = row.force ?? 'Averley Constabulary'
  return [
    row.id ?? '',
    row.month ?? '2024-01',
    force,
    force,
    row.longitude ?? '-1.2',
    row.latitude ?? '52.6',
    row.location ?? 'On or near High Street',
    row.lsoa ?? 'E01000001',
    row.lsoaName ?? 'Averley 001A',
    row.type ?? 'Burglary',
    row.outcome ?? '',
    '',
  ].join(',')
}

export function streetFile(...rows: StreetRow[]): string {
  return `${[STREET_HEADER, ...rows.map(streetRow)].join('\n')}\n`
}
