import { randomUUID } from 'node:crypto'
import type { Entry } from '#core/proforma/entry.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { EntryForm, WithdrawForm } from './entry.schema.ts'
import { restoreEntry, withdrawEntry } from './entry.store.ts'
import { withdrawPage } from './entry-form.view.ts'
import { tellingOf } from './kept-entry.pages.ts'
import {
  changeableEntryOf,
  entryOf,
  homeOf,
  type KindAddress,
  namesFor,
  type OpenKind,
  openKindOf,
  said,
} from './open-kind.pages.ts'
import { shownEntry } from './show-entry.pages.ts'

/** Withdrawing an entry, and bringing it back [P7]. */
export function withdrawEntryPages(routes: Routes, needs: ProjectPageNeeds, at: KindAddress): void {
  routes.get(`${at.one}/withdraw`, async (c) => {
    const open = await openKindOf(c, needs, at)
    return c.html(await withdrawalPage(c, needs, open, await changeableEntryOf(c, needs, open), {}))
  })

  routes.post(`${at.one}/withdraw`, async (c) => {
    const open = await openKindOf(c, needs, at)
    const { viewer, project, template } = open
    const entry = await changeableEntryOf(c, needs, open)
    const sent = await parseForm(c.req, WithdrawForm)
    if (!sent.ok) return c.html(await withdrawalPage(c, needs, open, entry, sent), 422)
    const { _version: version, why, reopenReason } = sent.value
    const next = tellingOf(entry.id, homeOf(open, entry))
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, next, (tx) =>
      withdrawEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason },
        { id: entry.id, version },
        why,
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const now = await openKindOf(c, needs, at)
    return c.html(
      await withdrawalPage(c, needs, now, await entryOf(c, needs, now), state),
      outcome.reason === 'changed' ? 409 : 422,
    )
  })

  routes.post(`${at.one}/restore`, async (c) => {
    const open = await openKindOf(c, needs, at)
    const { viewer, project, template } = open
    const entry = await changeableEntryOf(c, needs, open)
    const sent = await parseForm(c.req, EntryForm)
    if (!sent.ok) return c.html(await shownEntry(c, needs, open, sent.errors), 422)
    const { _version: version, reopenReason } = sent.value
    const next = tellingOf(entry.id, homeOf(open, entry))
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, next, (tx) =>
      restoreEntry(viewer, tx, needs.clock(), { project, template, reopenReason }, { id: entry.id, version }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await shownEntry(c, needs, await openKindOf(c, needs, at), [said(outcome.reason)]), 422)
  })
}

async function withdrawalPage(
  c: RequestContext,
  needs: ProjectPageNeeds,
  open: OpenKind,
  entry: Entry,
  state: FormState,
) {
  const nameOf = await namesFor(needs, open, entry)
  return withdrawPage(needs.frame(c), {
    project: open.project,
    kind: open.kind,
    entry,
    nameOf,
    key: randomUUID(),
    state,
  })
}
