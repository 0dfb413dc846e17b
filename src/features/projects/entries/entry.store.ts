import { randomUUID } from 'node:crypto'
import type { Selectable, ShallowDehydrateObject } from 'kysely'
import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import {
  type Content,
  type Entry,
  type EntryId,
  listOf,
  type NewEntry,
  type Origin,
} from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import { kindOf, type Template } from '#core/proforma/template.ts'
import { londonDay } from '#core/time/london-day.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tables, Tx } from '#platform/db/index.ts'
import type { Project } from '../project.ts'
import { touchStep } from '../steps/step.store.ts'
import { mayAddEntry, mayChangeEntry, mayKeepUp, mayReadKind, shownTo } from './entry.access.ts'

/**
 * Why a change to an entry is refused; `changed`: it is not what its page showed [P11]. A refusal may come after
 * the step's row has moved, so whoever calls undoes its transaction, as `writeOnce` does.
 */
export type EntryRefusal =
  | 'not-your-role'
  | 'needs-reopen-reason'
  | 'absent'
  | 'changed'
  | 'withdrawn'
  | 'not-withdrawn'
  | 'closed'
  /** An entry it names is not one of this project, or not of the kind asked for. */
  | 'names-another'

// More than these at once, as from a file, make one line of history together.
const EACH_IN_HISTORY = 20

/** What a change is made in; `reopenReason` is used where the step is signed off [P8] and ignored where it is not. */
export type EntryChange = Readonly<{
  project: Pick<Project, 'id' | 'state'>
  template: Template
  reopenReason: string
}>

/**
 * A project's entries as this viewer may read them, in page order by kind, withdrawn ones among them. Without `kinds`,
 * those of every kind. Served by `project_entry_by_project`; a project of 4,500 entries reads in some 35 ms.
 */
export async function listEntries(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  template: Template,
  kinds?: readonly string[],
): Promise<Entry[]> {
  const readable = new Map(
    template.kinds
      .filter((kind) => mayReadKind(viewer, kind) && (!kinds || kinds.includes(kind.id)))
      .map((kind) => [kind.id, kind]),
  )
  if (readable.size === 0) return []
  // As one text: taking every column of every row out of the database's messages costs three times as much.
  const { rows } = await tx
    .selectFrom(
      entriesOf(viewer, tx, project)
        .where('kind', 'in', [...readable.keys()])
        .orderBy('kind')
        .orderBy('position')
        .orderBy('id')
        .as('entry'),
    )
    .select(({ fn }) => fn.jsonAgg('entry').as('rows'))
    .executeTakeFirstOrThrow()
  return (rows ?? []).map((row) =>
    shownTo(viewer, readable.get(row.kind) as EntryKind, entryOf(withInstants(row))),
  )
}

/**
 * Some of each kind's entries in page order, withdrawn ones among them: for pages that show a few of many. Without
 * `withWithdrawn` the live ones alone. Served by `project_entry_by_project`; cost grows with what is shown and skipped.
 */
export async function listSome(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  template: Template,
  kinds: readonly EntryKind[],
  { limit, offset = 0, withWithdrawn }: Readonly<{ limit: number; offset?: number; withWithdrawn: boolean }>,
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const kind of kinds.filter((kind) => mayReadKind(viewer, kind))) {
    let query = entriesOf(viewer, tx, project).where('kind', '=', kind.id)
    if (!withWithdrawn) query = query.where('withdrawn_by', 'is', null)
    const rows = await query.orderBy('position').orderBy('id').limit(limit).offset(offset).execute()
    entries.push(...rows.map((row) => shownTo(viewer, kindOf(template, row.kind) as EntryKind, entryOf(row))))
  }
  return entries
}

/** The entries that some contents name, and those that these are named by in turn. */
export async function listNamed(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  template: Template,
  entries: readonly NewEntry[],
): Promise<Entry[]> {
  const found = new Map<string, Entry>()
  let asking = entries
  while (asking.length > 0) {
    const wanted = new Set(
      asking.flatMap(({ kind, content }) =>
        (kindOf(template, kind)?.fields ?? [])
          .filter(({ type }) => type === 'entry' || type === 'entries')
          .flatMap(({ name }) => listOf(content, name)),
      ),
    )
    const ids = [...wanted].filter((id) => !found.has(id))
    if (ids.length === 0) break
    const rows = await entriesOf(viewer, tx, project).where('id', 'in', ids).execute()
    const named = rows.flatMap((row) => {
      const kind = kindOf(template, row.kind)
      return kind && mayReadKind(viewer, kind) ? [shownTo(viewer, kind, entryOf(row))] : []
    })
    for (const entry of named) found.set(entry.id, entry)
    asking = named
  }
  return [...found.values()]
}

