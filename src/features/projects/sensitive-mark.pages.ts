import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { isStaff, maySupervise } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { changesOf } from '#features/templates/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, type RequestContext, type RequestEnv, type Routes } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { type OpenProject, openedOf, openProjectOf, type ProjectPageNeeds } from './page-needs.pages.ts'
import { mayWrite } from './project.access.ts'
import { MarkForm } from './project.schema.ts'
import { projectPage } from './project.view.ts'
import { markSensitive, recordProjectRead } from './sensitive-mark.store.ts'
import { listTeam } from './team.store.ts'

const CHANGED = changedMeanwhile('the mark')

/** [P16] The project's own page with its sensitive mark, and the log of every page of a marked project. */
export function sensitiveMarkPages(routes: Routes, needs: ProjectPageNeeds): void {
  // After the page is made and before it is sent, whatever the method: a refused form shows the record too. What is
  // not logged is not shown.
  const log: MiddlewareHandler<RequestEnv> = async (c, next) => {
    await next()
    const open = openedOf(c)
    const isShown = !c.error && (c.res.status < 300 || c.res.status >= 400)
    if (!open?.project.isSensitive || !isShown) return
    await needs.database.as(open.viewer, (tx) =>
      recordProjectRead(open.viewer, tx, needs.clock(), open.project),
    )
  }
  for (const path of ['/projects/:number/*', '/files/*']) routes.use(path, log)

  routes.get('/projects/:number', async (c) => c.html(await show(c, await openProjectOf(c, needs), {})))

  routes.post('/projects/:number/sensitive', async (c) => {
    const open = await openProjectOf(c, needs)
    const { viewer, project } = open
    if (!maySupervise(viewer)) throw new NotAllowed()
    const sent = await parseForm(c.req, MarkForm)
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    const { _version: version, mark, 'sensitive-why': why } = sent.value
    const home = `/projects/${project.number}`
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home, (tx) =>
      markSensitive(
        viewer,
        tx,
        needs.clock(),
        { id: project.id, version },
        { isSensitive: mark === 'sensitive', why },
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const isOutOfDate = outcome.reason === 'out-of-date'
    const state = { errors: [isOutOfDate ? OUT_OF_DATE : CHANGED], values: sent.values }
    return c.html(await show(c, await openProjectOf(c, needs), state), isOutOfDate ? 422 : 409)
  })

  async function show(c: RequestContext, { viewer, project, template }: OpenProject, state: FormState) {
    const { team, sinceLastVersion } = await needs.database.as(viewer, async (tx) => ({
      team: await listTeam(viewer, tx, project),
      sinceLastVersion: await changesOf(viewer, tx, project.templateVersion),
    }))
    const around = await needs.areasAround(project.figures, project.areaCode, project.areaCodes)
    return projectPage(needs.frame(c), {
      project,
      around,
      template,
      sinceLastVersion,
      team,
      links: (needs.projectLinks ?? []).filter(({ isForStaff }) => !isForStaff || isStaff(viewer)),
      readsHistory: isStaff(viewer),
      notesOn: project.state === 'open' && mayWrite(viewer) ? londonDay(needs.clock()) : null,
      mayMark: maySupervise(viewer),
      key: randomUUID(),
      state,
    })
  }
}
