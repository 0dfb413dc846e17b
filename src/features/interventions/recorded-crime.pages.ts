import type { Viewer } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { openProjectOf, type Project, readableProjects } from '#features/projects/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import type { Routes } from '#platform/http/request.ts'
import { RecordedCrimeQuery } from './intervention.schema.ts'
import type { InterventionPageNeeds } from './page-needs.pages.ts'
import { lastYear } from './place-figures.ts'
import { recordedCrimePage } from './recorded-crime.view.ts'

const NO_MONTH = '2000-01' as IsoMonth

/** [I7] [I8] The number before out of recorded crime, with places to compare it with. */
export function recordedCrimePages(routes: Routes, needs: InterventionPageNeeds): void {
  routes.get('/projects/:number/measures/recorded-crime', async (c) => {
    const { viewer, project, today } = await openProjectOf(c, needs)
    const query = parseQuery(c.req, RecordedCrimeQuery)
    const asked = query.ok ? query.value : ({ for: 'measure', type: '', from: null, to: null } as const)
    const codes = [...new Set([project.areaCode, ...project.areaCodes])]
    const figuresOf = (type: string | null) => needs.placeFigures(project.figures, { codes, type })
    // A type that is not recorded here is no question: every type is shown to choose from.
    const figures = (asked.type ? await figuresOf(asked.type) : null) ?? (await figuresOf(null))
    const year = figures && lastYear(figures.series)
    const from = asked.from ?? year?.from ?? NO_MONTH
    const to = asked.to ?? year?.to ?? NO_MONTH
    const isBackwards = from > to
    return c.html(
      recordedCrimePage(needs.frame(c), {
        project,
        figures,
        from: isBackwards ? to : from,
        to: isBackwards ? from : to,
        purpose: asked.for,
        today,
        projectsIn: await needs.database.as(viewer, (tx) => listProjectsIn(viewer, tx, today, project)),
      }),
    )
  })
}

async function listProjectsIn(viewer: Viewer, tx: Tx, today: string, own: Project) {
  const rows = await readableProjects(viewer, tx, today)
    .select(['project.number', 'project.area_codes'])
    .where('project.state', '=', 'open')
    .where('project.id', '!=', own.id)
    .execute()
  return new Map(rows.flatMap(({ number, area_codes }) => area_codes.map((code) => [code, number] as const)))
}
