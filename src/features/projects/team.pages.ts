import { randomUUID } from 'node:crypto'
import { maySupervise, ROLES } from '#core/access/viewer.ts'
import { partialDate } from '#core/time/partial-date.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { CLOSED, type OpenProject, openProjectOf, type ProjectPageNeeds } from './page-needs.pages.ts'

import { JoinForm, LeaveForm } from './project.schema.ts'
import type { Member, TeamRefusal } from './project.ts'
import { addMember, endMember, listCandidates, listTeam } from './team.store.ts'
import { endPartPage, teamPage } from './team.view.ts'

const REFUSALS: Readonly<
  Record<Exclude<TeamRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'not-on-staff': { field: 'person', text: 'Choose somebody of this force' },
  'already-in-part': { field: 'person', text: 'They have this part already' },
  changed: changedMeanwhile('this part'),
  'before-start': { field: 'year', text: 'The last day cannot be before the first' },
  closed: CLOSED,
}
const NO_DATE: FieldProblem = { field: 'day', text: 'Enter a real date' }
// Administrators as such have no part in a place's project [P1].
const ON_TEAMS = ROLES.filter((role) => role !== 'administrator')

/** [P12] Who is on a project, and from when until when. */
export function teamPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects/:number/team', async (c) => c.html(await show(c, await openProjectOf(c, needs), {})))

  routes.post('/projects/:number/team', async (c) => {
    const open = await changing(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, JoinForm)
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    const { person: personId, part } = sent.value
    const fromOn = partialDate(sent.value)
    if (!fromOn) return c.html(await show(c, open, { errors: [NO_DATE], values: sent.values }), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      addMember(viewer, tx, needs.clock(), project, { id: randomUUID(), personId, part, fromOn }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await show(c, open, { errors: [said(outcome.reason)], values: sent.values }), 422)
  })

  routes.get('/projects/:number/team/:member/end', async (c) => {
    const open = await changing(c)
    return c.html(ending(c, open, await memberOf(c, open), {}))
  })

  routes.post('/projects/:number/team/:member/end', async (c) => {
    const open = await changing(c)
    const { viewer, project } = open
    const member = await memberOf(c, open)
    const sent = await parseForm(c.req, LeaveForm)
    if (!sent.ok) return c.html(ending(c, open, member, sent), 422)
    const untilOn = partialDate(sent.value)
    if (!untilOn) return c.html(ending(c, open, member, { errors: [NO_DATE], values: sent.values }), 422)
    const read = { id: member.id, version: sent.value._version }
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      endMember(viewer, tx, needs.clock(), project, read, { untilOn, why: sent.value.why }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const status = outcome.reason === 'out-of-date' ? 422 : 409
    return c.html(ending(c, open, member, { errors: [said(outcome.reason)], values: sent.values }), status)
  })

  async function changing(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!maySupervise(open.viewer)) throw new NotAllowed()
    return open
  }

  async function memberOf(c: RequestContext, { viewer, project }: OpenProject): Promise<Member> {
    const team = await needs.database.as(viewer, (tx) => listTeam(viewer, tx, project))
    return found(team.find((member) => member.id === c.req.param('member')))
  }

  async function show(c: RequestContext, open: OpenProject, state: FormState): Promise<string> {
    const { viewer, project, today } = open
    const mayChange = maySupervise(viewer) && project.state === 'open'
    const { team, candidates } = await needs.database.as(viewer, async (tx) => ({
      team: await listTeam(viewer, tx, project),
      candidates: mayChange ? await listCandidates(viewer, tx, today, ON_TEAMS) : [],
    }))
    return teamPage(needs.frame(c), {
      project,
      team,
      candidates,
      mayChange,
      today,
      key: randomUUID(),
      state,
    })
  }

  function ending(c: RequestContext, { project, today }: OpenProject, member: Member, state: FormState) {
    return endPartPage(needs.frame(c), { project, member, today, key: randomUUID(), state })
  }
}

const home = (project: OpenProject['project']) => `/projects/${project.number}/team`

function said(reason: TeamRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
