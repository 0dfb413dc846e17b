import type { RecordedFile } from '#core/record/recorded-file.ts'
import { filesOf, type RecordSource } from './record.ts'

/** The record in a ZIP, beside the files that it names. */
export const RECORD_IN_ZIP = 'record.json'

/** The most that a ZIP holds when it is made here, and may have when it comes. */
export const ZIP_MOST_MB = 1000
/** The most that the record in it, or a record alone, may have. */
export const RECORD_MOST_MB = 20
export const MEGABYTE = 1024 * 1024

/**
 * The project's own files in the order of its record, until the ZIP is full. What did not come with an imported record
 * is not among them: a hash alone opens nothing.
 */
export function filesInZip(record: Pick<RecordSource, 'project' | 'entries' | 'files'>): RecordedFile[] {
  const own = new Set(record.files)
  let bytes = 0
  return filesOf(record).filter((file) => {
    if (!own.has(file)) return false
    if (bytes + file.bytes > (ZIP_MOST_MB - RECORD_MOST_MB) * MEGABYTE) return false
    bytes += file.bytes
    return true
  })
}
