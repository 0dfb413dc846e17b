import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import { csvSheet } from '#core/csv.ts'
import { parseContent } from '#core/proforma/content.schema.ts'
import type { Content, Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { PAPER_PATH } from '#core/proforma/steps/papers.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { draftState } from '#features/drafts/index.ts'
import { listHistory } from '#platform/audit/index.ts'
import { parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { nothing } from '#ui/html.view.ts'
import { CLOSED, type OpenProject, openProjectOf, type ProjectPageNeeds } from '../page-needs.pages.ts'
import { listTeam } from '../team.store.ts'
import { earlierFor, fieldsFor, mayAddEntry, mayChangeEntry, mayReadKind } from './entry.access.ts'
import { EntryForm, EntryListQuery, WithdrawForm } from './entry.schema.ts'
import {
  addEntry,
  correctEntry,
  countEntries,
  type EntryRefusal,
  findEntry,
  listEntries,
  listNamed,
  listSome,
  restoreEntry,
  withdrawEntry,
} from './entry.store.ts'
import { entryPage } from './entry.view.ts'
import { fieldErrors, type Nameable, rawContent } from './entry-fields.view.ts'
import { type EntryFormView, entryFormPage, withdrawPage } from './entry-form.view.ts'
import { entryHistory } from './entry-history.ts'
import { answerText, type NameOf } from './entry-item.view.ts'
import { entryListPage } from './entry-list.view.ts'
import { asksForPeople, kindsNamedBy, namesOf } from './entry-names.ts'
import { paperOf, typedFrom } from './typed-from.pages.ts'

const PAGE_SIZE = 50

const REFUSALS: Readonly<
  Record<Exclude<EntryRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' },
  changed: {
    field: null,
    text: 'Somebody else saved this entry while you were writing. Nothing of yours is lost: choose below.',
  },
  withdrawn: { field: null, text: 'This entry has been withdrawn, so it cannot be changed.' },
  'not-withdrawn': { field: null, text: 'This entry is not withdrawn.' },
  closed: CLOSED,
  'names-another': { field: null, text: 'Something chosen here is not on this project. Choose again.' },
}

type Named = Readonly<{ nameOf: NameOf; nameable: Nameable }>
/** One kind's page being asked for. */
type OpenKind = OpenProject & Readonly<{ kind: EntryKind }>

/** Lists, forms and pages of every kind of entry the template knows, under the kind's own address. */
export function entryPages(routes: Routes, needs: ProjectPageNeeds): void {
  for (const { id, path } of PLATFORM_TEMPLATE.kinds) entryPagesOf(routes, needs, id, path)
}

function entryPagesOf(routes: Routes, needs: ProjectPageNeeds, kindId: string, path: string): void {
  const AT = `/projects/:number/${path}`
  const ENTRY = `${AT}/:entry{[0-9a-f-]{36}}`

  routes.get(AT, async (c) => {
    const open = await opening(c)
    const query = parseQuery(c.req, EntryListQuery)
    const {
      search,
      withdrawn,
      page: asked,
    } = query.ok ? query.value : { search: '', withdrawn: false, page: 1 }
    const fields = fieldsFor(open.viewer, open.kind)
    const filter = { search, withWithdrawn: withdrawn }
    const { entries, total, page, nameOf } = search
      ? await searched(open, fields, filter, asked)
      : await paged(open, withdrawn, asked)
    return c.html(
      entryListPage(needs.frame(c), {
        project: open.project,
        kind: open.kind,
        fields,
        entries,
        total,
        page,
        pageSize: PAGE_SIZE,
        filter,
        nameOf,
        mayAdd: mayAdd(open),
        parts: await Promise.all(parts.map(async (part) => (await part.ofList?.(open)) ?? nothing)),
      }),
    )
  })

  routes.get(`${AT}.csv`, async (c) => {
    const open = await opening(c)
    const { entries, nameOf } = await entriesOf(open)
    const fields = fieldsFor(open.viewer, open.kind)
    const sheet = csvSheet(
      ['id', ...fields.map(({ short }) => short), 'Written by', 'Written at', 'Withdrawn because'],
      entries.map((entry) => [
        entry.id,
        ...fields.map((field) => answerText(field, entry.content, nameOf)),
        entry.written.as,
        entry.written.at.toISOString(),
        entry.withdrawn?.why ?? null,
      ]),
    )
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', `attachment; filename="${open.project.number}-${path}.csv"`)
    return c.body(sheet)
  })

  routes.get(`${AT}/new`, async (c) => {
    const open = await opening(c)
    if (!mayAdd(open)) throw new NotAllowed()
    return c.html(
      await form(
        c,
        open,
        null,
        await draftState(needs.database, c, `/projects/${open.project.number}/${path}`),
      ),
    )
  })

  routes.post(AT, async (c) => {
    const open = await opening(c)
    const { viewer, project, template, kind } = open
    if (!mayAddEntry(viewer, kind)) throw new NotAllowed()
    const sent = await readForm(c, open, null)
    if (!sent.ok) return c.html(await form(c, open, null, sent.state), 422)
    const paper = await paperOf(c, needs.database, open)
    const at = `/projects/${project.number}`
    const done = paper ? `${at}/${PAPER_PATH}/${paper.id}` : `${at}/steps/${kind.step}#${kind.id}`
    const home = sent.next === 'another' ? `${at}/${path}/new${paper ? `?received=${paper.id}` : ''}` : done
    const outcome = await writeOnce(needs.database, viewer, sent.state.values?._key, home, (tx) =>
      addEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason: sent.reopenReason },
        typedFrom(paper, kindId, sent.content),
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.state.values ?? {} }
    return c.html(await form(c, await opening(c), null, state), 422)
  })

  routes.get(ENTRY, async (c) => c.html(await show(c, await opening(c), [])))

  routes.get(`${ENTRY}/correct`, async (c) => {
    const open = await opening(c)
    const entry = await changeable(c, open)
    const draft = await draftState(needs.database, c, `${home(open, entry)}/correct`)
    return c.html(await form(c, open, entry, draft))
  })

  routes.post(`${ENTRY}/correct`, async (c) => {
    const open = await opening(c)
    const { viewer, project, template } = open
    const entry = await changeable(c, open)
    const sent = await readForm(c, open, entry)
    if (!sent.ok) return c.html(await form(c, open, entry, sent.state), 422)
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.state.values?._key,
      home(open, entry),
      (tx) =>
        correctEntry(
          viewer,
          tx,
          needs.clock(),
          { project, template, reopenReason: sent.reopenReason },
          { id: entry.id, version: sent.version },
          sent.content,
        ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const isConflict = outcome.reason === 'changed'
    const state = { errors: [said(outcome.reason)], values: sent.state.values ?? {} }
    const now = await opening(c)
    return c.html(await form(c, now, await entryOf(c, now), state, isConflict), isConflict ? 409 : 422)
  })

  routes.get(`${ENTRY}/withdraw`, async (c) => {
    const open = await opening(c)
    return c.html(await withdrawing(c, open, await changeable(c, open), {}))
  })

  routes.post(`${ENTRY}/withdraw`, async (c) => {
    const open = await opening(c)
    const { viewer, project, template } = open
    const entry = await changeable(c, open)
    const sent = await parseForm(c.req, WithdrawForm)
    if (!sent.ok) return c.html(await withdrawing(c, open, entry, sent), 422)
    const { _version: version, why, reopenReason } = sent.value
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open, entry), (tx) =>
      withdrawEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason },
        { id: entry.id, version },
        why,
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const now = await opening(c)
    return c.html(
      await withdrawing(c, now, await entryOf(c, now), state),
      outcome.reason === 'changed' ? 409 : 422,
    )
  })

  routes.post(`${ENTRY}/restore`, async (c) => {
    const open = await opening(c)
    const { viewer, project, template } = open
    const entry = await changeable(c, open)
    const sent = await parseForm(c.req, EntryForm)
    if (!sent.ok) return c.html(await show(c, open, sent.errors), 422)
    const { _version: version, reopenReason } = sent.value
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open, entry), (tx) =>
      restoreEntry(viewer, tx, needs.clock(), { project, template, reopenReason }, { id: entry.id, version }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await show(c, await opening(c), [said(outcome.reason)]), 422)
  })

  async function opening(c: RequestContext): Promise<OpenKind> {
    const open = await openProjectOf(c, needs)
    const kind = found(kindOf(open.template, kindId))
    if (!mayReadKind(open.viewer, kind)) throw new NotFound()
    return { ...open, kind }
  }

  // Every entry of the kind, for what has to read them all: a search over answers and titles, and a sheet.
  async function entriesOf(open: OpenKind) {
    const { viewer, project, template, kind } = open
    const kinds = [...new Set([kindId, ...kindsNamedBy(template, kind)])]
    const { all, team } = await needs.database.as(viewer, async (tx) => ({
      all: await listEntries(viewer, tx, project, template, kinds),
      team: asksForPeople([kind]) ? await listTeam(viewer, tx, project) : [],
    }))
    return { entries: all.filter((entry) => entry.kind === kindId), nameOf: namesOf(template, all, team) }
  }

  async function paged(open: OpenKind, withWithdrawn: boolean, asked: number) {
    const { viewer, project, template, kind } = open
    return needs.database.as(viewer, async (tx) => {
      const total = (await countEntries(viewer, tx, project, { withWithdrawn })).get(kindId) ?? 0
      const page = Math.min(asked, Math.max(1, Math.ceil(total / PAGE_SIZE)))
      const shown = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE, withWithdrawn }
      const entries = await listSome(viewer, tx, project, template, [kind], shown)
      const named = await listNamed(viewer, tx, project, template, entries)
      const team = asksForPeople([kind]) ? await listTeam(viewer, tx, project) : []
      return { entries, total, page, nameOf: namesOf(template, [...entries, ...named], team) }
    })
  }

  async function searched(
    open: OpenKind,
    fields: readonly Field[],
    { search, withWithdrawn }: Readonly<{ search: string; withWithdrawn: boolean }>,
    asked: number,
  ) {
    const { entries, nameOf } = await entriesOf(open)
    const wanted = search.toLowerCase()
    const fitting = entries
      .filter((entry) => withWithdrawn || !entry.withdrawn)
      .filter((entry) =>
        [nameOf(entry.id), ...fields.map((field) => answerText(field, entry.content, nameOf))].some((text) =>
          text.toLowerCase().includes(wanted),
        ),
      )
    const page = Math.min(asked, Math.max(1, Math.ceil(fitting.length / PAGE_SIZE)))
    return {
      entries: fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      total: fitting.length,
      page,
      nameOf,
    }
  }

  async function entryOf(c: RequestContext, { viewer, project, template }: OpenKind): Promise<Entry> {
    const id = c.req.param('entry') ?? ''
    const entry = await needs.database.as(viewer, (tx) => findEntry(viewer, tx, project, template, id))
    if (entry?.kind !== kindId) throw new NotFound()
    return entry
  }

  async function changeable(c: RequestContext, open: OpenKind): Promise<Entry> {
    const entry = await entryOf(c, open)
    if (!mayChangeEntry(open.viewer, open.kind, entry)) throw new NotAllowed()
    return entry
  }

  // What a form of the kind may name.
  async function named({ viewer, project, template, kind }: OpenKind): Promise<Named> {
    const { all, team } = await needs.database.as(viewer, async (tx) => ({
      all: await listEntries(viewer, tx, project, template, kindsNamedBy(template, kind)),
      team: asksForPeople([kind]) ? await listTeam(viewer, tx, project) : [],
    }))
    const nameOf = namesOf(template, all, team)
    const onTeam = new Set(team.filter(({ untilOn }) => untilOn === null).map(({ personId }) => personId))
    const nameable = [
      ...all.filter((entry) => !entry.withdrawn).map(({ id, kind }) => ({ id, kind, title: nameOf(id) })),
      ...[...onTeam].map((id) => ({ id, kind: 'person', title: nameOf(id) })),
    ]
    return { nameOf, nameable }
  }

  // Titles of an entry, of what it names, and of what it named in its history.
  async function namesFor(
    { viewer, project, template, kind }: OpenKind,
    entry: Entry,
    lines: readonly Readonly<{ before: unknown; after: unknown }>[] = [],
  ): Promise<NameOf> {
    const contents = lines
      .flatMap(({ before, after }) => [before, after])
      .filter((value): value is Content => typeof value === 'object' && value !== null)
    return needs.database.as(viewer, async (tx) => {
      const asking = [entry.content, ...contents].map((content) => ({ kind: kindId, content }))
      const named = await listNamed(viewer, tx, project, template, asking)
      const team = asksForPeople([kind]) ? await listTeam(viewer, tx, project) : []
      return namesOf(template, [entry, ...named], team)
    })
  }

  const parts = (needs.entryParts ?? []).filter(({ kind = kindId }) => kind === kindId)

  async function show(c: RequestContext, open: OpenKind, errors: readonly FieldProblem[]): Promise<string> {
    const { viewer, project, kind } = open
    const entry = await entryOf(c, open)
    const lines = isStaff(viewer)
      ? await needs.database.as(viewer, (tx) =>
          listHistory(tx, { kind: 'project', id: project.id }, entry.id),
        )
      : null
    const nameOf = await namesFor(open, entry, lines ?? [])
    return entryPage(needs.frame(c), {
      project,
      kind,
      fields: fieldsFor(viewer, kind),
      earlier: earlierFor(viewer, kind, entry),
      entry,
      nameOf,
      history:
        lines && entryHistory(kind, entry.id, lines, (field, content) => answerText(field, content, nameOf)),
      mayChange: project.state === 'open' && mayChangeEntry(viewer, kind, entry),
      parts: await Promise.all(parts.map(async (part) => (await part.ofEntry?.(open, entry)) ?? nothing)),
      key: randomUUID(),
      errors,
    })
  }

  async function form(
    c: RequestContext,
    open: OpenKind,
    entry: Entry | null,
    state: FormState,
    isConflict = false,
  ): Promise<string> {
    const view: EntryFormView = {
      project: open.project,
      kind: open.kind,
      fields: fieldsFor(open.viewer, open.kind),
      entry,
      ...(await named(open)),
      key: randomUUID(),
      state,
      isConflict,
      begunWith: begunWith(c, open),
      paper: entry ? null : await paperOf(c, needs.database, open),
      parts: await Promise.all(parts.map(async (part) => (await part.ofForm?.(open, entry)) ?? nothing)),
    }
    return entryFormPage(needs.frame(c), view)
  }

  async function withdrawing(c: RequestContext, open: OpenKind, entry: Entry, state: FormState) {
    const nameOf = await namesFor(open, entry)
    return withdrawPage(needs.frame(c), {
      project: open.project,
      kind: open.kind,
      entry,
      nameOf,
      key: randomUUID(),
      state,
    })
  }

  async function readForm(c: RequestContext, open: OpenKind, before: Entry | null) {
    const sent = await parseForm(c.req, EntryForm)
    const fields = fieldsFor(open.viewer, open.kind) as [EntryKind['fields'][number], ...EntryKind['fields']]
    // [P28] A form begun under an earlier version of the template may answer what is not asked any more.
    const earlier = (open.kind.earlier ?? []).filter(
      ({ name, isStaffOnly }) =>
        (isStaff(open.viewer) || !isStaffOnly) &&
        Object.keys(sent.values).some((sent) => sent === name || sent.startsWith(`${name}-`)),
    )
    const kind = { ...open.kind, fields: [...fields, ...earlier] as EntryKind['fields'] & typeof fields }
    const parsed = parseContent(kind, rawContent(kind, sent.values, before?.content))
    if (sent.ok && parsed.ok) {
      const { _version: version, reopenReason, _next } = sent.value
      return { ok: true, content: parsed.content, version, reopenReason, next: _next, state: sent } as const
    }
    const errors = [...(parsed.ok ? [] : fieldErrors(kind, parsed.problems)), ...(sent.ok ? [] : sent.errors)]
    return { ok: false, state: { errors, values: sent.values } } as const
  }
}

function mayAdd({ viewer, project, kind }: OpenKind): boolean {
  return project.state === 'open' && mayAddEntry(viewer, kind)
}

const home = ({ project, kind }: OpenKind, entry: Entry) =>
  `/projects/${project.number}/${kind.path}/${entry.id}`

// Answers in the address, so that another page can lead to a form with its subject chosen: `…/new?stakeholder=…`.
function begunWith(c: RequestContext, { viewer, kind, today }: OpenKind): Content {
  const fields = fieldsFor(viewer, kind)
  const query = c.req.query()
  return Object.fromEntries(
    fields.flatMap((field) => {
      const begun = field.type === 'date' && field.startsToday ? today : undefined
      const answer = query[field.name] ?? begun
      return answer === undefined ? [] : [[field.name, answer.slice(0, 200)]]
    }),
  )
}

function said(reason: EntryRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
