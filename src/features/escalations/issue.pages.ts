import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import { chosen, type FormState } from '#ui/forms/form.view.ts'
import { listInUse } from './contact.store.ts'
import { actsOf, mayCarry } from './escalation.access.ts'
import { type OpenEscalation, openEscalation } from './escalation.pages.ts'
import { IssueForm, JoinForm } from './escalation.schema.ts'
import { listJoinable } from './escalation.store.ts'
import { join, raiseIssue } from './escalation-act.store.ts'
import { issueFormPage, joinPage } from './escalation-forms.view.ts'
import { askedNotices } from './escalation-mail.ts'
import {
  contactChosen,
  type EscalationNeeds,
  moveSteps,
  said,
  statusOf,
  tell,
  whenOf,
} from './page-needs.pages.ts'

/** [E13] Making a regional issue of escalations that are the same thing, and letting others join it. */
export function issuePages(routes: Routes, needs: EscalationNeeds): void {
  routes.get('/escalations/issues/new', async (c) => {
    const viewer = carrying(c)
    return c.html(await form(c, viewer, c.req.queries('joined') ?? [], {}))
  })

  routes.post('/escalations/issues', async (c) => {
    const viewer = carrying(c)
    const sent = await parseForm(c.req, IssueForm)
    if (!sent.ok) return c.html(await form(c, viewer, chosen(sent, 'joined'), sent), 422)
    const { joined, why, contact, ...raising } = sent.value
    const when = await whenOf(needs, viewer)
    const id = randomUUID()
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `/escalations/${id}`,
      async (tx) => {
        const contactId = await contactChosen(
          viewer,
          tx,
          { contact, level: raising.level },
          { organisation: raising.organisation, areaCode: null },
        )
        const made = await raiseIssue(viewer, tx, when, { ...raising, id, entryId: null, contactId })
        if (!made.ok) return made
        const all = await join(viewer, tx, when, { id, version: 1 }, joined, why)
        if (!all.ok) return all
        await moveSteps(viewer, tx, when, all.value)
        // Whoever is asked is asked once, for all of them.
        await tell(needs, viewer, tx, when, [{ id }], askedNotices)
        return all
      },
    )
    if (outcome.ok) {
      await needs.mailSoon(viewer.forceId)
      return c.redirect(outcome.value, 303)
    }
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await form(c, viewer, joined, state), statusOf(outcome.reason))
  })

  const JOIN = '/escalations/:id{[0-9a-f-]{36}}/join'

  routes.get(JOIN, async (c) => c.html(await joining(c, await opening(c), {})))

  routes.post(JOIN, async (c) => {
    const open = await opening(c)
    const { viewer, escalation: issue, when } = open
    const sent = await parseForm(c.req, JoinForm)
    if (!sent.ok) return c.html(await joining(c, open, sent), 422)
    const { _version: version, joined, why } = sent.value
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `/escalations/${issue.id}`,
      async (tx) => {
        const all = await join(viewer, tx, when, { id: issue.id, version }, joined, why)
        if (all.ok) await moveSteps(viewer, tx, when, all.value)
        return all
      },
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await joining(c, await openEscalation(c, needs), state), statusOf(outcome.reason))
  })

  function carrying(c: RequestContext): Viewer {
    const viewer = signedIn(c)
    if (!mayCarry(viewer)) throw new NotAllowed()
    return viewer
  }

  async function opening(c: RequestContext): Promise<OpenEscalation> {
    // First whether it is theirs to read: what is not is absent [E1].
    const open = await openEscalation(c, needs)
    if (!mayCarry(open.viewer)) throw new NotAllowed()
    found(open.escalation.project === null ? open : null)
    if (!actsOf(open.viewer, open.escalation).join) throw new NotAllowed()
    return open
  }

  async function form(c: RequestContext, viewer: Viewer, ids: readonly string[], state: FormState) {
    const { settings, today } = await whenOf(needs, viewer)
    const { offer, contacts } = await needs.database.as(viewer, async (tx) => ({
      offer: await listJoinable(viewer, tx, today),
      contacts: await listInUse(viewer, tx),
    }))
    const first = offer.find(({ id }) => id === ids[0])
    return issueFormPage(needs.frame(c), {
      offer,
      chosen: ids,
      begunWith: {
        barrier: first && !first.project?.isSensitive ? first.barrier : '',
        detail: '',
        organisation: first?.organisation ?? '',
      },
      contacts,
      settings,
      key: randomUUID(),
      state,
    })
  }

  async function joining(
    c: RequestContext,
    { viewer, escalation, when }: OpenEscalation,
    state: FormState,
  ): Promise<string> {
    const offer = await needs.database.as(viewer, (tx) => listJoinable(viewer, tx, when.today))
    return joinPage(needs.frame(c), { issue: escalation, offer, key: randomUUID(), state })
  }
}