/** One entry as this viewer may read it; `null` where there is none for them. */
export async function findEntry(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  template: Template,
  id: string,
): Promise<Entry | null> {
  const row = await entriesOf(viewer, tx, project).where('id', '=', id).executeTakeFirst()
  const kind = row && kindOf(template, row.kind)
  return kind && mayReadKind(viewer, kind) ? shownTo(viewer, kind, entryOf(row)) : null
}

/** How many entries a project has of each kind, the live ones unless asked for all; kinds without any are absent. */
export async function countEntries(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  { withWithdrawn = false }: Readonly<{ withWithdrawn?: boolean }> = {},
): Promise<ReadonlyMap<string, number>> {
  let query = tx
    .selectFrom('project_entry')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
  if (!withWithdrawn) query = query.where('withdrawn_by', 'is', null)
  const rows = await query.groupBy('kind').execute()
  return new Map(rows.map(({ kind, count }) => [kind, Number(count)]))
}

/** [P7] [P18] Adds an entry at the end of its kind and gives its id. The content has been parsed. */
export async function addEntry(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: EntryChange,
  entry: NewEntry & Readonly<{ id?: string; origin?: Origin }>,
): Promise<Outcome<EntryId, EntryRefusal>> {
  const outcome = await addEntries(viewer, tx, at, change, [entry])
  return outcome.ok ? done(outcome.value[0] as EntryId) : outcome
}

/** [P7] [P18] Adds several entries, all or none, in the order given; they may name one another by the ids given. */
export async function addEntries(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: EntryChange,
  entries: readonly (NewEntry & Readonly<{ id?: string; origin?: Origin }>)[],
): Promise<Outcome<EntryId[], EntryRefusal>> {
  const { project, template, reopenReason } = change
  const kinds = entries.map(({ kind }) => kindOf(template, kind))
  for (const kind of kinds) if (!kind || !mayAddEntry(viewer, kind)) return refused('not-your-role')
  const ids = entries.map(({ id = randomUUID() }) => id)
  const making = new Map(entries.map(({ kind }, index) => [ids[index]!, kind]))
  if (!(await namesOnlyItsOwn(viewer, tx, change, entries, making))) return refused('names-another')
  for (const step of new Set(kinds.map((kind) => kind!.step))) {
    const reopens = kinds.some((kind) => kind!.step === step && !kind!.isAfterwards)
    const ready = await touchStep(viewer, tx, at, project, step, reopens ? reopenReason : null)
    if (!ready.ok) return ready
  }
  const { last } = await tx
    .selectFrom('project_entry')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'))
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .executeTakeFirstOrThrow()
  const written = { by: viewer.personId, as: signature(viewer), at }
  const contents = entries.map(({ content, origin }, index) => {
    const kind = kinds[index] as EntryKind
    // What comes from another record brings the day it was set there.
    const isDated = origin === 'imported' && kind.dated && content[kind.dated.on]
    return isDated ? content : dated(kind, {}, content, at)
  })
  const rows = entries.map(({ kind, origin = 'person' }, index) => ({
    force_id: viewer.forceId,
    id: ids[index]!,
    project_id: project.id,
    kind,
    position: last + 1 + index,
    content: JSON.stringify(contents[index]),
    origin,
    added_by: written.by,
    added_as: written.as,
    added_at: written.at,
    written_by: written.by,
    written_as: written.as,
    written_at: written.at,
  }))
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('project_entry')
      .values(rows.slice(start, start + 500))
      .execute()
  const added = contents.map((content, index) => ({ entry: rows[index]!.id, ...content }))
  if (entries.length > EACH_IN_HISTORY)
    await audit(viewer, tx, at, change, null, `${entries.length} entries added`, null, { entries: added })
  else
    for (const [index, { kind }] of entries.entries())
      await audit(viewer, tx, at, change, rows[index]!.id, `${kind} added`, null, contents[index]!)
  return done(rows.map(({ id }) => id as EntryId))
}

