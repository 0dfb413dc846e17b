import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { signature } from '#core/access/signature.ts'
import { holds, isStaff, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { londonDay } from '#core/time/london-day.ts'
import { recordProjectRead } from '#features/projects/index.ts'
import { listHistory } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import { found, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { listInUse } from './contact.store.ts'
import { type Act, actsOf } from './escalation.access.ts'
import {
  ActForm,
  AnswerForm,
  AnswerForThemForm,
  CloseForm,
  HandOnForm,
  ListQuery,
  parseEscalationId,
  WasDoneForm,
  WhyForm,
} from './escalation.schema.ts'
import {
  findEscalation,
  listDoors,
  listEscalations,
  listJoined,
  type ReadEscalation,
} from './escalation.store.ts'
import type { EscalationAnswer } from './escalation.ts'
import { escalationPage } from './escalation.view.ts'
import {
  acknowledge,
  answer,
  close,
  handOn,
  leave,
  sayDone,
  type When,
  withdraw,
} from './escalation-act.store.ts'
import { doorsPage, escalationListPage } from './escalation-list.view.ts'
import {
  answeredNotices,
  askedNotices,
  type Circle,
  type Notice,
  type Sender,
  withdrawnNotices,
} from './escalation-mail.ts'
import type { ActRefusal, EscalationRow, ReadVersion } from './escalation-row.store.ts'
import {
  contactChosen,
  type EscalationNeeds,
  moveSteps,
  said,
  statusOf,
  tell,
  whenOf,
} from './page-needs.pages.ts'

const PAGE_SIZE = 25

/** An escalation as a request has opened it. */
export type OpenEscalation = Readonly<{ viewer: Viewer; escalation: ReadEscalation; when: When }>

/** The escalation a request names; 404 where there is none for this viewer [E1]. */
export async function openEscalation(c: RequestContext, needs: EscalationNeeds): Promise<OpenEscalation> {
  const viewer = signedIn(c)
  const id = found(parseEscalationId(c.req.param('id')))
  const when = await whenOf(needs, viewer)
  const escalation = await needs.database.as(viewer, (tx) => findEscalation(viewer, tx, when.today, id))
  return { viewer, escalation: found(escalation), when }
}

/** The lists, one escalation, and what is done with it. */
export function escalationPages(routes: Routes, needs: EscalationNeeds): void {
  const AT = '/escalations/:id{[0-9a-f-]{36}}'

  routes.get('/escalations', async (c) => {
    const viewer = signedIn(c)
    found(isStaff(viewer) || holds(viewer, 'partner', 'resident') ? viewer : null)
    const query = parseQuery(c.req, ListQuery)
    const { page, view = 'all', ...rest } = query.ok ? query.value : ListQuery.parse({})
    const filter = { view, ...rest }
    const { settings, today } = await whenOf(needs, viewer)
    const listed = await needs.database.as(viewer, (tx) =>
      listEscalations(viewer, tx, today, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    )
    return c.html(
      escalationListPage(needs.frame(c), {
        viewer,
        ...listed,
        page,
        pageSize: PAGE_SIZE,
        filter,
        settings,
        today,
      }),
    )
  })

  routes.get('/escalations/doors', async (c) => {
    const viewer = signedIn(c)
    found(isStaff(viewer) ? viewer : null)
    const doors = await needs.database.as(viewer, (tx) => listDoors(viewer, tx, londonDay(needs.clock())))
    return c.html(doorsPage(needs.frame(c), viewer, doors))
  })

  routes.get(AT, async (c) => c.html(await show(c, await openEscalation(c, needs), null, {})))

  act('acknowledge', ActForm, null, (open, tx, read) => acknowledge(open.viewer, tx, open.when, read))

  routes.post(`${AT}/answer`, async (c) => {
    const open = await openEscalation(c, needs)
    const isHere = actsOf(open.viewer, open.escalation).answer !== 'for them'
    const sent = await parseForm(c.req, isHere ? AnswerForm : AnswerForThemForm)
    if (!sent.ok) return c.html(await show(c, open, 'answer', sent), 422)
    const given = answerGiven(open, sent.value)
    if (!given.ok)
      return c.html(await show(c, open, 'answer', { errors: [given.reason], values: sent.values }), 422)
    return carryOut(c, open, sent, 'answer', answeredNotices, (tx, read) =>
      answer(open.viewer, tx, open.when, read, given.value),
    )
  })

  act('close', CloseForm, 'close', (open, tx, read, { note }) =>
    close(open.viewer, tx, open.when, read, note),
  )

  act('was-done', WasDoneForm, 'wasDone', (open, tx, read, { wasDone }) =>
    sayDone(open.viewer, tx, open.when, read, wasDone),
  )

  act(
    'withdraw',
    WhyForm,
    'withdraw',
    (open, tx, read, { why }) => withdraw(open.viewer, tx, open.when, read, why),
    ({ why }) =>
      (circle, sender) =>
        // What leaves a withdrawn regional issue is asked anew by itself.
        circle.state === 'withdrawn' ? withdrawnNotices(circle, sender, why) : askedNotices(circle, sender),
  )

  act(
    'hand-on',
    HandOnForm,
    'handOn',
    async (open, tx, read, sent) => {
      const { organisation, project } = open.escalation
      const areaCode = project ? await areaOf(open.viewer, tx, project.id) : null
      const contactId = await contactChosen(open.viewer, tx, sent, { organisation, areaCode })
      return handOn(open.viewer, tx, open.when, read, { level: sent.level, contactId, why: sent.why })
    },
    () => askedNotices,
  )

  act(
    'leave',
    WhyForm,
    'leave',
    (open, tx, read, { why }) => leave(open.viewer, tx, open.when, read, why),
    () => askedNotices,
  )

  type Notices = (circle: Circle, sender: Sender) => readonly Notice[]

  function act<Form extends z.ZodType<Readonly<{ _version: number }>>>(
    name: string,
    schema: Form,
    shownAs: Act | 'leave' | null,
    write: (
      open: OpenEscalation,
      tx: Tx,
      read: ReadVersion,
      sent: z.output<Form>,
    ) => Promise<Outcome<EscalationRow[], ActRefusal>>,
    notices: (sent: z.output<Form>) => Notices = () => () => [],
  ) {
    routes.post(`${AT}/${name}`, async (c) => {
      const open = await openEscalation(c, needs)
      const sent = await parseForm(c.req, schema)
      if (!sent.ok) return c.html(await show(c, open, shownAs, sent), 422)
      return carryOut(c, open, sent, shownAs, notices(sent.value), (tx, read) =>
        write(open, tx, read, sent.value),
      )
    })
  }

  async function carryOut(
    c: RequestContext,
    { viewer, escalation, when }: OpenEscalation,
    sent: Readonly<{ value: Readonly<{ _version: number }>; values: NonNullable<FormState['values']> }>,
    shownAs: Act | 'leave' | null,
    notices: Notices,
    write: (tx: Tx, read: ReadVersion) => Promise<Outcome<EscalationRow[], ActRefusal>>,
  ) {
    const read = { id: escalation.id, version: sent.value._version }
    const home = `/escalations/${escalation.id}`
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home, async (tx) => {
      const written = await write(tx, read)
      if (!written.ok) return written
      await moveSteps(viewer, tx, when, written.value)
      await tell(needs, viewer, tx, when, written.value, notices)
      return written
    })
    if (outcome.ok) {
      await needs.mailSoon(viewer.forceId)
      return c.redirect(outcome.value, 303)
    }
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const now = await openEscalation(c, needs)
    return c.html(await show(c, now, shownAs, state), statusOf(outcome.reason))
  }

  async function show(
    c: RequestContext,
    { viewer, escalation, when }: OpenEscalation,
    refused: Act | 'leave' | null,
    state: FormState,
  ): Promise<string> {
    const { id, project } = escalation
    const acts = actsOf(viewer, escalation)
    const { joined, history, contacts } = await needs.database.as(viewer, async (tx) => ({
      joined: project === null ? await listJoined(viewer, tx, when.today, id) : [],
      contacts: acts.handOn ? await listInUse(viewer, tx) : [],
      history: !isStaff(viewer)
        ? []
        : project
          ? await listHistory(tx, { kind: 'project', id: project.id }, id)
          : await listHistory(tx, { kind: 'regional issue', id }),
    }))
    const html = escalationPage(needs.frame(c), {
      viewer,
      escalation,
      joined,
      acts,
      contacts,
      settings: when.settings,
      history,
      readsProject: isStaff(viewer) || escalation.isOnTeam,
      today: when.today,
      key: randomUUID(),
      refused,
      state,
    })
    // [E16] What is not logged is not shown.
    if (project?.isSensitive)
      await needs.database.as(viewer, (tx) =>
        recordProjectRead(viewer, tx, needs.clock(), { id: project.id as never }),
      )
    return html
  }
}

// The answer as it is kept, or which of its days cannot be.
function answerGiven(
  { viewer, escalation, when }: OpenEscalation,
  sent: z.output<typeof AnswerForm> | z.output<typeof AnswerForThemForm>,
): Outcome<EscalationAnswer, FieldProblem> {
  const { outcome, words, doneBy } = sent
  const isHere = !('came' in sent)
  const on = isHere ? when.today : sent.on
  if (on > when.today || on < londonDay(escalation.raised.at))
    return refused({ field: 'on', text: 'The day cannot be before it was raised, or still to come' })
  if (doneBy !== null && doneBy < on)
    return refused({ field: 'doneBy-day', text: 'It cannot be done before it is answered' })
  if (!isHere) return done({ outcome, words, as: sent.as, on, came: sent.came, doneBy })
  const { asked } = escalation
  const as = asked ? `${viewer.name}, ${asked.post}, ${asked.organisation}` : signature(viewer)
  return done({ outcome, words, as: as.slice(0, 400), on, came: 'here', doneBy })
}

async function areaOf(viewer: Viewer, tx: Tx, projectId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('project')
    .select('area_code')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', projectId)
    .executeTakeFirst()
  return row?.area_code ?? null
}
