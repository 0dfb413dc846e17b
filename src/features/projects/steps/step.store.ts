import { sql } from 'kysely'
import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayWrite } from '../project.access.ts'
import type { Project, ProjectId, StepRecord, StepState } from '../project.ts'
import { isOtherPerson, isWaitingForSignOff, maySignOffStep, type SignOffRefusal } from './step-rules.ts'

// A step's states. Not started: nothing is written. In progress: the first entry brings it here. Ready for sign-off:
// somebody who writes here says so. Signed off: by whoever may (step-rules.ts), another person than said so. Reopened:
// a change after sign-off brings it here, with its reason; so does asking for it. Every change of an entry goes through
// the step's row and raises its version, so that a sign-off never slips between two changes unseen.

type OfProject = Pick<Project, 'id' | 'state'>

/** The eight steps of a project, in order. */
export async function listSteps(viewer: Viewer, tx: Tx, projectId: ProjectId): Promise<StepRecord[]> {
  const rows = await tx
    .selectFrom('project_step')
    .leftJoin('person as owner', (join) =>
      join
        .onRef('owner.id', '=', 'project_step.owner_id')
        .onRef('owner.force_id', '=', 'project_step.force_id'),
    )
    .selectAll('project_step')
    .select('owner.name as owner_name')
    .where('project_step.force_id', '=', viewer.forceId)
    .where('project_step.project_id', '=', projectId)
    .orderBy('step')
    .execute()
  return rows.map((row) => ({
    step: row.step as StepNumber,
    state: row.state as StepState,
    owner:
      row.owner_id === null ? null : { id: row.owner_id as PersonId, name: row.owner_name ?? 'Nobody now' },
    ready: signed(row.ready_by, row.ready_as, row.ready_at),
    signedOff: signed(row.signed_off_by, row.signed_off_as, row.signed_off_at),
    reopened: withWhy(signed(row.reopened_by, row.reopened_as, row.reopened_at), row.reopen_reason),
    version: row.version,
  }))
}

function signed(by: string | null, as: string | null, at: Date | null) {
  return by && as && at ? { by: by as PersonId, as, at } : null
}

function withWhy<Signed extends object>(signed: Signed | null, why: string | null) {
  return signed && { ...signed, why: why ?? '' }
}

/**
 * Readies a step for a change of its entries: brings it to life, or reopens it where it is signed off, for which
 * `reopenReason` is needed [P8] and otherwise not used; with `null` it stays signed off [P24]. Locks the step's row until
 * the transaction ends.
 */
export async function touchStep(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  step: StepNumber,
  reopenReason: string | null,
): Promise<Outcome<true, 'needs-reopen-reason' | 'closed'>> {
  if (project.state !== 'open') return refused('closed')
  const row = await lockStep(viewer, tx, project, step)
  const reopens = row.state === 'signed off' && reopenReason !== null
  if (reopens && !reopenReason) return refused('needs-reopen-reason')
  await stepRow(viewer, tx, project, step)
    .set({
      version: row.version + 1,
      // An entry written as of an earlier day does not make the step look as if nothing had moved since.
      changed_at: sql<Date>`greatest(changed_at, ${at}::timestamptz)`,
      ...(row.state === 'not started' ? { state: 'in progress' } : {}),
      ...(reopens ? reopening(viewer, at, reopenReason) : {}),
    })
    .execute()
  return done(true)
}

/** [P22] Says that a step is ready to be signed off. */
export async function sayReady(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  read: Readonly<{ step: StepNumber; version: number }>,
): Promise<Outcome<true, SignOffRefusal>> {
  if (!mayWrite(viewer)) return refused('not-your-role')
  const row = await lockedAsRead(viewer, tx, project, read)
  if (!row.ok) return row
  const isInWork = row.value.state === 'in progress' || row.value.state === 'reopened'
  // A reopened Step 1 goes straight back to an inspector [P9].
  if (!isInWork || read.step === 1) return refused('not-ready')
  return moveTo(viewer, tx, at, project, read.step, row.value, 'ready for sign-off', {
    ready_by: viewer.personId,
    ready_as: signature(viewer),
    ready_at: at,
  })
}

/** [P9] [P21] [P22] Signs a step off, if it is still what was shown. `missing` is what `stillNeeded` found. */
export async function signOffStep(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  read: Readonly<{ step: StepNumber; version: number }>,
  missing: readonly string[],
): Promise<Outcome<true, SignOffRefusal>> {
  if (!maySignOffStep(viewer, read.step)) return refused('not-your-role')
  const row = await lockedAsRead(viewer, tx, project, read)
  if (!row.ok) return row
  const steps = await listSteps(viewer, tx, project.id)
  const step = steps.find((one) => one.step === read.step) as StepRecord
  if (!isWaitingForSignOff(step)) return refused('not-ready')
  if (!isOtherPerson(viewer.personId, step)) return refused('same-person')
  if (missing.length > 0) return refused('still-needed')
  return moveTo(viewer, tx, at, project, read.step, row.value, 'signed off', {
    signed_off_by: viewer.personId,
    signed_off_as: signature(viewer),
    signed_off_at: at,
  })
}

