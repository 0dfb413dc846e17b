import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { mayImportRecord, readScope } from '../project.access.ts'
import { findNumber } from '../project.store.ts'
import { type ImportView, importPage } from './import.view.ts'
import { importRecord } from './import-record.store.ts'
import { parseRecord } from './parse-record.ts'

// What a form with files may have, less what is around the file.
const LIMIT_MB = 20
const ImportForm = z.object({ file: z.instanceof(File, { error: 'Choose a file' }) })

/** [P31] A record from elsewhere becomes a project of this force. */
export function importRecordPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects/import', async (c) => {
    importer(c)
    return c.html(show(c, {}))
  })

  routes.post('/projects/import/files', async (c) => {
    const viewer = importer(c)
    const sent = await parseForm(c.req, ImportForm)
    if (!sent.ok) return c.html(show(c, { state: sent }), 422)
    const { file } = sent.value
    const wrong = (text: string, told: Partial<ImportView> = {}) =>
      c.html(show(c, { ...told, state: { errors: [{ field: 'file', text }] } }), 422)
    if (file.size === 0) return wrong('Choose a file that is not empty')
    if (file.size > LIMIT_MB * 1024 * 1024) return wrong(`The file must be ${LIMIT_MB} MB or smaller`)
    const parsed = parseRecord(await file.text(), needs.clock())
    if (!parsed.ok) return wrong('This file cannot be imported: see what is wrong with it below', parsed)
    const id = randomUUID()
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `/projects/imported/${id}`,
      (tx) => importRecord(viewer, tx, needs.clock(), id, parsed.record),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    return c.html(show(c, { state: { errors: [OUT_OF_DATE] } }), 422)
  })

  // The number is given while it is written, so the form leads here first.
  routes.get('/projects/imported/:id{[0-9a-f-]{36}}', async (c) => {
    const viewer = importer(c)
    const number = await needs.database.as(viewer, (tx) => findNumber(viewer, tx, c.req.param('id')))
    return c.redirect(`/projects/${found(number)}`, 303)
  })

  function show(c: RequestContext, view: Partial<ImportView>): string {
    return importPage(needs.frame(c), {
      problems: [],
      more: 0,
      limitMb: LIMIT_MB,
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
