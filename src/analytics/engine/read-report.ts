import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportReport } from '../report.ts'
import { reportFile } from './catalogue.ts'

/** The kept report of an import the catalogue names. */
export async function readReport(folder: string, id: string): Promise<ImportReport> {
  return JSON.parse(await readFile(join(folder, reportFile(id)), 'utf8')) as ImportReport
}
