import type { Viewer } from '#core/access/viewer.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import { type ArchivePart, archiveStream } from '#platform/files/write-archive.ts'
import type { Routes } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { filesInZip, RECORD_IN_ZIP } from './record-zip.ts'
import { publishedRecord, wholeRecord } from './whole-record.pages.ts'

/** [P34] The record with the files that it names, in one ZIP. */
export function recordZipPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects/:number/record.zip', async (c) => {
    const record = await wholeRecord(c, needs)
    const data = new TextEncoder().encode(JSON.stringify(publishedRecord(c, record)))
    return c.body(archiveStream(parts(record.viewer, data, filesInZip(record)), needs.clock()), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${record.project.number}.zip"`,
    })
  })

  // What is not on the disk is named in the data and not in here.
  async function* parts(
    viewer: Viewer,
    data: Uint8Array,
    files: readonly RecordedFile[],
  ): AsyncGenerator<ArchivePart> {
    yield { name: RECORD_IN_ZIP, isText: true, content: piecesOf(data) }
    for (const file of files) {
      const content = await needs.recordParts?.files.read(viewer, file)
      if (content) yield { name: file.path, content }
    }
  }
}

// The thread that answers requests packs one piece at a time.
const PIECE_BYTES = 256 * 1024

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES)
}