/**
 * [P7] [P11] [P18] [P24] Corrects an entry, if it is still what was read. Answers not given anew stay as they were.
 */
export async function correctEntry(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: EntryChange,
  read: Readonly<{ id: string; version: number }>,
  content: Content,
): Promise<Outcome<true, EntryRefusal>> {
  const opened = await openEntry(viewer, tx, at, change, read, content)
  if (!opened.ok) return opened
  const before = opened.value
  if (before.withdrawn) return refused('withdrawn')
  const kind = kindOf(change.template, before.kind) as EntryKind
  const whole = dated(kind, before.content, { ...before.content, ...content }, at)
  const anew = Object.fromEntries(namesChanged(before.content, whole).map((name) => [name, whole[name]!]))
  if (!(await namesOnlyItsOwn(viewer, tx, change, [{ kind: before.kind, content: anew }])))
    return refused('names-another')
  await entryRow(viewer, tx, read.id)
    .set({
      content: JSON.stringify(whole),
      written_by: viewer.personId,
      written_as: signature(viewer),
      written_at: at,
      version: read.version + 1,
    })
    .execute()
  await audit(viewer, tx, at, change, read.id, `${before.kind} corrected`, before.content, whole)
  return done(true)
}

/** [P7] Withdraws an entry with a reason; it stays on the record. */
export async function withdrawEntry(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: EntryChange,
  read: Readonly<{ id: string; version: number }>,
  why: string,
): Promise<Outcome<true, EntryRefusal>> {
  const opened = await openEntry(viewer, tx, at, change, read)
  if (!opened.ok) return opened
  if (opened.value.withdrawn) return refused('withdrawn')
  await entryRow(viewer, tx, read.id)
    .set({
      withdrawn_by: viewer.personId,
      withdrawn_as: signature(viewer),
      withdrawn_at: at,
      withdraw_reason: why,
      version: read.version + 1,
    })
    .execute()
  await audit(viewer, tx, at, change, read.id, `${opened.value.kind} withdrawn`, opened.value.content, {
    why,
  })
  return done(true)
}

/** [P7] Takes a withdrawal back; the history keeps both. */
export async function restoreEntry(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: EntryChange,
  read: Readonly<{ id: string; version: number }>,
): Promise<Outcome<true, EntryRefusal>> {
  const opened = await openEntry(viewer, tx, at, change, read)
  if (!opened.ok) return opened
  if (!opened.value.withdrawn) return refused('not-withdrawn')
  await entryRow(viewer, tx, read.id)
    .set({
      withdrawn_by: null,
      withdrawn_as: null,
      withdrawn_at: null,
      withdraw_reason: null,
      version: read.version + 1,
    })
    .execute()
  const { kind, content, withdrawn } = opened.value
  await audit(viewer, tx, at, change, read.id, `${kind} restored`, { why: withdrawn.why }, content)
  return done(true)
}

async function openEntry(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { project, template, reopenReason }: EntryChange,
  read: Readonly<{ id: string; version: number }>,
  content?: Content,
): Promise<Outcome<Entry, EntryRefusal>> {
  const row = await entriesOf(viewer, tx, project).where('id', '=', read.id).forUpdate().executeTakeFirst()
  const kind = row && kindOf(template, row.kind)
  if (!row || !kind || !mayReadKind(viewer, kind)) return refused('absent')
  const entry = entryOf(row)
  const isKeptUp =
    content !== undefined &&
    namesChanged(entry.content, { ...entry.content, ...content }).every((name) =>
      kind.keptUp?.fields.includes(name),
    )
  const mayChange = mayChangeEntry(viewer, kind, entry) || (isKeptUp && mayKeepUp(viewer, kind, entry))
  if (!mayChange) return refused('not-your-role')
  if (row.version !== read.version) return refused('changed')
  const reopens = !kind.isAfterwards && !isKeptUp
  const ready = await touchStep(viewer, tx, at, project, kind.step, reopens ? reopenReason : null)
  return ready.ok ? done(entry) : ready
}

// Answers that differ, none and never asked being the same.
function namesChanged(before: Content, after: Content): string[] {
  const text = (answer: Content[string] | undefined) =>
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
      ? ''
      : JSON.stringify(answer)
  return Object.keys(after).filter((name) => text(before[name]) !== text(after[name]))
}

