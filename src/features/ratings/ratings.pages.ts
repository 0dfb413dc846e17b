import { randomUUID } from 'node:crypto'
import { addWorkingDays } from '#core/time/working-days.ts'
import { draftState } from '#features/drafts/index.ts'
import { type OpenProject, openProjectOf, projectBreadcrumbs } from '#features/projects/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { elsewhereRounds } from './elsewhere.view.ts'
import type { RatingPageNeeds } from './needs.pages.ts'
import { overviewPages } from './overview.pages.ts'
import { listRaters } from './rater.store.ts'
import { mayOpenRound, mayReadOverview, mayReadRatings } from './rating.access.ts'
import { EndForm, giveForm, OpenForm, parseRoundId } from './rating.schema.ts'
import { PART_NAMES, type RatingRefusal, type Round } from './rating.ts'
import { ratingsPage } from './rating.view.ts'
import { ratingsAsData, ratingsAsSheet } from './rating-files.ts'
import { findOwnMarks, listRounds } from './round.store.ts'
import { endRound, giveRating, openRound } from './round-act.store.ts'
import { givePage, openRoundPage } from './round-form.view.ts'
import { rubricPages } from './rubric.pages.ts'
import { findRubric } from './rubric.store.ts'

const REFUSALS: Readonly<Record<Exclude<RatingRefusal, 'not-your-role'> | 'out-of-date', FieldProblem>> = {
  'out-of-date': OUT_OF_DATE,
  closed: { field: null, text: 'This project is closed, so it cannot be rated.' },
  'round-open': { field: null, text: 'A round is open already. End it before asking again.' },
  'asked-twice': { field: 'team', text: 'Ask each person in one part only' },
  'not-a-rater': { field: 'team', text: 'Somebody chosen cannot be asked any more. Choose again.' },
  'not-asked': { field: null, text: 'You were not asked in this round.' },
  ended: { field: null, text: 'This round has ended, so nothing can be added to it.' },
  changed: changedMeanwhile('this round'),
}
/** Two weeks of working days are enough to look at eight steps. */
const DUE_AFTER = 10

