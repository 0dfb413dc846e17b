import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import { listHistory } from '#platform/audit/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { earlierFor, fieldsFor, mayChangeEntry } from './entry.access.ts'
import { entryPage } from './entry.view.ts'
import { entryHistory } from './entry-history.ts'
import { answerText } from './entry-item.view.ts'
import { frameTelling } from './kept-entry.pages.ts'
import { entryOf, namesFor, type OpenKind, shownParts } from './open-kind.pages.ts'

/** An entry, with its history for staff. */
export async function shownEntry(
  c: RequestContext,
  needs: ProjectPageNeeds,
  open: OpenKind,
  errors: readonly FieldProblem[],
): Promise<string> {
  const { viewer, project, kind } = open
  const entry = await entryOf(c, needs, open)
  const lines = isStaff(viewer)
    ? await needs.database.as(viewer, (tx) => listHistory(tx, { kind: 'project', id: project.id }, entry.id))
    : null
  const nameOf = await namesFor(needs, open, entry, lines ?? [])
  return entryPage(await frameTelling(c, needs, open), {
    project,
    kind,
    fields: fieldsFor(viewer, kind),
    earlier: earlierFor(viewer, kind, entry),
    entry,
    nameOf,
    history:
      lines && entryHistory(kind, entry.id, lines, (field, content) => answerText(field, content, nameOf)),
    mayChange: project.state === 'open' && mayChangeEntry(viewer, kind, entry),
    parts: await shownParts(needs, open, (part) => part.ofEntry?.(open, entry)),
    key: randomUUID(),
    errors,
  })
}