// [P25]
function dated(kind: EntryKind, before: Content, after: Content, at: Date): Content {
  if (!kind.dated) return after
  const { fields, on } = kind.dated
  const changed = namesChanged(before, after)
  return fields.some((name) => changed.includes(name)) ? { ...after, [on]: londonDay(at) } : after
}

// Answers that name entries hold only ids of this project's entries, of a kind the question allows. A person who may
// not read a kind cannot name one of it.
async function namesOnlyItsOwn(
  viewer: Viewer,
  tx: Tx,
  { project, template }: EntryChange,
  entries: readonly NewEntry[],
  making: ReadonlyMap<string, string> = new Map(),
): Promise<boolean> {
  const wanted: (readonly [id: string, kinds: readonly string[]])[] = []
  const people: string[] = []
  for (const { kind, content } of entries)
    for (const field of kindOf(template, kind)?.fields ?? [])
      if (field.type === 'entry' || field.type === 'entries')
        for (const id of listOf(content, field.name)) wanted.push([id, field.kinds])
      else if (field.type === 'person') people.push(...listOf(content, field.name))
  if (!(await areOnTeam(viewer, tx, project, people))) return false
  if (wanted.length === 0) return true
  const rows = await tx
    .selectFrom('project_entry')
    .select(['id', 'kind'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('kind', 'in', [...new Set(wanted.flatMap(([, kinds]) => kinds))])
    .execute()
  const kindById = new Map([...making, ...rows.map(({ id, kind }) => [id, kind] as const)])
  return wanted.every(([id, allowed]) => {
    const kind = kindById.get(id)
    const named = kind === undefined ? undefined : kindOf(template, kind)
    return named !== undefined && allowed.includes(named.id) && mayReadKind(viewer, named)
  })
}

async function areOnTeam(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
  people: readonly string[],
): Promise<boolean> {
  if (people.length === 0) return true
  const rows = await tx
    .selectFrom('project_member')
    .select('person_id')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('until_on', 'is', null)
    .execute()
  const team = new Set(rows.map((row) => row.person_id))
  return people.every((id) => team.has(id))
}

const READ = [
  'id',
  'kind',
  'position',
  'content',
  'origin',
  'added_by',
  'added_as',
  'added_at',
  'written_by',
  'written_as',
  'written_at',
  'withdrawn_as',
  'withdrawn_at',
  'withdraw_reason',
  'version',
] as const

function entriesOf(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>) {
  return tx
    .selectFrom('project_entry')
    .select(READ)
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
}

function entryRow(viewer: Viewer, tx: Tx, id: string) {
  return tx.updateTable('project_entry').where('force_id', '=', viewer.forceId).where('id', '=', id)
}

type Row = Pick<Selectable<Tables['project_entry']>, (typeof READ)[number]>

// What JSON makes of a moment is its text.
function withInstants(row: ShallowDehydrateObject<Row>): Row {
  const { added_at, written_at, withdrawn_at } = row
  return {
    ...row,
    added_at: new Date(added_at),
    written_at: new Date(written_at),
    withdrawn_at: withdrawn_at === null ? null : new Date(withdrawn_at),
  }
}

/** A row as an entry, whole; what of it a viewer may read is `shownTo`. */
export function entryOf(row: Row): Entry {
  return {
    id: row.id as EntryId,
    kind: row.kind,
    position: row.position,
    content: row.content as Content,
    origin: row.origin as Origin,
    added: { by: row.added_by as PersonId, as: row.added_as, at: row.added_at },
    written: { by: row.written_by as PersonId, as: row.written_as, at: row.written_at },
    withdrawn:
      row.withdrawn_as && row.withdrawn_at
        ? { as: row.withdrawn_as, at: row.withdrawn_at, why: row.withdraw_reason ?? '' }
        : null,
    version: row.version,
  }
}

// `entry` names the row within its project's history, so that one entry's own history is found in it.
function audit(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { project, reopenReason }: EntryChange,
  entry: string | null,
  action: string,
  before: object | null,
  after: object,
) {
  return recordAudit(tx, viewer, at, {
    action,
    subject: { kind: 'project', id: project.id },
    before: before && { entry, ...before },
    after: { ...(entry ? { entry } : {}), ...after, ...(reopenReason ? { reopenReason } : {}) },
  })
}
