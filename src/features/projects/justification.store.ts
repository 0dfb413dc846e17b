import { signature } from '#core/access/signature.ts'
import { maySignOff, type PersonId, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type {
  ItemContent,
  ItemKind,
  ItemRefusal,
  JustificationItem,
  NewItem,
  StepRefusal,
  Strength,
} from './justification-item.ts'
import { mayWrite } from './project.access.ts'
import type { Project } from './project.ts'

/** Step 1's entries in page order, withdrawn ones among them. Served by `justification_item_by_project`. */
export async function listItems(
  viewer: Viewer,
  tx: Tx,
  project: Pick<Project, 'id'>,
): Promise<JustificationItem[]> {
  const rows = await tx
    .selectFrom('justification_item')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .orderBy('kind')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as ItemKind,
    position: row.position,
    title: row.title,
    detail: row.detail,
    source: row.source,
    datedFrom: row.dated_from,
    dated: row.dated,
    strength: row.strength as Strength | null,
    origin: row.origin as JustificationItem['origin'],
    written: { by: row.written_by as PersonId, as: row.written_as, at: row.written_at },
    withdrawn:
      row.withdrawn_as && row.withdrawn_at
        ? { as: row.withdrawn_as, at: row.withdrawn_at, why: row.withdraw_reason ?? '' }
        : null,
    version: row.version,
  }))
}

/** A change to Step 1: `reopenReason` is used where the step is signed off [P8] and ignored where it is not. */
export type StepChange = Readonly<{ project: Pick<Project, 'id' | 'state'>; reopenReason: string }>

/** [P7] Adds an entry written by a person, at the end of its kind. */
export async function addItem(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: StepChange,
  id: string,
  item: NewItem,
): Promise<Outcome<true, ItemRefusal>> {
  const ready = await readyToChange(viewer, tx, at, change)
  if (!ready.ok) return ready
  const { last } = await tx
    .selectFrom('justification_item')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'))
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', change.project.id)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('justification_item')
    .values({
      force_id: viewer.forceId,
      id,
      project_id: change.project.id,
      kind: item.kind,
      position: last + 1,
      ...columnsOf(item),
      origin: 'person',
      written_by: viewer.personId,
      written_as: signature(viewer),
      written_at: at,
    })
    .execute()
  await audit(viewer, tx, at, change, `${item.kind} added`, null, { id, ...item })
  return done(true)
}

/** [P7] [P11] Corrects an entry, if it is still what was read. */
export async function correctItem(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: StepChange,
  read: Readonly<{ id: string; version: number }>,
  content: ItemContent,
): Promise<Outcome<true, ItemRefusal>> {
  const opened = await openItem(viewer, tx, at, change, read)
  if (!opened.ok) return opened
  const before = opened.value
  await tx
    .updateTable('justification_item')
    .set({
      ...columnsOf(content),
      written_by: viewer.personId,
      written_as: signature(viewer),
      written_at: at,
      version: read.version + 1,
    })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .execute()
  await audit(viewer, tx, at, change, `${before.kind} corrected`, before, { id: read.id, ...content })
  return done(true)
}

/** [P7] Withdraws an entry with a reason; it stays on the record. */
export async function withdrawItem(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: StepChange,
  read: Readonly<{ id: string; version: number }>,
  why: string,
): Promise<Outcome<true, ItemRefusal>> {
  const opened = await openItem(viewer, tx, at, change, read)
  if (!opened.ok) return opened
  await tx
    .updateTable('justification_item')
    .set({
      withdrawn_by: viewer.personId,
      withdrawn_as: signature(viewer),
      withdrawn_at: at,
      withdraw_reason: why,
      version: read.version + 1,
    })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .execute()
  await audit(viewer, tx, at, change, `${opened.value.kind} withdrawn`, opened.value, { id: read.id, why })
  return done(true)
}

/** [P9] Signs a reopened Step 1 off again, if it is still what was shown. */
export async function signOffStepOne(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Pick<Project, 'id' | 'state'>,
  shownVersion: number,
): Promise<Outcome<true, StepRefusal>> {
  if (!maySignOff(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  const step = await lockStepOne(viewer, tx, project)
  if (step.state !== 'reopened') return refused('not-reopened')
  if (step.reopened_by === viewer.personId) return refused('same-person')
  if (step.version !== shownVersion) return refused('changed')
  await stepOne(viewer, tx, project)
    .set({
      state: 'signed off',
      signed_off_by: viewer.personId,
      signed_off_as: signature(viewer),
      signed_off_at: at,
      version: step.version + 1,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'Step 1 signed off',
    subject: { kind: 'project', id: project.id },
    before: { state: step.state },
    after: { state: 'signed off' },
  })
  return done(true)
}

// Changes to Step 1 go one at a time behind its row, so that a sign-off never slips between two of them unseen: each
// raises the version that a sign-off must match.
async function readyToChange(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { project, reopenReason }: StepChange,
): Promise<Outcome<true, ItemRefusal>> {
  if (!mayWrite(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  const step = await lockStepOne(viewer, tx, project)
  const reopens = step.state === 'signed off'
  const why = reopenReason.trim()
  if (reopens && !why) return refused('needs-reopen-reason')
  await stepOne(viewer, tx, project)
    .set({
      version: step.version + 1,
      ...(reopens
        ? {
            state: 'reopened',
            reopened_by: viewer.personId,
            reopened_as: signature(viewer),
            reopened_at: at,
            reopen_reason: why,
          }
        : {}),
    })
    .execute()
  return done(true)
}

async function openItem(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  change: StepChange,
  read: Readonly<{ id: string; version: number }>,
): Promise<Outcome<{ id: string; kind: string } & ItemContent, ItemRefusal>> {
  if (!mayWrite(viewer)) return refused('not-your-role')
  const row = await tx
    .selectFrom('justification_item')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', change.project.id)
    .where('id', '=', read.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refused('absent')
  if (row.withdrawn_by) return refused('withdrawn')
  if (row.version !== read.version) return refused('changed')
  const ready = await readyToChange(viewer, tx, at, change)
  if (!ready.ok) return ready
  const { id, kind, title, detail, source, dated, dated_from, strength } = row
  return done({
    id,
    kind,
    title,
    detail,
    source,
    dated,
    datedFrom: dated_from,
    strength: strength as Strength | null,
  })
}

function columnsOf(content: ItemContent) {
  const { title, detail, source, dated, datedFrom, strength } = content
  return { title, detail, source, dated, dated_from: datedFrom, strength }
}

function lockStepOne(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>) {
  return tx
    .selectFrom('project_step')
    .select(['state', 'version', 'reopened_by'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('step', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

function stepOne(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>) {
  return tx
    .updateTable('project_step')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('step', '=', 1)
}

function audit(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { project, reopenReason }: StepChange,
  action: string,
  before: unknown,
  after: object,
) {
  return recordAudit(tx, viewer, at, {
    action,
    subject: { kind: 'project', id: project.id },
    before,
    after: reopenReason.trim() ? { ...after, reopenReason: reopenReason.trim() } : after,
  })
}
