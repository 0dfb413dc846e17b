import type { IndicatorTotal } from '#analytics/index.ts'
import { isStaff } from '#core/access/viewer.ts'
import { kindOf } from '#core/proforma/template.ts'
import type { Clock } from '#core/time/clock.ts'
import {
  mayAddEntry,
  type OpenProject,
  openProjectOf,
  type Project,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { NotFound, type RequestContext } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import type { Place } from './network.view.ts'

export type StakeholderPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  config: Readonly<{ uploadFolder: string }>
  /** Counts of people and households of the project's areas together, of those indicators that are known. */
  indicatorsOf(
    project: Pick<Project, 'areaCodes' | 'figures'>,
    names: readonly string[],
  ): Promise<readonly IndicatorTotal[]>
}>

/** The project, for those who may read what is written of stakeholders; 404 for partners and residents [N1]. */
export async function staffOpen(
  c: RequestContext,
  needs: Pick<StakeholderPageNeeds, 'database' | 'clock'>,
): Promise<OpenProject> {
  const open = await openProjectOf(c, needs)
  if (!isStaff(open.viewer)) throw new NotFound()
  return open
}

/** Where a page of Step 3 stands. */
export function placeOf({ project }: OpenProject): Place {
  const { number, placeName } = project
  return {
    number,
    placeName,
    breadcrumbs: [...projectBreadcrumbs(project), { text: 'Step 3', href: `/projects/${number}/steps/3` }],
  }
}

/** Whether this person may change the project's stakeholders, ties and gaps. */
export function mayChange({ viewer, project, template }: OpenProject): boolean {
  return project.state === 'open' && mayAddEntry(viewer, kindOf(template, 'tie')!)
}
