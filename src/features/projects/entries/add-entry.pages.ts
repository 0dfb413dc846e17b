import { randomUUID } from 'node:crypto'
import { PAPER_PATH } from '#core/proforma/steps/papers.ts'
import { draftState } from '#features/drafts/index.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, type Routes } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { mayAddEntry } from './entry.access.ts'
import { addEntry } from './entry.store.ts'
import { formPage, readForm } from './entry-form.pages.ts'
import { tellingOf } from './kept-entry.pages.ts'
import { type KindAddress, mayAdd, openKindOf, said } from './open-kind.pages.ts'
import { paperOf, typedFrom } from './typed-from.pages.ts'

/** Adding an entry of a kind. */
export function addEntryPages(routes: Routes, needs: ProjectPageNeeds, at: KindAddress): void {
  routes.get(`${at.all}/new`, async (c) => {
    const open = await openKindOf(c, needs, at)
    if (!mayAdd(open)) throw new NotAllowed()
    const draft = await draftState(needs.database, c, `/projects/${open.project.number}/${open.kind.path}`)
    return c.html(await formPage(c, needs, open, null, draft))
  })

  routes.post(at.all, async (c) => {
    const open = await openKindOf(c, needs, at)
    const { viewer, project, template, kind } = open
    if (!mayAddEntry(viewer, kind)) throw new NotAllowed()
    const sent = await readForm(c, open, null)
    if (!sent.ok) return c.html(await formPage(c, needs, open, null, sent.state), 422)
    const paper = await paperOf(c, needs.database, open)
    const here = `/projects/${project.number}`
    const done = paper ? `${here}/${PAPER_PATH}/${paper.id}` : `${here}/steps/${kind.step}`
    const home =
      sent.next === 'another' ? `${here}/${kind.path}/new${paper ? `?received=${paper.id}` : ''}` : done
    const id = randomUUID()
    const next = tellingOf(id, home)
    const outcome = await writeOnce(needs.database, viewer, sent.state.values?._key, next, (tx) =>
      addEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason: sent.reopenReason },
        { id, ...typedFrom(paper, kind.id, sent.content) },
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.state.values ?? {} }
    return c.html(await formPage(c, needs, await openKindOf(c, needs, at), null, state), 422)
  })
}
