import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { once } from '#platform/forms/form-key.ts'
import { type FormProblem, parseForm } from '#platform/forms/parse-form.ts'
import { found, type RequestContext, type Routes } from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { addOrganisation, listOrganisations, listRoleAreas } from './organisation.store.ts'
import { administrator, loadPerson, noteRead, type PeopleContext } from './person.pages.ts'
import { AddOrganisation, AddPerson, EditPerson, EndRole, GiveRole } from './person.schema.ts'
import { addPerson, changePerson, endRole, giveRole } from './person-change.store.ts'
import {
  addPersonView,
  type ClashShown,
  editPersonView,
  endRoleView,
  giveRoleView,
  organisationsView,
} from './person-form.view.ts'

const WHY_NOT = {
  'email-taken': { field: 'email', text: 'Somebody has this e-mail address already' },
  'no-such-organisation': { field: 'organisationId', text: 'Choose an organisation' },
  'rank-outside-a-force': { field: 'rank', text: 'Only people of a police force have a rank. Choose “None”' },
  'ends-before-it-begins': { field: 'untilOn', text: 'The last day must not be before the first' },
  'administrator-has-no-area': { field: 'areaCode', text: 'An administrator’s role is for the whole force' },
  'held-already': { field: 'role', text: 'They hold this role for this area then already' },
  'no-such-area': { field: 'areaCode', text: 'Choose an area from the list' },
  'name-taken': { field: 'name', text: 'An organisation has this name already' },
  'no-such-role': { field: null, text: 'That role is not on the record any more' },
  'ended-already': { field: null, text: 'That role has ended already' },
  'begins-later': { field: 'lastOn', text: 'The last day must not be before the first day of the role' },
  'last-administrator': {
    field: null,
    text: 'Your force needs at least one active administrator for the whole force, without an end date. Give somebody else the role first.',
  },
} as const satisfies Record<string, FormProblem>