/** [P8] Sends a step back to work, with a reason: from signed off, or from ready by who would sign it off. */
export async function reopenStep(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  read: Readonly<{ step: StepNumber; version: number }>,
  why: string,
): Promise<Outcome<true, SignOffRefusal>> {
  if (!mayWrite(viewer) && !maySignOffStep(viewer, read.step)) return refused('not-your-role')
  const row = await lockedAsRead(viewer, tx, project, read)
  if (!row.ok) return row
  if (row.value.state !== 'signed off' && row.value.state !== 'ready for sign-off')
    return refused('not-ready')
  return moveTo(viewer, tx, at, project, read.step, row.value, 'reopened', reopening(viewer, at, why))
}

/** [P20] Names who answers for a step, or nobody; somebody on the team today. */
export async function setStepOwner(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  read: Readonly<{ step: StepNumber; version: number }>,
  ownerId: PersonId | null,
): Promise<Outcome<true, SignOffRefusal | 'not-on-team'>> {
  if (!mayWrite(viewer)) return refused('not-your-role')
  const row = await lockedAsRead(viewer, tx, project, read)
  if (!row.ok) return row
  if (ownerId !== null) {
    const member = await tx
      .selectFrom('project_member')
      .select('id')
      .where('force_id', '=', viewer.forceId)
      .where('project_id', '=', project.id)
      .where('person_id', '=', ownerId)
      .where('until_on', 'is', null)
      .executeTakeFirst()
    if (!member) return refused('not-on-team')
  }
  await stepRow(viewer, tx, project, read.step)
    .set({ owner_id: ownerId, version: row.value.version + 1 })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: `Step ${read.step} given an owner`,
    subject: { kind: 'project', id: project.id },
    before: { ownerId: row.value.owner_id },
    after: { ownerId },
  })
  return done(true)
}

type Locked = Readonly<{ state: string; version: number; owner_id: string | null }>

function lockStep(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>, step: StepNumber): Promise<Locked> {
  return tx
    .selectFrom('project_step')
    .select(['state', 'version', 'owner_id'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('step', '=', step)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function lockedAsRead(
  viewer: Viewer,
  tx: Tx,
  project: OfProject,
  read: Readonly<{ step: StepNumber; version: number }>,
): Promise<Outcome<Locked, 'closed' | 'changed'>> {
  if (project.state !== 'open') return refused('closed')
  const row = await lockStep(viewer, tx, project, read.step)
  return row.version === read.version ? done(row) : refused('changed')
}

async function moveTo(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  step: StepNumber,
  before: Locked,
  state: StepState,
  columns: Readonly<Record<string, string | Date>>,
): Promise<Outcome<true, never>> {
  await stepRow(viewer, tx, project, step)
    .set({ ...columns, state, version: before.version + 1, changed_at: at })
    .execute()
  const why = columns.reopen_reason
  await recordAudit(tx, viewer, at, {
    action: `Step ${step} ${state === 'ready for sign-off' ? 'said to be ready' : state}`,
    subject: { kind: 'project', id: project.id },
    before: { state: before.state },
    after: { state, ...(why ? { why } : {}) },
  })
  return done(true)
}

function reopening(viewer: Viewer, at: Date, why: string) {
  return {
    state: 'reopened',
    reopened_by: viewer.personId,
    reopened_as: signature(viewer),
    reopened_at: at,
    reopen_reason: why,
  }
}

function stepRow(viewer: Viewer, tx: Tx, project: Pick<Project, 'id'>, step: StepNumber) {
  return tx
    .updateTable('project_step')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('step', '=', step)
}

/** A step that waits for somebody's sign-off. */
export type WaitingStep = Readonly<{ number: string; placeName: string; step: StepNumber }>

/** [P9] [P22] Steps that this person may sign off and that wait for it, longest first; at most twenty. */
export async function listWaitingSteps(viewer: Viewer, tx: Tx): Promise<WaitingStep[]> {
  const steps = STEP_NUMBERS.filter((step) => maySignOffStep(viewer, step))
  if (steps.length === 0) return []
  const rows = await tx
    .selectFrom('project_step')
    .innerJoin('project', (join) =>
      join
        .onRef('project.id', '=', 'project_step.project_id')
        .onRef('project.force_id', '=', 'project_step.force_id'),
    )
    .select(['project.number', 'project.place_name', 'project_step.step'])
    .where('project_step.force_id', '=', viewer.forceId)
    .where('project.state', '=', 'open')
    .where('step', 'in', steps)
    .where((eb) =>
      eb.or([
        eb.and([eb('project_step.state', '=', 'ready for sign-off'), eb('ready_by', '<>', viewer.personId)]),
        eb.and([
          eb('step', '=', 1),
          eb('project_step.state', '=', 'reopened'),
          eb('reopened_by', '<>', viewer.personId),
        ]),
      ]),
    )
    .orderBy('changed_at')
    .limit(20)
    .execute()
  return rows.map((row) => ({ number: row.number, placeName: row.place_name, step: row.step as StepNumber }))
}
