import { randomUUID } from 'node:crypto'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import { londonDay } from '#core/time/london-day.ts'
import {
  CLOSED,
  correctEntry,
  findEntry,
  listEntries,
  mayAddEntry,
  mayChangeEntry,
  mayKeepUp,
  mayReadKind,
  type OpenProject,
  openProjectOf,
  readScope,
} from '#features/projects/index.ts'
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
import { actionsPage } from './actions.view.ts'
import { boardPage } from './board.view.ts'
import { BoardQuery, ProgressForm } from './intervention.schema.ts'
import { interventionOf } from './intervention.ts'
import type { ItemView } from './intervention-item.view.ts'
import type { InterventionPageNeeds } from './page-needs.pages.ts'
import { progressContent } from './progress.ts'
import { progressPage } from './progress-form.view.ts'
import { recordedCrimePages } from './recorded-crime.pages.ts'
import { listOwned } from './waiting.pages.ts'

const NO_REASON = { field: 'whyStopped', text: 'Say why it stopped' }
const GONE = { field: null, text: 'This intervention has been withdrawn.' }

/** Who does what by when in a project, somebody's own actions, and saying how each goes. */
export function interventionsPages(routes: Routes, needs: InterventionPageNeeds): void {
  recordedCrimePages(routes, needs)

  routes.get('/projects/:number/who-does-what', async (c) => {
    const open = await opening(c)
    const { viewer, project, template, today } = open
    const query = parseQuery(c.req, BoardQuery)
    const entries = await needs.database.as(viewer, (tx) =>
      listEntries(viewer, tx, project, template, ['intervention']),
    )
    const live = entries.filter(({ withdrawn }) => !withdrawn)
    const byId = new Map<string, Entry>(live.map((entry) => [entry.id, entry]))
    return c.html(
      boardPage(needs.frame(c), {
        project,
        interventions: live.map(interventionOf),
        by: query.ok ? query.value.by : '',
        today,
        now: needs.clock(),
        mayOf: ({ id }) => mayOf(open, byId.get(id)),
        keyOf: randomUUID,
        mayAdd: project.state === 'open' && mayAddEntry(viewer, interventionKind(open)),
      }),
    )
  })

  routes.get('/actions', async (c) => {
    const viewer = signedIn(c)
    if (readScope(viewer) === 'none') throw new NotFound()
    const today = londonDay(needs.clock())
    const mine = await needs.database.as(viewer, (tx) => listOwned(viewer, tx, today))
    const actions = mine.map(({ project, entry }) => ({ project, intervention: interventionOf(entry) }))
    return c.html(actionsPage(needs.frame(c), { actions, today, keyOf: randomUUID }))
  })

  const PROGRESS = '/projects/:number/interventions/:entry{[0-9a-f-]{36}}/progress'

  routes.get(PROGRESS, async (c) => {
    const open = await opening(c)
    const entry = await telling(c, open)
    return c.html(show(c, open, entry, {}, c.req.query('from') ?? 'entry', null))
  })

  routes.post(PROGRESS, async (c) => {
    const open = await opening(c)
    const { viewer, project, template, today } = open
    const entry = await telling(c, open)
    const sent = await parseForm(c.req, ProgressForm)
    const from = sent.ok ? sent.value.from : 'entry'
    if (!sent.ok) return c.html(show(c, open, entry, sent, from, null), 422)
    const { _version: version, from: _, ...told } = sent.value
    const content = progressContent(entry.content, told, today)
    if (content === 'no-reason')
      return c.html(show(c, open, entry, { errors: [NO_REASON], values: sent.values }, from, null), 422)
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      leadBack(open, entry, from),
      (tx) =>
        correctEntry(
          viewer,
          tx,
          needs.clock(),
          { project, template, reopenReason: '' },
          { id: entry.id, version },
          content,
        ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'absent') throw new NotFound()
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const isConflict = outcome.reason === 'changed'
    const problem =
      outcome.reason === 'out-of-date'
        ? OUT_OF_DATE
        : isConflict
          ? savedMeanwhile('this')
          : outcome.reason === 'closed'
            ? CLOSED
            : GONE
    const now = await telling(c, open)
    const state = { errors: [problem], values: sent.values }
    return c.html(show(c, open, now, state, from, isConflict ? now.written.as : null), isConflict ? 409 : 422)
  })

  async function opening(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!mayReadKind(open.viewer, interventionKind(open))) throw new NotFound()
    return open
  }

  /** The intervention an address names, for whoever may say how it goes. */
  async function telling(c: RequestContext, open: OpenProject): Promise<Entry> {
    const { viewer, project, template } = open
    const entry = found(
      await needs.database.as(viewer, (tx) =>
        findEntry(viewer, tx, project, template, c.req.param('entry') ?? ''),
      ),
    )
    if (entry.kind !== 'intervention') throw new NotFound()
    if (mayTell(open, entry)) return entry
    throw new NotAllowed()
  }

  function show(
    c: RequestContext,
    { project, today }: OpenProject,
    entry: Entry,
    state: FormState,
    from: string,
    savedBy: string | null,
  ): string {
    return progressPage(needs.frame(c), {
      project,
      intervention: interventionOf(entry),
      content: entry.content,
      today,
      from,
      key: randomUUID(),
      state,
      savedBy,
    })
  }
}

function interventionKind({ template }: OpenProject) {
  return found(kindOf(template, 'intervention'))
}

/** [I10] Whoever may correct it, and whoever it names as its owner. */
export function mayTell(open: OpenProject, entry: Entry): boolean {
  const { viewer } = open
  const kind = interventionKind(open)
  return mayChangeEntry(viewer, kind, entry) || mayKeepUp(viewer, kind, entry)
}

function mayOf(open: OpenProject, entry: Entry | undefined): ItemView['may'] {
  if (!entry || open.project.state !== 'open' || !mayTell(open, entry)) return 'read'
  return textOf(entry.content, 'ownerPerson') === open.viewer.personId ? 'tap' : 'tell'
}

function leadBack({ project }: OpenProject, entry: Entry, from: string): string {
  if (from === 'actions') return '/actions'
  if (from === 'board') return `/projects/${project.number}/who-does-what`
  return `/projects/${project.number}/interventions/${entry.id}`
}
