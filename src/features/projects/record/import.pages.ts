import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Viewer } from '#core/access/viewer.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { receiveUpload, UploadRefused } from '#platform/http/receive-upload.ts'
import { found, NotAllowed, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import { openProjectOf, type ProjectPageNeeds } from '../page-needs.pages.ts'
import { mayImportRecord, readScope } from '../project.access.ts'
import { findNumber } from '../project.store.ts'
import { type ImportView, importedPage, importPage } from './import.view.ts'
import { importRecord } from './import-record.store.ts'
import { incomingFolder, type ReceiveProblem, receiveRecord } from './receive-record.pages.ts'

/** [P31] A record from elsewhere becomes a project of this force. */
export function importRecordPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects/import', async (c) => {
    importer(c)
    return c.html(show(c, {}))
  })

  routes.post('/projects/import/files', async (c) => {
    const viewer = importer(c)
    const wrong = ({ text, ...told }: ReceiveProblem) =>
      c.html(show(c, { ...told, state: { errors: [{ field: 'file', text }] } }), 422)
    const folder = await incomingFolder(needs)
    try {
      const { fields, files } = await receiveUpload(c.req.raw, folder)
      const [sent, second] = files
      if (!sent) return wrong({ text: 'Choose a file' })
      if (second) return wrong({ text: 'Send one file at a time' })
      const received = await receiveRecord(needs, viewer, sent, folder)
      if (!received.ok) return wrong(received.reason)
      const { record, taken, notHere } = received.value
      const id = randomUUID()
      const outcome = await writeOnce(needs.database, viewer, fields._key, `/projects/imported/${id}`, (tx) =>
        importRecord(
          viewer,
          tx,
          needs.clock(),
          id,
          record,
          {
            taken,
            notHere,
            attach: async (ready) => needs.recordParts?.files.attach(viewer, tx, id, ready),
          },
          async (drawings) => needs.recordParts?.drawings.draw(viewer, tx, needs.clock(), drawings),
        ),
      )
      if (outcome.ok) return c.redirect(outcome.value, 303)
      if (outcome.reason === 'not-your-role') throw new NotAllowed()
      return c.html(show(c, { state: { errors: [OUT_OF_DATE] } }), 422)
    } catch (error) {
      if (error instanceof UploadRefused) return wrong({ text: error.message })
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  // The number is given while it is written, so the form leads here first; and what did not come is said once more.
  routes.get('/projects/imported/:id{[0-9a-f-]{36}}', async (c) => {
    const viewer = importer(c)
    const number = await needs.database.as(viewer, (tx) => findNumber(viewer, tx, c.req.param('id')))
    const { project } = await openProjectOf(c, needs, found(number))
    const notHere = project.imported?.filesNotHere ?? []
    if (notHere.length === 0) return c.redirect(`/projects/${project.number}`, 303)
    return c.html(importedPage(needs.frame(c), project, notHere))
  })

  function show(c: RequestContext, view: Partial<ImportView>): string {
    return importPage(needs.frame(c), {
      problems: [],
      more: 0,
      key: randomUUID(),
      state: {},
      ...view,
    })
  }
}

function importer(c: RequestContext): Viewer {
  const viewer = signedIn(c)
  found(readScope(viewer) === 'none' ? null : viewer)
  if (!mayImportRecord(viewer)) throw new NotAllowed()
  return viewer
}
