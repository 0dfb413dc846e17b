import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type IsoMonth, monthAt, monthIndex } from '#core/time/month.ts'
import { plantedMonths } from '../../scripts/demonstration/planted.ts'
import { surveyCounty } from '../../scripts/demonstration/small-areas.ts'
import { drawStreetMonths, STREET_HEADER } from '../../scripts/demonstration/street-months.ts'
import { type ZipEntry, zipBytes } from './zip-bytes.ts'

export type Archive = Readonly<{
  name: string
  bytes: Buffer
  rows: number
  /** Without rows that repeat one with their Crime ID in every column. */
  rowsToLoad: number
}>

const MONTHS_SPANNED = 48

/**
 * An archive as data.police.uk gives it: one more month of Averley, after `earlier` months taken as they are from a
 * demonstration's police folder. Another seed is a corrected edition of the new month.
 */
export function averleyArchive(
  month: IsoMonth,
  {
    seed = 1,
    earlier,
  }: Readonly<{ seed?: number; earlier?: Readonly<{ folder: string; from: IsoMonth }> }> = {},
): Archive {
  const entries: ZipEntry[] = [streetFile(month, seed)]
  for (const name of earlier ? readdirSync(earlier.folder).sort() : []) {
    if (!earlier || name < earlier.from) continue
    const path = `${name}/${name}-averley-street.csv`
    entries.push({ name: path, content: readFileSync(join(earlier.folder, path), 'utf8') })
  }
  const lines = entries.flatMap(linesOf)
  const withId = lines.filter((line) => !line.startsWith(','))
  return {
    name: `${month}.zip`,
    bytes: zipBytes(entries),
    rows: lines.length,
    rowsToLoad: lines.length - withId.length + new Set(withId).size,
  }
}

function streetFile(month: IsoMonth, seed: number): ZipEntry {
  const firstMonth = monthAt(monthIndex(month) - MONTHS_SPANNED + 1)
  const span = { seed, firstMonth, lastMonth: month, months: [month] }
  const [drawn] = drawStreetMonths(surveyCounty(), span, plantedMonths(month).recordingChangeFrom)
  return {
    name: `${month}/${month}-averley-street.csv`,
    content: `${[STREET_HEADER, ...(drawn?.rows ?? [])].join('\n')}\n`,
  }
}

// No field of Averley's files holds a line break.
const linesOf = ({ content }: ZipEntry): string[] => String(content).trimEnd().split('\n').slice(1)
