import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { ROLES, type Viewer } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import { londonDay } from '#core/time/london-day.ts'
import { listPolicingAreas } from '#features/places/index.ts'
import { listCandidates } from '#features/projects/index.ts'
import { listHistory } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { parseForm, parseQuery } from '#platform/forms/parse-form.ts'
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
import type { FieldProblem } from '#ui/frame/page.view.ts'
import {
  addContact,
  type ContactRefusal,
  changeContact,
  checkContact,
  findContact,
  listContacts,
  retireContact,
} from './contact.store.ts'
import type { Contact } from './contact.ts'
import { contactFormPage, contactPage, registerPage } from './contact.view.ts'
import { mayKeep, mayReadRegister } from './escalation.access.ts'
import { ActForm, ContactForm, ContactQuery, parseEscalationId, WhyForm } from './escalation.schema.ts'
import { type EscalationNeeds, whenOf } from './page-needs.pages.ts'

const PAGE_SIZE = 50

const REFUSALS: Readonly<
  Record<Exclude<ContactRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  changed: savedMeanwhile('this contact'),
  retired: { field: null, text: 'This contact is out of use, so it cannot be changed.' },
  'names-another': { field: 'personId', text: 'Choose people and an area of this force' },
}

/** [E17] The register of senior contacts. */
export function contactPages(routes: Routes, needs: EscalationNeeds): void {
  const REGISTER = '/escalations/contacts'
  const AT = `${REGISTER}/:id{[0-9a-f-]{36}}`

  routes.get(REGISTER, async (c) => {
    const viewer = reading(c)
    const query = parseQuery(c.req, ContactQuery)
    const { page, retired, ...rest } = query.ok ? query.value : ContactQuery.parse({})
    const filter = { ...rest, withRetired: retired }
    const { settings, today } = await whenOf(needs, viewer)
    const listed = await needs.database.as(viewer, (tx) =>
      listContacts(viewer, tx, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    )
    return c.html(
      registerPage(needs.frame(c), {
        viewer,
        ...listed,
        page,
        pageSize: PAGE_SIZE,
        filter,
        settings,
        mayAdd: mayKeep(viewer, null),
        today,
      }),
    )
  })

  routes.get(`${REGISTER}/new`, async (c) => {
    const viewer = reading(c)
    if (!mayKeep(viewer, null)) throw new NotAllowed()
    return c.html(await form(c, viewer, null, {}))
  })

  routes.post(REGISTER, async (c) => {
    const viewer = reading(c)
    if (!mayKeep(viewer, null)) throw new NotAllowed()
    const sent = await parseForm(c.req, ContactForm)
    if (!sent.ok) return c.html(await form(c, viewer, null, sent), 422)
    const { _version, ...details } = sent.value
    const id = randomUUID()
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, `${REGISTER}/${id}`, (tx) =>
      addContact(viewer, tx, needs.clock(), id, details),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await form(c, viewer, null, state), 422)
  })

  routes.get(AT, async (c) => {
    const viewer = reading(c)
    return c.html(await show(c, viewer, await contactOf(c, viewer), {}))
  })

  routes.get(`${AT}/change`, async (c) => {
    const viewer = reading(c)
    const contact = await contactOf(c, viewer)
    if (!mayKeep(viewer, contact)) throw new NotAllowed()
    return c.html(await form(c, viewer, contact, {}))
  })

  routes.post(`${AT}/change`, async (c) => {
    const viewer = reading(c)
    const contact = await contactOf(c, viewer)
    const sent = await parseForm(c.req, ContactForm)
    if (!sent.ok) return c.html(await form(c, viewer, contact, sent), 422)
    const { _version: version, ...details } = sent.value
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `${REGISTER}/${contact.id}`,
      (tx) => changeContact(viewer, tx, needs.clock(), { id: contact.id, version }, details),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const isConflict = outcome.reason === 'changed'
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const now = await contactOf(c, viewer)
    return c.html(await form(c, viewer, now, state, isConflict), isConflict ? 409 : 422)
  })

  routes.post(`${AT}/check`, (c) =>
    act(c, ActForm, (viewer, tx, read) => checkContact(viewer, tx, needs.clock(), today(), read)),
  )
  routes.post(`${AT}/retire`, (c) =>
    act(c, WhyForm, (viewer, tx, read, { why }) => retireContact(viewer, tx, needs.clock(), read, why)),
  )

  const today = () => londonDay(needs.clock())

  async function act<Sent extends Readonly<{ _version: number }>>(
    c: RequestContext,
    schema: z.ZodType<Sent>,
    write: (
      viewer: Viewer,
      tx: Tx,
      read: Readonly<{ id: string; version: number }>,
      sent: Sent,
    ) => Promise<Outcome<true, ContactRefusal>>,
  ) {
    const viewer = reading(c)
    const contact = await contactOf(c, viewer)
    const sent = await parseForm(c.req, schema)
    if (!sent.ok) return c.html(await show(c, viewer, contact, sent), 422)
    const read = { id: contact.id, version: sent.value._version }
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `${REGISTER}/${contact.id}`,
      (tx) => write(viewer, tx, read, sent.value),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const status = outcome.reason === 'changed' ? 409 : 422
    return c.html(await show(c, viewer, await contactOf(c, viewer), state), status)
  }

  async function contactOf(c: RequestContext, viewer: Viewer): Promise<Contact> {
    const id = found(parseEscalationId(c.req.param('id')))
    return found(await needs.database.as(viewer, (tx) => findContact(viewer, tx, id)))
  }

  async function show(c: RequestContext, viewer: Viewer, contact: Contact, state: FormState) {
    const { settings, today } = await whenOf(needs, viewer)
    const history = await needs.database.as(viewer, (tx) =>
      listHistory(tx, { kind: 'escalation contact', id: contact.id }),
    )
    return contactPage(needs.frame(c), {
      contact,
      settings,
      history,
      mayChange: mayKeep(viewer, contact),
      today,
      keyOf: randomUUID,
      isRetiring: state.errors?.some(({ field }) => field === 'why') ?? false,
      state,
    })
  }

  async function form(
    c: RequestContext,
    viewer: Viewer,
    contact: Contact | null,
    state: FormState,
    isConflict = false,
  ): Promise<string> {
    const { settings, today } = await whenOf(needs, viewer)
    const { areas, people, keepers } = await needs.database.as(viewer, async (tx) => ({
      areas: await listPolicingAreas(viewer, tx),
      people: await listCandidates(viewer, tx, today, ROLES),
      keepers: await listCandidates(viewer, tx, today, [
        'officer',
        'supervisor',
        'leader',
        'analyst',
        'coach',
      ]),
    }))
    const named = (one: (typeof people)[number]) => ({
      id: one.personId,
      text: `${one.name}${one.rank ? `, ${one.rank}` : ''} (${one.organisation})`,
    })
    return contactFormPage(needs.frame(c), {
      contact,
      settings,
      areas,
      people: people.map(named),
      keepers: keepers.map(named),
      viewerId: viewer.personId,
      today,
      key: randomUUID(),
      state,
      isConflict,
    })
  }
}

function reading(c: RequestContext): Viewer {
  const viewer = signedIn(c)
  if (!mayReadRegister(viewer)) throw new NotFound()
  return viewer
}

function said(reason: ContactRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
