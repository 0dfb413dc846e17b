import { csvSheet } from '#core/csv.ts'
import type { Field } from '#core/proforma/field.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import type { Routes } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { listTeam } from '../team.store.ts'
import { fieldsFor } from './entry.access.ts'
import { EntryListQuery } from './entry.schema.ts'
import { countEntries, listEntries, listNamed, listSome } from './entry.store.ts'
import { answerText } from './entry-item.view.ts'
import { entryListPage } from './entry-list.view.ts'
import { asksForPeople, kindsNamedBy, namesOf } from './entry-names.ts'
import { type KindAddress, mayAdd, type OpenKind, openKindOf, shownParts } from './open-kind.pages.ts'

const PAGE_SIZE = 50

/** The list of a kind's entries, searched and paged, and all of them as a sheet. */
export function listEntryPages(routes: Routes, needs: ProjectPageNeeds, at: KindAddress): void {
  routes.get(at.all, async (c) => {
    const open = await openKindOf(c, needs, at)
    const query = parseQuery(c.req, EntryListQuery)
    const {
      search,
      withdrawn,
      page: asked,
    } = query.ok ? query.value : { search: '', withdrawn: false, page: 1 }
    const fields = fieldsFor(open.viewer, open.kind)
    const filter = { search, withWithdrawn: withdrawn }
    const { entries, total, page, nameOf } = search
      ? await searched(needs, open, fields, filter, asked)
      : await paged(needs, open, withdrawn, asked)
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
        parts: await shownParts(needs, open, (part) => part.ofList?.(open)),
      }),
    )
  })

  routes.get(`${at.all}.csv`, async (c) => {
    const open = await openKindOf(c, needs, at)
    const { entries, nameOf } = await entriesOf(needs, open)
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
    c.header('Content-Disposition', `attachment; filename="${open.project.number}-${open.kind.path}.csv"`)
    return c.body(sheet)
  })
}

// Every entry of the kind, for what has to read them all: a search over answers and titles, and a sheet.
async function entriesOf({ database }: ProjectPageNeeds, open: OpenKind) {
  const { viewer, project, template, kind } = open
  const kinds = [...new Set([kind.id, ...kindsNamedBy(template, kind)])]
  const { all, team } = await database.as(viewer, async (tx) => ({
    all: await listEntries(viewer, tx, project, template, kinds),
    team: asksForPeople([kind]) ? await listTeam(viewer, tx, project) : [],
  }))
  return { entries: all.filter((entry) => entry.kind === kind.id), nameOf: namesOf(template, all, team) }
}

async function paged({ database }: ProjectPageNeeds, open: OpenKind, withWithdrawn: boolean, asked: number) {
  const { viewer, project, template, kind } = open
  return database.as(viewer, async (tx) => {
    const total = (await countEntries(viewer, tx, project, { withWithdrawn })).get(kind.id) ?? 0
    const page = Math.min(asked, Math.max(1, Math.ceil(total / PAGE_SIZE)))
    const shown = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE, withWithdrawn }
    const entries = await listSome(viewer, tx, project, template, [kind], shown)
    const named = await listNamed(viewer, tx, project, template, entries)
    const team = asksForPeople([kind]) ? await listTeam(viewer, tx, project) : []
    return { entries, total, page, nameOf: namesOf(template, [...entries, ...named], team) }
  })
}

async function searched(
  needs: ProjectPageNeeds,
  open: OpenKind,
  fields: readonly Field[],
  { search, withWithdrawn }: Readonly<{ search: string; withWithdrawn: boolean }>,
  asked: number,
) {
  const { entries, nameOf } = await entriesOf(needs, open)
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
