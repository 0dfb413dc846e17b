import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import type { Database } from '#platform/db/index.ts'
import { found, type RequestContext, signedIn } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import type { FiguresToday } from './figures.ts'
import { findProject } from './project.store.ts'
import { type Project, parseProjectNumber } from './project.ts'

export type ProjectPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** The area as a screening made now would have it; `null` where it cannot be screened any more. */
  figuresToday(question: ScreeningQuestion, areaCode: AreaCode): Promise<FiguresToday | null>
}>

export type OpenProject = Readonly<{ viewer: Viewer; project: Project; today: string }>

// What each request has opened, for the log of readings [P16]; gone with the request.
const opened = new WeakMap<RequestContext, OpenProject>()

/** The project a request opened, as it stood the first time; `null` where it opened none. */
export function openedOf(c: RequestContext): OpenProject | null {
  return opened.get(c) ?? null
}

/** The project a request names; 404 where there is none for this viewer [P1]. */
export async function openProjectOf(c: RequestContext, needs: ProjectPageNeeds): Promise<OpenProject> {
  const viewer = signedIn(c)
  const number = found(parseProjectNumber(c.req.param('number') ?? ''))
  const today = londonDay(needs.clock())
  const project = await needs.database.as(viewer, (tx) => findProject(viewer, tx, today, number))
  const open = { viewer, project: found(project), today }
  if (!opened.has(c)) opened.set(c, open)
  return open
}
