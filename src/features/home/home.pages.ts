import { listWaiting } from '#features/decisions/index.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { accessibilityPage, cookiesPage, privacyPage } from '#ui/index.ts'
import { startPage, welcomePage } from './home.view.ts'

export type HomeNeeds = Readonly<{ frame(c: RequestContext): Frame; database: Database }>

/** The first page, and the statements every page's foot leads to. */
export function homePages(routes: Routes, { frame, database }: HomeNeeds): void {
  routes.get('/', async (c) => {
    const viewer = c.get('viewer')
    if (!viewer) return c.html(welcomePage(frame(c)))
    const waiting = await database.as(viewer, (tx) => listWaiting(viewer, tx))
    return c.html(startPage(frame(c), viewer, waiting))
  })
  routes.get('/cookies', (c) => c.html(cookiesPage(frame(c))))
  routes.get('/accessibility', (c) => c.html(accessibilityPage(frame(c))))
  routes.get('/privacy', (c) => c.html(privacyPage(frame(c))))
}
