import { draftState } from '#features/drafts/index.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import type { Routes } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { correctEntry } from './entry.store.ts'
import { formPage, readForm } from './entry-form.pages.ts'
import { tellingOf } from './kept-entry.pages.ts'
import { changeableEntryOf, entryOf, homeOf, type KindAddress, openKindOf, said } from './open-kind.pages.ts'

/** Correcting an entry; where somebody else saved it meanwhile, both texts are shown [P11]. */
export function correctEntryPages(routes: Routes, needs: ProjectPageNeeds, at: KindAddress): void {
  routes.get(`${at.one}/correct`, async (c) => {
    const open = await openKindOf(c, needs, at)
    const entry = await changeableEntryOf(c, needs, open)
    const draft = await draftState(needs.database, c, `${homeOf(open, entry)}/correct`)
    return c.html(await formPage(c, needs, open, entry, draft))
  })

  routes.post(`${at.one}/correct`, async (c) => {
    const open = await openKindOf(c, needs, at)
    const { viewer, project, template } = open
    const entry = await changeableEntryOf(c, needs, open)
    const sent = await readForm(c, open, entry)
    if (!sent.ok) return c.html(await formPage(c, needs, open, entry, sent.state), 422)
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.state.values?._key,
      tellingOf(entry.id, homeOf(open, entry)),
      (tx) =>
        correctEntry(
          viewer,
          tx,
          needs.clock(),
          { project, template, reopenReason: sent.reopenReason },
          { id: entry.id, version: sent.version },
          sent.content,
        ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const isConflict = outcome.reason === 'changed'
    const state = { errors: [said(outcome.reason)], values: sent.state.values ?? {} }
    const now = await openKindOf(c, needs, at)
    return c.html(
      await formPage(c, needs, now, await entryOf(c, needs, now), state, isConflict),
      isConflict ? 409 : 422,
    )
  })
}
