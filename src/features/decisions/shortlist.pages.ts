import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isStaff, maySupervise, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Outcome } from '#core/outcome.ts'
import type { Tx } from '#platform/db/index.ts'
import { type FormValues, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { mayPrepare } from './decision.access.ts'
import { AddForm, ChooseForm, NoteForm, VersionForm } from './decision.schema.ts'
import { listDecisions } from './decision.store.ts'
import type { DecisionId } from './decision.ts'
import { draftDecision } from './decision-text.store.ts'
import type { DecisionPageNeeds, SavedForDecision } from './page-needs.pages.ts'
import { addToShortlist, changeShortlist, listShortlist } from './shortlist.store.ts'
import { shortlistPage } from './shortlist.view.ts'

const MOST_DECISIONS = 100
const CHANGED = changedMeanwhile('the shortlist')

/** [D2] The shortlist of a saved screening, and the start of a decision. */
export function shortlistPages(routes: Routes, needs: DecisionPageNeeds): void {
  routes.get('/screening/:id/shortlist', async (c) => {
    const { viewer, saved } = await screeningOf(c)
    return c.html(await shown(c, viewer, saved, {}))
  })

  routes.post('/screening/:id/shortlist', async (c) => {
    const { viewer, saved } = await preparing(c)
    const sent = await parseForm(c.req, AddForm)
    if (!sent.ok) return c.html(await shown(c, viewer, saved, sent), 422)
    const ranked = new Set(saved.screening.areas.map((area) => area.code))
    const areas = sent.value.areas.filter((code) => ranked.has(code))
    if (areas.length === 0) {
      const errors = [{ field: 'areas', text: 'Choose an area that this screening ranks' }]
      return c.html(await shown(c, viewer, saved, { errors, values: sent.values }), 422)
    }
    return write(c, viewer, saved, sent.values, (tx) =>
      addToShortlist(viewer, tx, needs.clock(), saved.id, areas, sent.value.note),
    )
  })

  routes.post('/screening/:id/shortlist/:area', async (c) => {
    const { viewer, saved } = await preparing(c)
    const sent = await parseForm(c.req, NoteForm)
    if (!sent.ok) return c.html(await shown(c, viewer, saved, { errors: sent.errors }), 422)
    const { _version: version, note } = sent.value
    const entry = { screeningId: saved.id, areaCode: c.req.param('area') as AreaCode, version }
    return write(c, viewer, saved, sent.values, (tx) =>
      changeShortlist(viewer, tx, needs.clock(), entry, { note }),
    )
  })

  routes.post('/screening/:id/shortlist/:area/remove', async (c) => {
    const { viewer, saved } = await preparing(c)
    const sent = await parseForm(c.req, VersionForm)
    if (!sent.ok) return c.html(await shown(c, viewer, saved, { errors: sent.errors }), 422)
    const areaCode = c.req.param('area') as AreaCode
    const entry = { screeningId: saved.id, areaCode, version: sent.value._version }
    return write(c, viewer, saved, sent.values, (tx) =>
      changeShortlist(viewer, tx, needs.clock(), entry, { isRemoved: true }),
    )
  })

  routes.post('/screening/:id/decisions', async (c) => {
    const { viewer, saved } = await preparing(c)
    const sent = await parseForm(c.req, ChooseForm)
    const area = sent.ok ? saved.screening.areas.find((one) => one.code === sent.value.area) : undefined
    if (!sent.ok || !area) {
      const errors = [{ field: 'areas', text: 'Choose an area that this screening ranks' }]
      return c.html(await shown(c, viewer, saved, { errors }), 422)
    }
    const id = randomUUID() as DecisionId
    // A double click finds the draft that the first one made: one live decision an area [D6].
    const draft = await needs.database.as(viewer, (tx) =>
      draftDecision(viewer, tx, needs.clock(), {
        id,
        screeningId: saved.id,
        areaCode: area.code,
        placeName: area.name,
        supervisorId: maySupervise(viewer) ? viewer.personId : null,
      }),
    )
    if (!draft.ok) throw new NotAllowed()
    return c.redirect(`/decisions/${draft.value}`, 303)
  })

  async function screeningOf(c: RequestContext): Promise<{ viewer: Viewer; saved: SavedForDecision }> {
    const viewer = signedIn(c)
    const id = z.uuid().safeParse(c.req.param('id'))
    const saved = isStaff(viewer) && id.success ? await needs.findScreening(viewer, id.data) : null
    return { viewer, saved: found(saved) }
  }

  async function preparing(c: RequestContext) {
    const opened = await screeningOf(c)
    if (!mayPrepare(opened.viewer)) throw new NotAllowed()
    return opened
  }

  async function write(
    c: RequestContext,
    viewer: Viewer,
    saved: SavedForDecision,
    values: FormValues,
    change: (tx: Tx) => Promise<Outcome<unknown, 'not-your-role' | 'changed' | 'absent'>>,
  ): Promise<Response> {
    const location = `/screening/${saved.id}/shortlist`
    const outcome = await writeOnce(needs.database, viewer, values._key, location, change)
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    if (outcome.reason === 'out-of-date')
      return c.html(await shown(c, viewer, saved, { errors: [OUT_OF_DATE], values }), 422)
    return c.html(await shown(c, viewer, saved, { errors: [CHANGED] }), 409)
  }

  async function shown(
    c: RequestContext,
    viewer: Viewer,
    saved: SavedForDecision,
    state: FormState,
  ): Promise<string> {
    const { entries, decisions } = await needs.database.as(viewer, async (tx) => ({
      entries: await listShortlist(viewer, tx, saved.id),
      decisions: await listDecisions(
        viewer,
        tx,
        { screeningId: saved.id },
        { limit: MOST_DECISIONS, offset: 0 },
      ),
    }))
    const suggested = c.req.query('add')
    return shortlistPage(needs.frame(c), {
      saved,
      entries,
      decisions: decisions.decisions,
      mayPrepare: mayPrepare(viewer),
      suggested: saved.screening.areas.find((area) => area.code === suggested)?.code ?? null,
      newKey: randomUUID,
      state,
    })
  }
}
