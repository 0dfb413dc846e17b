import { isStaff } from '#core/access/viewer.ts'
import type { Content, Entry, NewEntry, Origin } from '#core/proforma/entry.ts'
import { PAPER_KIND, TYPED_FROM } from '#core/proforma/steps/papers.ts'
import type { Database } from '#platform/db/index.ts'
import { NotFound, type RequestContext } from '#platform/http/request.ts'
import type { OpenProject } from '../page-needs.pages.ts'
import { findEntry } from './entry.store.ts'

/** [P29] The paper whose contents a form is for, as its address says (`?received=…`); `null` where it says none. */
export async function paperOf(
  c: RequestContext,
  database: Database,
  { viewer, project, template }: OpenProject,
): Promise<Entry | null> {
  const id = c.req.query('received')
  if (id === undefined) return null
  const paper = /^[0-9a-f-]{36}$/.test(id)
    ? await database.as(viewer, (tx) => findEntry(viewer, tx, project, template, id))
    : null
  if (paper?.kind !== PAPER_KIND || !isStaff(viewer)) throw new NotFound()
  return paper
}

/** [P29] The entry as it came from that paper, or as a person wrote it here. */
export function typedFrom(
  paper: Entry | null,
  kind: string,
  content: Content,
): NewEntry & Readonly<{ origin: Origin }> {
  return paper
    ? { kind, content: { ...content, [TYPED_FROM]: paper.id }, origin: 'as received' }
    : { kind, content, origin: 'person' }
}
