import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { isUnanswered, listEscalationsOf } from '#features/escalations/index.ts'
import {
  CLOSED,
  listEntries,
  listTeam,
  namesOf,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { NoteForm, QuickForm } from './dose.schema.ts'
import { doseOf, steadiness } from './dose.ts'
import { dosePage } from './dose.view.ts'
import { handoverParts } from './handover.ts'
import { handoverPage } from './handover.view.ts'
import { listMonths, listOwnHours, noteHours, strikeHours } from './hours.store.ts'
import type { NotingRefusal } from './hours.ts'
import { timePage } from './time.view.ts'

export type DoseNeeds = Readonly<{ database: Database; clock: Clock; frame(c: RequestContext): Frame }>

const REFUSALS: Readonly<Record<Exclude<NotingRefusal, 'not-your-role'> | 'out-of-date', FieldProblem>> = {
  'out-of-date': OUT_OF_DATE,
  closed: CLOSED,
  future: { field: 'day', text: 'The day has not come yet' },
  'day-is-full': { field: 'hours', text: 'That makes more than 24 hours on that day' },
}

const KINDS_OF_DOSE = ['contact', 'stakeholder', 'meeting', 'member', 'picture']

/** Time, dose, steadiness and the handover pack of a project: staff only. */
export function dosePages(routes: Routes, needs: DoseNeeds): void {
  const { database, clock, frame } = needs
  const AT = '/projects/:number'

  routes.get(`${AT}/time`, async (c) => c.html(await showTime(c, await opening(c), {})))

  routes.post(`${AT}/time`, async (c) => {
    const open = await opening(c)
    const { viewer, project } = open
    const body = await c.req.parseBody()
    const quick = body.quick === 'yes' ? await parseForm(c.req, QuickForm) : null
    const sent = quick ?? (await parseForm(c.req, NoteForm))
    if (!sent.ok) return c.html(await showTime(c, open, sent), 422)
    const note = { onDay: londonDay(clock()), ...sent.value }
    const outcome = await writeOnce(
      database,
      viewer,
      sent.values._key,
      `/projects/${project.number}/time`,
      (tx) => noteHours(viewer, tx, clock(), project, note),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    return c.html(await showTime(c, open, { errors: [REFUSALS[outcome.reason]], values: sent.values }), 422)
  })

  routes.post(`${AT}/time/:note{[0-9a-f-]{36}}/strike`, async (c) => {
    const { viewer, project } = await opening(c)
    const { _key: key } = await c.req.parseBody()
    const outcome = await writeOnce(database, viewer, key, `/projects/${project.number}/time`, (tx) =>
      strikeHours(viewer, tx, clock(), project, c.req.param('note')),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    throw new NotFound()
  })

  routes.get(`${AT}/dose`, async (c) => {
    const { viewer, project, template, today } = await opening(c)
    const facts = await database.as(viewer, async (tx) => ({
      entries: await listEntries(viewer, tx, project, template, KINDS_OF_DOSE),
      months: await listMonths(viewer, tx, project),
      team: await listTeam(viewer, tx, project),
    }))
    const openedOn = londonDay(project.openedAt)
    return c.html(
      dosePage(frame(c), {
        project,
        breadcrumbs: projectBreadcrumbs(project),
        dose: doseOf({ openedOn, today, ...facts }),
        months: facts.months,
        team: facts.team,
        steady: steadiness(facts.team, openedOn, today),
        today,
        nameOf: namesOf(template, facts.entries),
      }),
    )
  })

  routes.get(`${AT}/handover`, async (c) => {
    const { viewer, project, template, today } = await opening(c)
    const { entries, team, escalated } = await database.as(viewer, async (tx) => ({
      entries: await listEntries(viewer, tx, project, template),
      team: await listTeam(viewer, tx, project),
      escalated: await listEscalationsOf(viewer, tx, today, project.id),
    }))
    const pathOf = (kind: string) => template.kinds.find(({ id }) => id === kind)?.path ?? ''
    const nameOf = namesOf(template, entries)
    return c.html(
      handoverPage(frame(c), {
        project,
        breadcrumbs: projectBreadcrumbs(project),
        madeAt: clock(),
        team,
        today,
        parts: handoverParts({
          number: project.number,
          today,
          entries,
          pathOf,
          nameOf,
          escalations: [
            ...escalated
              .filter(({ state }) => state !== 'closed' && state !== 'withdrawn')
              .map((one) => ({
                href: `/escalations/${one.id}`,
                title: one.barrier,
                says: isUnanswered(one)
                  ? `with ${one.organisation}, not answered`
                  : 'answered; to be read and closed',
              })),
            // [E22] Nobody here is asked, so whoever takes over has to know.
            ...(project.imported?.escalations ?? []).filter(isUnanswered).map((one) => ({
              href: `/projects/${project.number}/steps/8#elsewhere`,
              title: one.barrier,
              says: `raised elsewhere as ${one.reference}, not answered before it came here`,
            })),
          ],
        }),
      }),
    )
  })

  // What is the staff's alone looks absent to others [H4] [H7].
  async function opening(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!isStaff(open.viewer)) throw new NotFound()
    return open
  }

  async function showTime(c: RequestContext, { viewer, project, today }: OpenProject, state: FormState) {
    const notes = await database.as(viewer, (tx) => listOwnHours(viewer, tx, project))
    return timePage(frame(c), {
      project,
      breadcrumbs: projectBreadcrumbs(project),
      notes,
      today,
      key: randomUUID,
      state,
    })
  }
}
