import { isStaff } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { isUnanswered, listEscalationsOf } from '#features/escalations/index.ts'
import { listEntries, listTeam, openProjectOf, projectBreadcrumbs } from '#features/projects/index.ts'
import { listRounds } from '#features/ratings/index.ts'
import type { Database } from '#platform/db/index.ts'
import { NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { fidelityOf } from './fidelity.ts'
import { fidelityPage } from './fidelity.view.ts'

export type FidelityNeeds = Readonly<{ database: Database; clock: Clock; frame(c: RequestContext): Frame }>

/** The eleven features of a project's record. */
export function fidelityPages(routes: Routes, needs: FidelityNeeds): void {
  routes.get('/projects/:number/fidelity', async (c) => {
    const { viewer, project, template, today } = await openProjectOf(c, needs)
    if (!isStaff(viewer)) throw new NotFound()
    const { entries, team, rounds, escalations } = await needs.database.as(viewer, async (tx) => ({
      entries: await listEntries(viewer, tx, project, template),
      team: await listTeam(viewer, tx, project),
      rounds: await listRounds(viewer, tx, project),
      escalations: await listEscalationsOf(viewer, tx, today, project.id),
    }))
    const latest = rounds.find(({ revealedAt }) => revealedAt !== null)
    // [Y7]
    const { escalations: raisedBefore = [], ratings: ratedBefore = [] } = project.imported ?? {}
    const before = ratedBefore.findLast(({ endedAt }) => endedAt !== null)
    const asked = [...raisedBefore, ...escalations].filter(({ state }) => state !== 'withdrawn')
    const waiting = asked.filter(isUnanswered).length
    const features = fidelityOf({
      openedOn: londonDay(project.openedAt),
      today,
      monthsKnown: project.figures.monthsKnown,
      alternatives: project.decision.alternatives.length,
      steps: project.steps,
      entries,
      kinds: new Set(template.kinds.map(({ id }) => id)),
      team,
      ratedBy: latest
        ? [...new Set(latest.marks.map(({ part }) => part))]
        : (before?.asked.filter(({ given }) => given > 0).map(({ part }) => part) ?? null),
      escalations: { waiting, answered: asked.length - waiting },
    })
    return c.html(
      fidelityPage(needs.frame(c), { project, breadcrumbs: projectBreadcrumbs(project), features }),
    )
  })
}
