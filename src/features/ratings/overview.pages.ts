import { z } from 'zod'
import { csvSheet } from '#core/csv.ts'
import { PLATFORM_TEMPLATE, stepOf } from '#core/proforma/template.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import { NotFound, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { RatingPageNeeds } from './needs.pages.ts'
import { findOverview, listProjectRatings } from './overview.store.ts'
import { overviewPage } from './overview.view.ts'
import { mayReadOverview } from './rating.access.ts'
import { PART_NAMES, RATER_PARTS } from './rating.ts'

const PAGE_SIZE = 25
const PageQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) })

/** [R8] The force's ratings over all projects. */
export function overviewPages(routes: Routes, needs: RatingPageNeeds): void {
  routes.get('/ratings', async (c) => {
    const viewer = reading(c)
    const query = parseQuery(c.req, PageQuery)
    const page = query.ok ? query.value.page : 1
    const view = await needs.database.as(viewer, async (tx) => ({
      overview: await findOverview(viewer, tx),
      projects: await listProjectRatings(viewer, tx, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    }))
    return c.html(
      overviewPage(needs.frame(c), { ...view, template: PLATFORM_TEMPLATE, page, pageSize: PAGE_SIZE }),
    )
  })

  routes.get('/ratings.csv', async (c) => {
    const viewer = reading(c)
    const { steps } = await needs.database.as(viewer, (tx) => findOverview(viewer, tx))
    const sheet = csvSheet(
      [
        'Step',
        'Name of step',
        'Rated as',
        'Mean level',
        'Levels given',
        'Cannot say',
        ...['0', '1', '2', '3', '4', '5'].map((level) => `Gave ${level}`),
      ],
      steps.flatMap(({ step, byPart }) =>
        RATER_PARTS.map((part) => {
          const { mean, n, cannotSay, counts } = byPart[part]
          return [step, stepOf(PLATFORM_TEMPLATE, step).name, PART_NAMES[part], mean, n, cannotSay, ...counts]
        }),
      ),
    )
    c.header('Content-Disposition', 'attachment; filename="ratings.csv"')
    return c.body(sheet, 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  function reading(c: RequestContext) {
    const viewer = signedIn(c)
    if (!mayReadOverview(viewer)) throw new NotFound()
    return viewer
  }
}
