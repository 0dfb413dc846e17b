import { isStaff, type Viewer } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import { openProject } from '#features/projects/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { type ParsedForm, parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import {
  found,
  NotAllowed,
  NotFound,
  type RequestContext,
  type Routes,
  signedIn,
} from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { mayAct } from './decision.access.ts'
import { ListQuery, ReasonsForm, ReturnForm, TextForm, VersionForm, WithdrawForm } from './decision.schema.ts'
import { listDecisions } from './decision.store.ts'
import { type ActingRefusal, comparableAreas, type EditRefusal } from './decision.ts'
import { decide, returnDecision, type Shown, signOff, withdrawDecision } from './decision-act.store.ts'
import { decisionListPage } from './decision-list.view.ts'
import { openDecision, showAlternatives, showDecision, showEdit } from './decision-record.pages.ts'
import { saveReasons, saveText } from './decision-text.store.ts'
import { REFUSAL_WORDS } from './decision-words.ts'
import type { DecisionPageNeeds } from './page-needs.pages.ts'
import { placeShapesPages } from './place-shapes.pages.ts'
import { openingOf } from './project-opening.ts'
import { shortlistPages } from './shortlist.pages.ts'

const PAGE_SIZE = 25

/** Shortlists, decisions and their sign-off. */
export function decisionsPages(routes: Routes, needs: DecisionPageNeeds): void {
  shortlistPages(routes, needs)
  placeShapesPages(routes, needs)

  routes.get('/decisions', async (c) => {
    const viewer = signedIn(c)
    found(isStaff(viewer) ? viewer : null)
    const query = parseQuery(c.req, ListQuery)
    const { state, page } = query.ok ? query.value : { state: undefined, page: 1 }
    const listed = await needs.database.as(viewer, (tx) =>
      listDecisions(viewer, tx, { state }, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    )
    return c.html(decisionListPage(needs.frame(c), { ...listed, state, page, pageSize: PAGE_SIZE }))
  })

  routes.get('/decisions/:id', async (c) =>
    c.html(await showDecision(c, needs, await openDecision(c, needs), {})),
  )

  routes.get('/decisions/:id/edit', async (c) => c.html(await showEdit(c, needs, await editable(c), {})))

  routes.post('/decisions/:id/edit', async (c) => {
    const open = await editable(c)
    const { viewer, decision, saved } = open
    const sent = await parseForm(c.req, TextForm)
    if (!sent.ok) return c.html(await showEdit(c, needs, open, sent), 422)
    const { value, values } = sent
    const ranked = new Set(saved.screening.areas.map((area) => area.code))
    const text = {
      reason: value.reason,
      placeName: value.placeName,
      areaCodes: [...new Set([decision.areaCode, ...value.areas.filter((code) => ranked.has(code))])],
      boundaryReason: value.boundaryReason,
      exceptions: {
        'short-period': value['exception-short-period'],
        'outside-top-band': value['exception-outside-top-band'],
      },
      leadOfficerId: value.leadOfficer,
      supervisorId: value.supervisor,
    }
    const read = { id: decision.id, textVersion: value._version }
    const outcome = await write(c, viewer, values._key, (tx) =>
      saveText(viewer, tx, needs.clock(), read, text),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const isConflict = outcome.reason === 'changed'
    const errors = [
      isConflict
        ? savedMeanwhile('this decision')
        : { field: outcome.reason === 'not-on-staff' ? 'leadOfficer' : null, text: said(outcome.reason) },
    ]
    const state = { errors, values }
    return c.html(
      await showEdit(c, needs, await openDecision(c, needs), state, isConflict),
      isConflict ? 409 : 422,
    )
  })

  routes.get('/decisions/:id/alternatives', async (c) =>
    c.html(showAlternatives(c, needs, await editable(c), {})),
  )

  routes.post('/decisions/:id/alternatives', async (c) => {
    const open = await editable(c)
    const { viewer, decision, saved, shortlisted } = open
    const sent = await parseForm(c.req, ReasonsForm)
    const typed = sent.values.areas ?? []
    const ticked = typeof typed === 'string' ? [typed] : typed
    if (!sent.ok) return c.html(showAlternatives(c, needs, open, sent, ticked), 422)
    const read = new Map(sent.value.read.map((pair) => pair.split(':') as [string, string]))
    const ranked = new Set(saved.screening.areas.map((area) => area.code))
    const given = new Set(decision.reasons.map((reason) => reason.areaCode))
    const place = { areaCode: decision.areaCode, areaCodes: decision.text.areaCodes }
    const inBands = comparableAreas(saved.screening, shortlisted, place)
      .filter((area) => sent.value.bands.includes(area.band) && !given.has(area.code))
      .map((area) => area.code)
    const areas = [...new Set([...sent.value.areas, ...inBands])]
      .filter((areaCode) => ranked.has(areaCode))
      .map((areaCode) => ({ areaCode, version: Number(read.get(areaCode) ?? 0) }))
    if (areas.length === 0) {
      const errors = [{ field: 'areas', text: 'Tick at least one area that this screening ranks' }]
      return c.html(showAlternatives(c, needs, open, { errors, values: sent.values }), 422)
    }
    const outcome = await write(
      c,
      viewer,
      sent.values._key,
      (tx) => saveReasons(viewer, tx, needs.clock(), decision.id, areas, sent.value.reason),
      `/decisions/${decision.id}/alternatives`,
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const { text } =
      outcome.reason === 'changed'
        ? savedMeanwhile('a reason for one of these areas')
        : { text: said(outcome.reason) }
    const state = { errors: [{ field: 'reason', text }], values: sent.values }
    return c.html(
      showAlternatives(c, needs, await openDecision(c, needs), state, ticked),
      statusOf(outcome.reason),
    )
  })

  routes.post('/decisions/:id/decide', async (c) => {
    const { viewer, saved } = await openDecision(c, needs)
    return act(c, viewer, await parseForm(c.req, VersionForm), (tx, shown) =>
      decide(viewer, tx, needs.clock(), shown, saved),
    )
  })

  routes.post('/decisions/:id/sign-off', async (c) => {
    const { viewer } = await openDecision(c, needs)
    const at = needs.clock()
    return act(c, viewer, await parseForm(c.req, VersionForm), (tx, shown) =>
      signOff(viewer, tx, at, shown, (same, decision) => openProject(viewer, same, at, openingOf(decision))),
    )
  })

  routes.post('/decisions/:id/return', async (c) => {
    const { viewer } = await openDecision(c, needs)
    const sent = await parseForm(c.req, ReturnForm)
    const why = sent.ok ? sent.value['return-why'] : ''
    return act(c, viewer, sent, (tx, shown) => returnDecision(viewer, tx, needs.clock(), shown, why))
  })

  routes.post('/decisions/:id/withdraw', async (c) => {
    const { viewer } = await openDecision(c, needs)
    const sent = await parseForm(c.req, WithdrawForm)
    const why = sent.ok ? sent.value['withdraw-why'] : ''
    return act(c, viewer, sent, (tx, shown) => withdrawDecision(viewer, tx, needs.clock(), shown, why))
  })

  async function editable(c: RequestContext) {
    const open = await openDecision(c, needs)
    const allowed = mayAct(open.viewer, 'edit', open.decision)
    if (!allowed.ok && allowed.reason === 'not-your-role') throw new NotAllowed()
    return open
  }

  async function act(
    c: RequestContext,
    viewer: Viewer,
    sent: ParsedForm<{ _version: number }>,
    work: (tx: Tx, shown: Shown) => Promise<Outcome<unknown, ActingRefusal>>,
  ): Promise<Response> {
    const again = async (state: FormState, status: 409 | 422) =>
      c.html(await showDecision(c, needs, await openDecision(c, needs), state), status)
    if (!sent.ok) return again(sent, 422)
    const shown = { id: c.req.param('id') as Shown['id'], version: sent.value._version }
    const outcome = await write(c, viewer, sent.values._key, (tx) => work(tx, shown))
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [{ field: null, text: said(outcome.reason) }], values: sent.values }
    return again(state, statusOf(outcome.reason))
  }

  function write<Reason>(
    c: RequestContext,
    viewer: Viewer,
    key: unknown,
    work: (tx: Tx) => Promise<Outcome<unknown, Reason>>,
    location = `/decisions/${c.req.param('id')}`,
  ): Promise<Outcome<string, Reason | 'out-of-date'>> {
    return writeOnce(needs.database, viewer, key, location, work)
  }
}

type Refusal = ActingRefusal | EditRefusal | 'out-of-date'

function said(reason: Refusal): string {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return reason === 'out-of-date' ? OUT_OF_DATE.text : REFUSAL_WORDS[reason]
}

// What somebody else did meanwhile is a conflict; what this person sent is not.
const statusOf = (reason: Refusal) => (reason === 'out-of-date' ? 422 : 409)
