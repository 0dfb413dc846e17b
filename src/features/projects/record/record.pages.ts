import { isStaff } from '#core/access/viewer.ts'
import { listHistory } from '#platform/audit/index.ts'
import { found, type RequestContext, type Routes } from '#platform/http/request.ts'
import { threadPool } from '#platform/threads/index.ts'
import { sheetStyle } from '#ui/frame/sheet-style.ts'
import { earlierFor, fieldsFor, mayReadKind } from '../entries/entry.access.ts'
import { listEntries } from '../entries/entry.store.ts'
import { openProjectOf, type ProjectPageNeeds } from '../page-needs.pages.ts'
import { parseProjectNumber } from '../project.ts'
import { listComments } from '../steps/comment.store.ts'
import { listTeam } from '../team.store.ts'
import { projectRecordSchema } from './record.schema.ts'
import { recordAsData } from './record.ts'
import { recordPage } from './record.view.ts'
import { type RecordDocument, recordDocument, type WholeRecord } from './record-document.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const SCHEMA = '/schemas/project-record.json'

// A document of thousands of entries takes a second to make, one after the other, and nobody's page waits for it.
const documents = threadPool<RecordDocument, Uint8Array<ArrayBuffer>>(
  new URL('./record-docx.ts', import.meta.url),
  'recordAsDocx',
  1,
)

/** [P30] The whole record: as a page for paper, as a document, and as data with its published schema. */
export function recordPages(routes: Routes, needs: ProjectPageNeeds): void {
  const schema = JSON.stringify(projectRecordSchema(SCHEMA), null, 2)

  // Public: what a file of this shape may be is nobody's record.
  routes.get(SCHEMA, (c) => c.body(schema, 200, { 'Content-Type': 'application/schema+json; charset=utf-8' }))

  routes.get('/projects/:number/record', async (c) =>
    c.html(recordPage(needs.frame(c), await wholeRecord(c))),
  )

  // Says nothing of the project but the number that was asked for.
  routes.get('/projects/:number/record.css', (c) => {
    const number = found(parseProjectNumber(c.req.param('number')))
    return c.body(sheetStyle(`LISP project ${number}: whole record`), 200, {
      'Content-Type': 'text/css; charset=utf-8',
    })
  })

  routes.get('/projects/:number/record.docx', async (c) => {
    const record = await wholeRecord(c)
    return c.body(await documents.ask(recordDocument(record)), 200, {
      'Content-Type': DOCX,
      'Content-Disposition': `attachment; filename="${record.project.number}.docx"`,
    })
  })

  routes.get('/projects/:number/record.json', async (c) => {
    const record = await wholeRecord(c)
    c.header('Content-Disposition', `attachment; filename="${record.project.number}.json"`)
    return c.json({ $schema: new URL(SCHEMA, c.req.url).href, ...recordAsData(record) })
  })

  async function wholeRecord(c: RequestContext) {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    const parts = await Promise.all(
      (needs.stepParts ?? []).map(async ({ step, ofRecord }) => ({
        step,
        blocks: (await ofRecord?.(open)) ?? [],
      })),
    )
    return needs.database.as(
      viewer,
      async (tx) =>
        ({
          force: viewer.forceName,
          project,
          template,
          entries: await listEntries(viewer, tx, project, template),
          fieldsOf: (kind) => (mayReadKind(viewer, kind) ? fieldsFor(viewer, kind) : []),
          earlierOf: (kind, entry) => earlierFor(viewer, kind, entry),
          team: await listTeam(viewer, tx, project),
          comments: await listComments(viewer, tx, project),
          history: isStaff(viewer) ? await listHistory(tx, { kind: 'project', id: project.id }) : [],
          parts,
          madeAt: needs.clock(),
        }) satisfies WholeRecord & Parameters<typeof recordAsData>[0],
    )
  }
}
