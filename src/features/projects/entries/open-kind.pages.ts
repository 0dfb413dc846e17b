import type { Content, Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import { kindOf } from '#core/proforma/template.ts'
import { OUT_OF_DATE } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext } from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { type Html, nothing } from '#ui/html.view.ts'
import {
  CLOSED,
  type EntryPart,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
} from '../page-needs.pages.ts'
import { listTeam } from '../team.store.ts'
import { mayAddEntry, mayChangeEntry, mayReadKind } from './entry.access.ts'
import { type EntryRefusal, findEntry, listNamed } from './entry.store.ts'
import type { NameOf } from './entry-item.view.ts'
import { asksForPeople, namesOf } from './entry-names.ts'

const REFUSALS: Readonly<
  Record<Exclude<EntryRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' },
  changed: savedMeanwhile('this entry'),
  withdrawn: { field: null, text: 'This entry has been withdrawn, so it cannot be changed.' },
  'not-withdrawn': { field: null, text: 'This entry is not withdrawn.' },
  closed: CLOSED,
  'names-another': { field: null, text: 'Something chosen here is not on this project. Choose again.' },
}

/** A kind, and the addresses of the pages of all its entries and of one. */
export type KindAddress = Readonly<{ id: string; all: string; one: string }>

/** One kind's page being asked for. */
export type OpenKind = OpenProject & Readonly<{ kind: EntryKind }>

/** The kind's page that a request asks for; 404 where this viewer may not read the kind. */
export async function openKindOf(
  c: RequestContext,
  needs: ProjectPageNeeds,
  { id }: KindAddress,
): Promise<OpenKind> {
  const open = await openProjectOf(c, needs)
  const kind = found(kindOf(open.template, id))
  if (!mayReadKind(open.viewer, kind)) throw new NotFound()
  return { ...open, kind }
}

/** The entry of the kind that the address names. */
export async function entryOf(
  c: RequestContext,
  { database }: ProjectPageNeeds,
  { viewer, project, template, kind }: OpenKind,
): Promise<Entry> {
  const id = c.req.param('entry') ?? ''
  const entry = await database.as(viewer, (tx) => findEntry(viewer, tx, project, template, id))
  if (entry?.kind !== kind.id) throw new NotFound()
  return entry
}

/** That entry, where the viewer may change it. */
export async function changeableEntryOf(
  c: RequestContext,
  needs: ProjectPageNeeds,
  open: OpenKind,
): Promise<Entry> {
  const entry = await entryOf(c, needs, open)
  if (!mayChangeEntry(open.viewer, open.kind, entry)) throw new NotAllowed()
  return entry
}

/** Titles of an entry, of what it names, and of what it named in its history. */
export async function namesFor(
  { database }: ProjectPageNeeds,
  { viewer, project, template, kind }: OpenKind,
  entry: Entry,
  lines: readonly Readonly<{ before: unknown; after: unknown }>[] = [],
): Promise<NameOf> {
  const contents = lines
    .flatMap(({ before, after }) => [before, after])
    .filter((value): value is Content => typeof value === 'object' && value !== null)
  return database.as(viewer, async (tx) => {
    const asking = [entry.content, ...contents].map((content) => ({ kind: kind.id, content }))
    const named = await listNamed(viewer, tx, project, template, asking)
    const team = asksForPeople([kind]) ? await listTeam(viewer, tx, project) : []
    return namesOf(template, [entry, ...named], team)
  })
}

/** Whether the viewer may add one. */
export function mayAdd({ viewer, project, kind }: OpenKind): boolean {
  return project.state === 'open' && mayAddEntry(viewer, kind)
}

/** What other features add to a page of the kind, in their order. */
export function shownParts(
  { entryParts = [] }: ProjectPageNeeds,
  { kind }: OpenKind,
  shown: (part: EntryPart) => Promise<Html> | undefined,
): Promise<Html[]> {
  const parts = entryParts.filter((part) => (part.kind ?? kind.id) === kind.id)
  return Promise.all(parts.map(async (part) => (await shown(part)) ?? nothing))
}

/** The address of an entry's page. */
export const homeOf = ({ project, kind }: OpenKind, entry: Entry) =>
  `/projects/${project.number}/${kind.path}/${entry.id}`

/** What a person reads where the store refused. */
export function said(reason: EntryRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
