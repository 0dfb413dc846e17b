import { holds, isStaff, type Viewer } from '#core/access/viewer.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame, NavigationItem } from '#ui/frame/page.view.ts'

/** What every page of a request shares: who is shown as signed in, and where they may go. */
export function frameFor(isDemonstration: boolean): (c: RequestContext) => Frame {
  return (c) => {
    const viewer = c.get('viewer')
    return {
      viewer: viewer && { name: viewer.name, forceName: viewer.forceName },
      currentPath: c.req.path,
      navigation: viewer ? navigationOf(viewer) : [],
      isDemonstration,
    }
  }
}

function navigationOf(viewer: Viewer): NavigationItem[] {
  const staff = isStaff(viewer)
  return [
    ...(staff ? [{ text: 'Screening', href: '/screening' }] : []),
    ...(staff ? [{ text: 'Decisions', href: '/decisions' }] : []),
    ...(staff || holds(viewer, 'partner', 'resident') ? [{ text: 'Projects', href: '/projects' }] : []),
    ...(staff || holds(viewer, 'partner', 'resident') ? [{ text: 'Your actions', href: '/actions' }] : []),
    ...(staff || holds(viewer, 'partner', 'resident') ? [{ text: 'Escalations', href: '/escalations' }] : []),
    ...(holds(viewer, 'supervisor', 'leader', 'analyst') ? [{ text: 'Portfolio', href: '/portfolio' }] : []),
    ...(staff || holds(viewer, 'administrator') ? [{ text: 'Imports', href: '/imports' }] : []),
    ...(holds(viewer, 'administrator') ? [{ text: 'People', href: '/people' }] : []),
    // Staff find it at their projects.
    ...(!staff && holds(viewer, 'administrator') ? [{ text: 'Template', href: '/template' }] : []),
  ]
}