/** A project's rounds of ratings: asking, giving, ending, and what came of them. */
export function ratingPages(routes: Routes, needs: RatingPageNeeds): void {
  const AT = '/projects/:number/ratings'
  const ROUND = `${AT}/:round{[0-9a-f-]{36}}`

  overviewPages(routes, needs)
  rubricPages(routes, needs)

  routes.get(AT, async (c) => c.html(await show(c, await opening(c), {})))

  routes.get(`${AT}.csv`, async (c) => {
    const { viewer, project, template } = await opening(c)
    const rounds = await needs.database.as(viewer, (tx) => listRounds(viewer, tx, project))
    c.header('Content-Disposition', `attachment; filename="${project.number}-ratings.csv"`)
    return c.body(ratingsAsSheet(template, rounds), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  routes.get(`${AT}.json`, async (c) => {
    const { viewer, project, template } = await opening(c)
    const rounds = await needs.database.as(viewer, (tx) => listRounds(viewer, tx, project))
    c.header('Content-Disposition', `attachment; filename="${project.number}-ratings.json"`)
    return c.json(ratingsAsData(project.number, template, rounds))
  })

  routes.get(`${AT}/new`, async (c) => {
    const open = await asking(c)
    return c.html(await ask(c, open, await draftState(needs.database, c, home(open))))
  })

  routes.post(AT, async (c) => {
    const open = await asking(c)
    const { viewer, project, today } = open
    const sent = await parseForm(c.req, OpenForm)
    if (!sent.ok) return c.html(await ask(c, open, sent), 422)
    if (sent.value.dueOn < today) {
      const errors = [{ field: 'due-day', text: 'Choose a day that is not past' }]
      return c.html(await ask(c, open, { errors, values: sent.values }), 422)
    }
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), async (tx) =>
      openRound(viewer, tx, needs.clock(), project, {
        ...sent.value,
        id: randomUUID(),
        askedOn: today,
        rubricVersion: (await findRubric(viewer, tx))?.version ?? 0,
      }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await ask(c, open, { errors: [said(outcome.reason)], values: sent.values }), 422)
  })

  routes.get(`${ROUND}/give`, async (c) => {
    const open = await opening(c)
    const round = await roundOf(c, open)
    return c.html(await give(c, open, round, await draftState(needs.database, c, c.req.path)))
  })

  routes.post(`${ROUND}/give`, async (c) => {
    const open = await opening(c)
    const { viewer, project } = open
    const round = await roundOf(c, open)
    const sent = await parseForm(c.req, giveForm(round.steps))
    if (!sent.ok) return c.html(await give(c, open, round, sent), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), (tx) =>
      giveRating(viewer, tx, needs.clock(), project, round.id, sent.value),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await give(c, open, round, state), outcome.reason === 'out-of-date' ? 422 : 409)
  })

  routes.post(`${ROUND}/end`, async (c) => {
    const open = await asking(c)
    const { viewer, project } = open
    const id = found(parseRoundId(c.req.param('round')))
    const sent = await parseForm(c.req, EndForm)
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), (tx) =>
      endRound(viewer, tx, needs.clock(), project, { id, version: sent.value._version }, sent.value.why),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await show(c, open, state), outcome.reason === 'out-of-date' ? 422 : 409)
  })

  async function opening(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!mayReadRatings(open.viewer)) throw new NotFound()
    return open
  }

  async function asking(c: RequestContext): Promise<OpenProject> {
    const open = await opening(c)
    if (!mayOpenRound(open.viewer)) throw new NotAllowed()
    return open
  }

  // A round somebody is asked in; for everybody else there is none to give.
  async function roundOf(c: RequestContext, { viewer, project }: OpenProject): Promise<Round> {
    const id = found(parseRoundId(c.req.param('round')))
    const rounds = await needs.database.as(viewer, (tx) => listRounds(viewer, tx, project))
    const round = found(rounds.find((one) => one.id === id))
    found(round.asks.find(({ personId }) => personId === viewer.personId))
    return round
  }

  async function show(c: RequestContext, { viewer, project, template }: OpenProject, state: FormState) {
    const rounds = await needs.database.as(viewer, (tx) => listRounds(viewer, tx, project))
    const open = rounds.find(({ revealedAt }) => revealedAt === null)
    const own = open?.asks.find(({ personId }) => personId === viewer.personId)
    const rated = project.imported?.ratings ?? []
    return ratingsPage(needs.frame(c), {
      project,
      ...(rated.length ? { elsewhere: elsewhereRounds(rated, template) } : {}),
      template,
      breadcrumbs: projectBreadcrumbs(project),
      rounds,
      own: own === undefined ? 'not asked' : own.givenAt === null ? 'waiting' : 'given',
      mayOpen: mayOpenRound(viewer),
      mayReadOverview: mayReadOverview(viewer),
      key: randomUUID(),
      state,
    })
  }

  async function ask(c: RequestContext, { viewer, project, template, today }: OpenProject, state: FormState) {
    const raters = await needs.database.as(viewer, (tx) => listRaters(viewer, tx, project, today))
    return openRoundPage(needs.frame(c), {
      project,
      template,
      breadcrumbs: [...projectBreadcrumbs(project), { text: 'Ratings', href: home({ project }) }],
      raters,
      dueOn: addWorkingDays(today, DUE_AFTER),
      key: randomUUID(),
      state,
    })
  }

  async function give(c: RequestContext, open: OpenProject, round: Round, state: FormState) {
    const { viewer, project, template } = open
    const { own, rubric } = await needs.database.as(viewer, async (tx) => ({
      own: await findOwnMarks(viewer, tx, round),
      rubric: found(await findRubric(viewer, tx, round.rubricVersion)),
    }))
    const ask = round.asks.find(({ personId }) => personId === viewer.personId)
    return givePage(needs.frame(c), {
      project,
      template,
      breadcrumbs: [...projectBreadcrumbs(project), { text: 'Ratings', href: home(open) }],
      round,
      rubric,
      part: PART_NAMES[ask?.part ?? 'team'],
      own,
      key: randomUUID(),
      state,
    })
  }
}

const home = ({ project }: Pick<OpenProject, 'project'>) => `/projects/${project.number}/ratings`

function said(reason: RatingRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
