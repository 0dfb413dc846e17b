import { isStaff } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { listPolicingAreas } from '#features/places/index.ts'
import { listHistory } from '#platform/audit/index.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import { found, NotFound, type Routes, signedIn } from '#platform/http/request.ts'
import { entryPages } from './entries/entry.pages.ts'
import { openProjectOf, type ProjectPageNeeds } from './page-needs.pages.ts'
import { placeOutlinesPages } from './place-outlines.pages.ts'
import { mayImportRecord, readScope } from './project.access.ts'
import { ListQuery } from './project.schema.ts'
import { listProjects } from './project.store.ts'
import { historyPage } from './project.view.ts'
import { projectListPage } from './project-list.view.ts'
import { importRecordPages } from './record/import.pages.ts'
import { recordPages } from './record/record.pages.ts'
import { sensitiveMarkPages } from './sensitive-mark.pages.ts'
import { listReadings } from './sensitive-mark.store.ts'
import { stepPages } from './steps/step.pages.ts'
import { teamPages } from './team.pages.ts'

const PAGE_SIZE = 25
const READINGS_SHOWN = 200

/** LISP projects: the list, each project's task list, Step 1, team, history and whole record. */
export function projectsPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects', async (c) => {
    const viewer = signedIn(c)
    found(readScope(viewer) === 'none' ? null : viewer)
    const query = parseQuery(c.req, ListQuery)
    const { page, ...sent } = query.ok ? query.value : { page: 1 }
    const filter = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''))
    const { listed, places } = await needs.database.as(viewer, async (tx) => ({
      listed: await listProjects(viewer, tx, londonDay(needs.clock()), filter, {
        limit: PAGE_SIZE,
        offset: (page - 1) * PAGE_SIZE,
      }),
      places: await listPolicingAreas(viewer, tx),
    }))
    return c.html(
      projectListPage(needs.frame(c), {
        ...listed,
        filter,
        places,
        page,
        pageSize: PAGE_SIZE,
        mayImport: mayImportRecord(viewer),
        readsTemplate: isStaff(viewer),
      }),
    )
  })

  // Before what is at a project's number: `import` is none.
  importRecordPages(routes, needs)
  // First of a project's own: it logs what the others show.
  sensitiveMarkPages(routes, needs)
  stepPages(routes, needs)
  entryPages(routes, needs)
  placeOutlinesPages(routes, needs)
  teamPages(routes, needs)
  recordPages(routes, needs)

  routes.get('/projects/:number/history', async (c) => {
    const { viewer, project } = await openProjectOf(c, needs)
    // What changed may hold what is kept from partners and residents [P18].
    if (!isStaff(viewer)) throw new NotFound()
    const lists = await needs.database.as(viewer, async (tx) => ({
      history: await listHistory(tx, { kind: 'project', id: project.id }),
      readings: await listReadings(viewer, tx, project, READINGS_SHOWN),
    }))
    return c.html(historyPage(needs.frame(c), { project, ...lists }))
  })
}
