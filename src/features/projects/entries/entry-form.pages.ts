import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import { parseContent } from '#core/proforma/content.schema.ts'
import type { Content, Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { ProjectPageNeeds } from '../page-needs.pages.ts'
import { listTeam } from '../team.store.ts'
import { fieldsFor } from './entry.access.ts'
import { EntryForm } from './entry.schema.ts'
import { listEntries } from './entry.store.ts'
import { fieldErrors, type Nameable, rawContent } from './entry-fields.view.ts'
import { type EntryFormView, entryFormPage } from './entry-form.view.ts'
import type { NameOf } from './entry-item.view.ts'
import { asksForPeople, kindsNamedBy, namesOf } from './entry-names.ts'
import { frameTelling } from './kept-entry.pages.ts'
import { type OpenKind, shownParts } from './open-kind.pages.ts'
import { paperOf } from './typed-from.pages.ts'

type Named = Readonly<{ nameOf: NameOf; nameable: Nameable }>

/** The form of another entry, or of one that is corrected. */
export async function formPage(
  c: RequestContext,
  needs: ProjectPageNeeds,
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
    ...(await named(needs, open)),
    key: randomUUID(),
    state,
    isConflict,
    begunWith: begunWith(c, open),
    paper: entry ? null : await paperOf(c, needs.database, open),
    parts: await shownParts(needs, open, (part) => part.ofForm?.(open, entry)),
  }
  return entryFormPage(await frameTelling(c, needs, open), view)
}

/** What was sent from that form, or what is wrong with it. */
export async function readForm(c: RequestContext, open: OpenKind, before: Entry | null) {
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

// What a form of the kind may name.
async function named(
  { database }: ProjectPageNeeds,
  { viewer, project, template, kind }: OpenKind,
): Promise<Named> {
  const { all, team } = await database.as(viewer, async (tx) => ({
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
