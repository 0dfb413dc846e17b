import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome } from '#core/outcome.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { listHistory, recordRead } from '#platform/audit/index.ts'
import type { Auth } from '#platform/auth/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { once } from '#platform/forms/form-key.ts'
import { parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import {
  found,
  NotAllowed,
  NotFound,
  type RequestContext,
  type Routes,
  signedIn,
} from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { keepsPeople } from './person.access.ts'
import { Act, ListQuery } from './person.schema.ts'
import { findPerson, listPeople, PAGE_SIZE } from './person.store.ts'
import type { Person } from './person.ts'
import { peopleView, personView } from './person.view.ts'
import { setActive } from './person-change.store.ts'

/** What the pages about people need of the whole. */
export type PeopleContext = Readonly<{
  database: Database
  auth: Auth
  clock: Clock
  frame: (c: RequestContext) => Frame
}>

/** [PE2] The administrator asking; to everybody else who is signed in these pages are absent. */
export function administrator(c: RequestContext): Viewer {
  const viewer = signedIn(c)
  if (!keepsPeople(viewer)) throw new NotFound()
  return viewer
}

/** [PE1] The person of the address, or a 404. */
export async function loadPerson(c: RequestContext, viewer: Viewer, tx: Tx): Promise<Person> {
  const id = found(z.uuid().safeParse(c.req.param('id')).data)
  return found(await findPerson(viewer, tx, id))
}

/** [PE11] What a person's record says of them is personal: who reads another's is on record. The caller reads it last. */
export async function noteRead(viewer: Viewer, tx: Tx, person: Person, at: Date): Promise<void> {
  if (person.id !== viewer.personId) await recordRead(tx, viewer, at, { kind: 'person', id: person.id })
}

const TOLD: Readonly<Record<string, string>> = {
  added: 'The person was added',
  changed: 'The details were saved',
  role: 'The role was given',
  ended: 'The role was ended',
  invited: 'The invitation was sent',
  reset: 'The second factor was reset. They were signed out, and set up another when they next sign in',
  deactivated: 'The person was deactivated and signed out',
  activated: 'The person was activated',
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'last-administrator':
    'Your force needs at least one active administrator for the whole force, without an end date. Give somebody else the role first.',
  'may-not-enter': 'They cannot sign in today: give them a role that has begun.',
  'not-sent': 'The mail server did not take the message. Try again, or tell your technical team.',
}

/** The list, one person, and what an administrator does to somebody's access. */
export function personPages(routes: Routes, { database, auth, clock, frame }: PeopleContext): void {
  const today = () => londonDay(clock())

  routes.get('/people', async (c) => {
    const viewer = administrator(c)
    const query = parseQuery(c.req, ListQuery)
    const filter = query.ok ? query.value : ListQuery.parse({})
    const list = await database.as(viewer, (tx) => listPeople(viewer, tx, filter, today()))
    return c.html(peopleView(frame(c), { ...list, filter, pageSize: PAGE_SIZE }))
  })

  const showPerson = async (c: RequestContext, viewer: Viewer, problem: string | null) => {
    const { person, history } = await database.as(viewer, async (tx) => {
      const person = await loadPerson(c, viewer, tx)
      const history = await listHistory(tx, { kind: 'person', id: person.id })
      await noteRead(viewer, tx, person, clock())
      return { person, history }
    })
    const told = TOLD[c.req.query('told') ?? '']
    return personView(frame(c), {
      person,
      today: today(),
      history: history.reverse(),
      keyOf: randomUUID,
      flash: told ? { tone: 'success', text: told } : null,
      problem,
      isSelf: person.id === viewer.personId,
    })
  }

  routes.get('/people/:id{[0-9a-f-]{36}}', async (c) => c.html(await showPerson(c, administrator(c), null)))

  /** One button of a person's page: done once for its key, then back to the page with what happened. */
  const act = (
    name: string,
    told: string,
    work: (tx: Tx, viewer: Viewer, person: Person) => Promise<Outcome<unknown, string>>,
    afterwards?: (viewer: Viewer, person: Person) => Promise<string | null>,
  ) =>
    routes.post(`/people/:id{[0-9a-f-]{36}}/${name}`, async (c) => {
      const viewer = administrator(c)
      const form = await parseForm(c.req, Act)
      if (!form.ok) return c.html(await showPerson(c, viewer, form.errors[0]?.text ?? null), 422)
      let isFirst = false
      const { person, outcome } = await database.as(viewer, async (tx) => {
        const person = await loadPerson(c, viewer, tx)
        const location = `/people/${person.id}?told=${told}`
        const outcome = await once(tx, viewer, form.value._key, location, () => {
          isFirst = true
          return work(tx, viewer, person)
        })
        return { person, outcome }
      })
      const problem =
        outcome.ok && isFirst ? await afterwards?.(viewer, person) : outcome.ok ? null : outcome.reason
      if (problem) return c.html(await showPerson(c, viewer, PROBLEMS[problem] ?? problem), 422)
      return c.redirect(outcome.ok ? outcome.value : `/people/${person.id}`, 303)
    })

  const nothingFirst = async () => done(null)
  const ofPerson = (viewer: Viewer, person: Person) => ({ by: viewer, personId: person.id })

  act('invite', 'invited', nothingFirst, async (viewer, person) => {
    try {
      const sent = await auth.invite(ofPerson(viewer, person))
      return sent === 'sent' ? null : sent
    } catch {
      return 'not-sent'
    }
  })
  act('reset-second-factor', 'reset', nothingFirst, async (viewer, person) => {
    if (person.id === viewer.personId) throw new NotAllowed()
    await auth.resetSecondFactor(ofPerson(viewer, person))
    return null
  })
  act(
    'deactivate',
    'deactivated',
    (tx, viewer, person) => setActive(viewer, tx, person, false, clock(), today()),
    async (viewer, person) => {
      await auth.withdraw(ofPerson(viewer, person))
      return null
    },
  )
  act('activate', 'activated', (tx, viewer, person) => setActive(viewer, tx, person, true, clock(), today()))
}