/** Adding and changing people, their roles, and organisations. */
export function personFormPages(routes: Routes, { database, auth, clock, frame }: PeopleContext): void {
  const today = () => londonDay(clock())

  const choices = (viewer: Viewer) =>
    database.as(viewer, async (tx) => ({
      organisations: await listOrganisations(viewer, tx),
      areas: await listRoleAreas(viewer, tx),
    }))
  const showAdd = async (c: RequestContext, viewer: Viewer, state: FormState) =>
    addPersonView(frame(c), { ...(await choices(viewer)), state, key: randomUUID(), today: today() })

  routes.get('/people/new', async (c) => c.html(await showAdd(c, administrator(c), {})))

  routes.post('/people', async (c) => {
    const viewer = administrator(c)
    const form = await parseForm(c.req, AddPerson)
    if (!form.ok) return c.html(await showAdd(c, viewer, form), 422)
    const { _key, organisationId, name, email, rank, ...role } = form.value
    const id = randomUUID()
    const outcome = await database.as(viewer, (tx) =>
      once(tx, viewer, _key, `/people/${id}?told=added`, () =>
        addPerson(viewer, tx, { id, organisationId, name, email, rank, role }, clock()),
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await showAdd(c, viewer, { ...form, errors: [WHY_NOT[outcome.reason]] }), 422)
  })

  routes.get('/people/:id{[0-9a-f-]{36}}/edit', async (c) => {
    const viewer = administrator(c)
    const person = await database.as(viewer, async (tx) => {
      const person = await loadPerson(c, viewer, tx)
      await noteRead(viewer, tx, person, clock())
      return person
    })
    const { organisations } = await choices(viewer)
    const shown = {
      person,
      organisations,
      state: {},
      key: randomUUID(),
      version: person.version,
      clash: null,
    }
    return c.html(editPersonView(frame(c), shown))
  })

  routes.post('/people/:id{[0-9a-f-]{36}}/edit', async (c) => {
    const viewer = administrator(c)
    const form = await parseForm(c.req, EditPerson)
    const person = await database.as(viewer, (tx) => loadPerson(c, viewer, tx))
    const again = async (state: FormState, version: number, clash: ClashShown | null, status: 409 | 422) => {
      const { organisations } = await choices(viewer)
      return c.html(
        editPersonView(frame(c), { person, organisations, state, key: randomUUID(), version, clash }),
        status,
      )
    }
    if (!form.ok) return again(form, sentVersion(form.values) ?? person.version, null, 422)
    const { _key, _version, ...details } = form.value
    let before: { email: string } | null = null
    const outcome = await database.as(viewer, (tx) =>
      once(tx, viewer, _key, `/people/${person.id}?told=changed`, async () => {
        const changed = await changePerson(viewer, tx, person, _version, details, clock())
        if (changed.ok) before = changed.value
        return changed
      }),
    )
    if (outcome.ok) {
      // [PE9] Links and sessions were given to whoever reads the old address.
      if (before && (before as { email: string }).email !== details.email) {
        await auth.withdraw({ by: viewer, personId: person.id })
      }
      return c.redirect(outcome.value, 303)
    }
    const { reason } = outcome
    if (typeof reason === 'string') return again({ ...form, errors: [WHY_NOT[reason]] }, _version, null, 422)
    const { organisations } = await choices(viewer)
    const organisation = organisations.find(({ id }) => id === details.organisationId)?.name ?? ''
    const yours = { name: details.name, email: details.email, organisation, rank: details.rank ?? '' }
    const clash = { theirs: reason.theirs, yours }
    return again({ ...form, errors: [savedMeanwhile('this record')] }, reason.theirs.version, clash, 409)
  })

  rolePages(routes, { database, auth, clock, frame })

  const showOrganisations = async (c: RequestContext, viewer: Viewer, state: FormState) =>
    organisationsView(frame(c), {
      organisations: (await choices(viewer)).organisations,
      state,
      key: randomUUID(),
    })

  routes.get('/people/organisations', async (c) => c.html(await showOrganisations(c, administrator(c), {})))

  routes.post('/people/organisations', async (c) => {
    const viewer = administrator(c)
    const form = await parseForm(c.req, AddOrganisation)
    if (!form.ok) return c.html(await showOrganisations(c, viewer, form), 422)
    const { _key, ...fresh } = form.value
    const outcome = await database.as(viewer, (tx) =>
      once(tx, viewer, _key, '/people/organisations', () => addOrganisation(viewer, tx, fresh, clock())),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await showOrganisations(c, viewer, { ...form, errors: [WHY_NOT[outcome.reason]] }), 422)
  })
}

function rolePages(routes: Routes, { database, clock, frame }: PeopleContext): void {
  const today = () => londonDay(clock())

  const showGive = async (c: RequestContext, viewer: Viewer, state: FormState) => {
    const shown = await database.as(viewer, async (tx) => ({
      person: await loadPerson(c, viewer, tx),
      areas: await listRoleAreas(viewer, tx),
    }))
    return giveRoleView(frame(c), { ...shown, state, key: randomUUID(), today: today() })
  }

  routes.get('/people/:id{[0-9a-f-]{36}}/roles/new', async (c) =>
    c.html(await showGive(c, administrator(c), {})),
  )

  routes.post('/people/:id{[0-9a-f-]{36}}/roles', async (c) => {
    const viewer = administrator(c)
    const form = await parseForm(c.req, GiveRole)
    if (!form.ok) return c.html(await showGive(c, viewer, form), 422)
    const { _key, ...fresh } = form.value
    const outcome = await database.as(viewer, async (tx) => {
      const person = await loadPerson(c, viewer, tx)
      return once(tx, viewer, _key, `/people/${person.id}?told=role`, () =>
        giveRole(viewer, tx, person, fresh, clock()),
      )
    })
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await showGive(c, viewer, { ...form, errors: [WHY_NOT[outcome.reason]] }), 422)
  })

  const showEnd = async (c: RequestContext, viewer: Viewer, state: FormState) => {
    const person = await database.as(viewer, (tx) => loadPerson(c, viewer, tx))
    const role = found(person.roles.find(({ id }) => id === c.req.param('roleId')))
    return endRoleView(frame(c), { person, role, today: today(), state, key: randomUUID() })
  }

  routes.get('/people/:id{[0-9a-f-]{36}}/roles/:roleId/end', async (c) =>
    c.html(await showEnd(c, administrator(c), {})),
  )

  routes.post('/people/:id{[0-9a-f-]{36}}/roles/:roleId/end', async (c) => {
    const viewer = administrator(c)
    const form = await parseForm(c.req, EndRole)
    if (!form.ok) return c.html(await showEnd(c, viewer, form), 422)
    const { _key, lastOn } = form.value
    const outcome = await database.as(viewer, async (tx) => {
      const person = await loadPerson(c, viewer, tx)
      const roleId = found(person.roles.find(({ id }) => id === c.req.param('roleId'))?.id)
      return once(tx, viewer, _key, `/people/${person.id}?told=ended`, () =>
        endRole(viewer, tx, person, roleId, lastOn, clock(), today()),
      )
    })
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await showEnd(c, viewer, { ...form, errors: [WHY_NOT[outcome.reason]] }), 422)
  })
}

function sentVersion(values: FormState['values']): number | null {
  const version = Number(values?._version)
  return Number.isInteger(version) && version > 0 ? version : null
}
