import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import type { Routes } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { addEntryPages } from './add-entry.pages.ts'
import { correctEntryPages } from './correct-entry.pages.ts'
import { listEntryPages } from './list-entries.pages.ts'
import { openKindOf } from './open-kind.pages.ts'
import { shownEntry } from './show-entry.pages.ts'
import { withdrawEntryPages } from './withdraw-entry.pages.ts'

/** Lists, forms and pages of every kind of entry the template knows, under the kind's own address. */
export function entryPages(routes: Routes, needs: ProjectPageNeeds): void {
  for (const { id, path } of PLATFORM_TEMPLATE.kinds) {
    const all = `/projects/:number/${path}`
    const at = { id, all, one: `${all}/:entry{[0-9a-f-]{36}}` }
    listEntryPages(routes, needs, at)
    addEntryPages(routes, needs, at)
    routes.get(at.one, async (c) => c.html(await shownEntry(c, needs, await openKindOf(c, needs, at), [])))
    correctEntryPages(routes, needs, at)
    withdrawEntryPages(routes, needs, at)
  }
}
