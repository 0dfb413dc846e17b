import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import { type Archive, type ArchiveRefusal, isArchive, openArchive } from '#platform/files/read-archive.ts'
import type { ReceivedUpload } from '#platform/http/receive-upload.ts'
import type { ProjectPageNeeds, RecordFiles, TakenFile } from '../page-needs.pages.ts'
import { parseRecord, type RecordProblem } from './parse-record.ts'
import { FILES_MOST, type ProjectRecord } from './record.schema.ts'
import { MEGABYTE, RECORD_IN_ZIP, RECORD_MOST_MB, ZIP_MOST_MB } from './record-zip.ts'

/** A record that came, with those of its files that came too, checked and kept. */
export type ReceivedRecord = Readonly<{
  record: ProjectRecord
  taken: readonly TakenFile[]
  notHere: readonly RecordedFile[]
}>

/** Why nothing is imported: a sentence about the file, and what is wrong where in it. */
export type ReceiveProblem = Readonly<{ text: string; problems?: readonly RecordProblem[]; more?: number }>

// Somebody may have packed a folder of their own around what was exported.
const PARTS_MOST = 2 * FILES_MOST

const ARCHIVE_REFUSALS: Readonly<Record<ArchiveRefusal, string>> = {
  'not-whole': 'The ZIP cannot be read. It may be cut off: save it again and send it again',
  'too-many-parts': `The ZIP holds more than ${PARTS_MOST} files, more than any record has`,
  'name-twice': 'The ZIP holds two files of one name, so nobody can say which is meant',
  encrypted: 'The ZIP has a password. Save it without',
}

/** A folder for what is on its way in; whoever asked removes it. */
export async function incomingFolder({ recordParts }: ProjectPageNeeds): Promise<string> {
  return recordParts ? recordParts.files.begin() : mkdtemp(join(tmpdir(), 'wardmote-record-'))
}

/**
 * Reads the file that was sent, a record or a ZIP of one with its files. Nothing of the record is written here; files
 * that are kept and never attached are orphans that go by themselves.
 */
export async function receiveRecord(
  needs: ProjectPageNeeds,
  viewer: Viewer,
  sent: ReceivedUpload['files'][number],
  folder: string,
): Promise<Outcome<ReceivedRecord, ReceiveProblem>> {
  if (sent.bytes === 0) return refused({ text: 'Choose a file that is not empty' })
  if (!(await isArchive(sent.path))) return alone(needs, sent)
  if (sent.bytes > ZIP_MOST_MB * MEGABYTE)
    return refused({ text: `The ZIP must be ${ZIP_MOST_MB} MB or smaller` })
  const archive = await openArchive(sent.path, PARTS_MOST)
  if (!archive.ok) return refused({ text: ARCHIVE_REFUSALS[archive.reason] })
  try {
    return await withFiles(needs, viewer, archive.value, folder)
  } finally {
    archive.value.close()
  }
}

async function alone(
  { clock }: ProjectPageNeeds,
  sent: Readonly<{ path: string; bytes: number }>,
): Promise<Outcome<ReceivedRecord, ReceiveProblem>> {
  if (sent.bytes > RECORD_MOST_MB * MEGABYTE)
    return refused({ text: `The file must be ${RECORD_MOST_MB} MB or smaller` })
  const parsed = parseRecord(await readFile(sent.path, 'utf8'), clock())
  return parsed.ok
    ? done({ record: parsed.record, taken: [], notHere: parsed.record.files })
    : refused({ text: WRONG, ...parsed })
}

const WRONG = 'This file cannot be imported: see what is wrong with it below'

async function withFiles(
  needs: ProjectPageNeeds,
  viewer: Viewer,
  archive: Archive,
  folder: string,
): Promise<Outcome<ReceivedRecord, ReceiveProblem>> {
  const bytes = archive.bytesOf(RECORD_IN_ZIP)
  if (bytes === null) return refused({ text: `The ZIP holds no “${RECORD_IN_ZIP}”` })
  if (bytes > RECORD_MOST_MB * MEGABYTE)
    return refused({ text: `“${RECORD_IN_ZIP}” in the ZIP must be ${RECORD_MOST_MB} MB or smaller` })
  const path = join(folder, RECORD_IN_ZIP)
  if (!(await archive.unpack(RECORD_IN_ZIP, path))) return refused({ text: ARCHIVE_REFUSALS['not-whole'] })
  const read = await alone(needs, { path, bytes })
  if (!read.ok) return read
  const { record } = read.value
  const files = needs.recordParts?.files
  return files ? takeFiles(files, viewer, archive, folder, record) : read
}

async function takeFiles(
  files: RecordFiles,
  viewer: Viewer,
  archive: Archive,
  folder: string,
  record: ProjectRecord,
): Promise<Outcome<ReceivedRecord, ReceiveProblem>> {
  const came = record.files.filter(({ path }) => archive.bytesOf(path) !== null)
  const total = came.reduce((sum, file) => sum + file.bytes, 0)
  if (total > ZIP_MOST_MB * MEGABYTE)
    return refused({ text: `The files in the ZIP have more than ${ZIP_MOST_MB} MB unpacked` })
  const taken: TakenFile[] = []
  for (const [index, file] of record.files.entries()) {
    if (!came.includes(file)) continue
    const own = join(folder, `file-${index}`)
    await mkdir(own)
    const one = await takeOne(files, viewer, archive, file, join(own, 'sent'))
    // What one file is wrong with, the next thousand may be too; each costs the reading of it.
    if (!one.ok) return refused({ text: WRONG, problems: [{ path: `files[${index}]`, text: one.reason }] })
    taken.push(one.value)
  }
  return done({ record, taken, notHere: record.files.filter((file) => !came.includes(file)) })
}

async function takeOne(
  files: RecordFiles,
  viewer: Viewer,
  archive: Archive,
  file: RecordedFile,
  path: string,
): Promise<Outcome<TakenFile, string>> {
  if (archive.bytesOf(file.path) !== file.bytes)
    return refused('is not as long in the ZIP as the record says')
  const unpacked = await archive.unpack(file.path, path)
  if (!unpacked) return refused('is spoilt in the ZIP, or longer than the ZIP says')
  if (unpacked.sha256 !== file.sha256)
    return refused('is not the file that the record names: it holds something else')
  return files.takeIn(viewer, file, path)
}
