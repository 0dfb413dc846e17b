import { isStaff, type Viewer } from '#core/access/viewer.ts'
import { listHistory } from '#platform/audit/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import { earlierFor, fieldsFor, mayReadKind } from '../entries/entry.access.ts'
import { listEntries } from '../entries/entry.store.ts'
import { openProjectOf, type ProjectPageNeeds } from '../page-needs.pages.ts'
import { listComments } from '../steps/comment.store.ts'
import { listTeam } from '../team.store.ts'
import { type RecordSource, recordAsData } from './record.ts'
import type { WholeRecord } from './record-document.ts'

/** Where the shape of a record's data is published. */
export const SCHEMA = '/schemas/project-record.json'

/** The record as published data, saying where its shape is. */
export function publishedRecord(c: RequestContext, record: RecordSource) {
  return { $schema: new URL(SCHEMA, c.req.url).href, ...recordAsData(record) }
}

/** [P30] The one reading of a record that page, document and data are made from: what this person may read of it. */
export async function wholeRecord(
  c: RequestContext,
  needs: ProjectPageNeeds,
): Promise<WholeRecord & RecordSource & Readonly<{ viewer: Viewer }>> {
  const open = await openProjectOf(c, needs)
  const { viewer, project, template } = open
  const { stepParts = [], recordParts } = needs
  const parts = await Promise.all(
    stepParts.map(async ({ step, ofRecord }) => ({ step, blocks: (await ofRecord?.(open)) ?? [] })),
  )
  const escalations = (await recordParts?.escalations(open)) ?? []
  const ratings = (await recordParts?.ratings(open)) ?? []
  const drawings = (await recordParts?.drawings.list(open)) ?? []
  const files = (await recordParts?.files.list(open)) ?? []
  return needs.database.as(viewer, async (tx) => ({
    viewer,
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
    escalations,
    ratings,
    drawings,
    files,
    madeAt: needs.clock(),
  }))
}
