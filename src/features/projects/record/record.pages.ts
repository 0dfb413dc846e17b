import { found, type Routes } from '#platform/http/request.ts'
import { threadPool } from '#platform/threads/index.ts'
import { sheetStyle } from '#ui/frame/sheet-style.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { parseProjectNumber } from '../project.ts'
import { projectRecordSchema } from './record.schema.ts'
import { recordPage } from './record.view.ts'
import { type RecordDocument, recordDocument } from './record-document.ts'
import { recordZipPages } from './record-zip.pages.ts'
import { publishedRecord, SCHEMA, wholeRecord } from './whole-record.pages.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

// A document of thousands of entries takes a second to make, one after the other, and nobody's page waits for it.
const documents = threadPool<RecordDocument, Uint8Array<ArrayBuffer>>(
  new URL('./record-docx.ts', import.meta.url),
  'recordAsDocx',
  1,
)

/** [P30] The whole record: as a page for paper, as a document, and as data with its published schema. */
export function recordPages(routes: Routes, needs: ProjectPageNeeds): void {
  const schema = JSON.stringify(projectRecordSchema(SCHEMA), null, 2)

  recordZipPages(routes, needs)

  // Public: what a file of this shape may be is nobody's record.
  routes.get(SCHEMA, (c) => c.body(schema, 200, { 'Content-Type': 'application/schema+json; charset=utf-8' }))

  routes.get('/projects/:number/record', async (c) =>
    c.html(recordPage(needs.frame(c), await wholeRecord(c, needs))),
  )

  // Says nothing of the project but the number that was asked for.
  routes.get('/projects/:number/record.css', (c) => {
    const number = found(parseProjectNumber(c.req.param('number')))
    return c.body(sheetStyle(`LISP project ${number}: whole record`), 200, {
      'Content-Type': 'text/css; charset=utf-8',
    })
  })

  routes.get('/projects/:number/record.docx', async (c) => {
    const record = await wholeRecord(c, needs)
    return c.body(await documents.ask(recordDocument(record)), 200, {
      'Content-Type': DOCX,
      'Content-Disposition': `attachment; filename="${record.project.number}.docx"`,
    })
  })

  routes.get('/projects/:number/record.json', async (c) => {
    const record = await wholeRecord(c, needs)
    c.header('Content-Disposition', `attachment; filename="${record.project.number}.json"`)
    return c.json(publishedRecord(c, record))
  })
}
