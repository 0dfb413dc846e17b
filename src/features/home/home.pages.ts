import type { Viewer } from '#core/access/viewer.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { accessibilityPage, cookiesPage, privacyPage } from '#ui/index.ts'
import { type OwnProject, startPage, type Waiting, welcomePage } from './home.view.ts'

export type HomeNeeds = Readonly<{
  frame(c: RequestContext): Frame
  /** What the viewer's own step would move on, most pressing first. */
  waitingFor(viewer: Viewer): Promise<readonly Waiting[]>
  /** The projects the viewer is on the team of today. */
  projectsOf(viewer: Viewer): Promise<readonly OwnProject[]>
}>

/** The first page, and the statements every page's foot leads to. */
export function homePages(routes: Routes, { frame, waitingFor, projectsOf }: HomeNeeds): void {
  routes.get('/', async (c) => {
    const viewer = c.get('viewer')
    if (!viewer) return c.html(welcomePage(frame(c)))
    return c.html(startPage(frame(c), viewer, await waitingFor(viewer), await projectsOf(viewer)))
  })
  routes.get('/cookies', (c) => c.html(cookiesPage(frame(c))))
  routes.get('/accessibility', (c) => c.html(accessibilityPage(frame(c))))
  routes.get('/privacy', (c) => c.html(privacyPage(frame(c))))
}
