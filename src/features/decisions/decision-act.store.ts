import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { freezeFigures } from '#core/screening/frozen-figures.ts'
import type { Screening } from '#core/screening/screening.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayAct } from './decision.access.ts'
import { findDecision } from './decision.store.ts'
import {
  type Act,
  type ActingRefusal,
  alternativesOf,
  type Decision,
  type DecisionId,
  type FrozenDecision,
  type SignedOffDecision,
  whatIsMissing,
} from './decision.ts'
import { listShortlist } from './shortlist.store.ts'

/** What the person acting had before them: acting on anything else is refused [D14]. */
export type Shown = Readonly<{ id: DecisionId; version: number }>

/** [D3] [D8]–[D12] Makes the decision and freezes what it rests on. */
export async function decide(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  shown: Shown,
  saved: Readonly<{ id: string; name: string; screening: Screening }>,
): Promise<Outcome<Decision, ActingRefusal>> {
  const opened = await open(viewer, tx, 'decide', shown)
  if (!opened.ok) return opened
  const decision = opened.value
  const shortlisted = (await listShortlist(viewer, tx, decision.screeningId)).map((entry) => entry.areaCode)
  if (whatIsMissing(decision, saved.screening, shortlisted).length) return refused('incomplete')
  const figures = freezeFigures(saved, decision.areaCode, decision.text.areaCodes, at)
  if (!figures) return refused('incomplete')
  const frozen: FrozenDecision = {
    figures,
    alternatives: alternativesOf(decision, saved.screening, shortlisted),
  }
  await updateDecision(viewer, tx, decision, {
    state: 'decided',
    decided_by: viewer.personId,
    decided_as: signature(viewer),
    decided_at: at,
    frozen: JSON.stringify(frozen),
  })
  await audit(viewer, tx, at, 'decision made', decision, {
    state: 'decided',
    text: decision.text,
    alternatives: frozen.alternatives.map(({ code, reason }) => ({ code, reason })),
    inputs: figures.inputs,
  })
  return done({ ...decision, state: 'decided', frozen })
}

/**
 * [D4] [D13] Signs the decision off and opens its project in the same transaction. The decision's row is locked
 * first, so of two inspectors the second finds it signed off; `openProject` gives the project's number.
 */
export async function signOff(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  shown: Shown,
  openProject: (tx: Tx, decision: SignedOffDecision) => Promise<string>,
): Promise<Outcome<string, ActingRefusal>> {
  const opened = await open(viewer, tx, 'sign-off', shown)
  if (!opened.ok) return opened
  const decision = opened.value
  const { decided, frozen } = decision
  if (!decided || !frozen) return refused('not-decided')
  const signedOff = { by: viewer.personId, as: signature(viewer), at }
  const projectNumber = await openProject(tx, { ...decision, decided, frozen, signedOff })
  await updateDecision(viewer, tx, decision, {
    state: 'signed off',
    signed_off_by: signedOff.by,
    signed_off_as: signedOff.as,
    signed_off_at: at,
    project_number: projectNumber,
  })
  await audit(viewer, tx, at, 'decision signed off', decision, { state: 'signed off', projectNumber })
  return done(projectNumber)
}

/** [D4] Sends it back to be put right. */
export async function returnDecision(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  shown: Shown,
  why: string,
): Promise<Outcome<true, ActingRefusal>> {
  const opened = await open(viewer, tx, 'return', shown)
  if (!opened.ok) return opened
  await updateDecision(viewer, tx, opened.value, {
    state: 'returned',
    returned_by: viewer.personId,
    returned_as: signature(viewer),
    returned_at: at,
    return_reason: why,
  })
  await audit(viewer, tx, at, 'decision returned', opened.value, { state: 'returned', why })
  return done(true)
}

/** [D5] Ends it without a project. */
export async function withdrawDecision(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  shown: Shown,
  why: string,
): Promise<Outcome<true, ActingRefusal>> {
  const opened = await open(viewer, tx, 'withdraw', shown)
  if (!opened.ok) return opened
  await updateDecision(viewer, tx, opened.value, {
    state: 'withdrawn',
    withdrawn_by: viewer.personId,
    withdrawn_as: signature(viewer),
    withdrawn_at: at,
    withdraw_reason: why,
  })
  await audit(viewer, tx, at, 'decision withdrawn', opened.value, { state: 'withdrawn', why })
  return done(true)
}

async function open(
  viewer: Viewer,
  tx: Tx,
  act: Act,
  shown: Shown,
): Promise<Outcome<Decision, ActingRefusal>> {
  const decision = await findDecision(viewer, tx, shown.id, 'for-update')
  if (!decision) return refused('absent')
  const allowed = mayAct(viewer, act, decision)
  if (!allowed.ok) return allowed
  return decision.version === shown.version ? done(decision) : refused('changed')
}

async function updateDecision(
  viewer: Viewer,
  tx: Tx,
  decision: Decision,
  changes: Readonly<
    Partial<{
      state: Decision['state']
      decided_by: string
      decided_as: string
      decided_at: Date
      frozen: string
      signed_off_by: string
      signed_off_as: string
      signed_off_at: Date
      project_number: string
      returned_by: string
      returned_as: string
      returned_at: Date
      return_reason: string
      withdrawn_by: string
      withdrawn_as: string
      withdrawn_at: Date
      withdraw_reason: string
    }>
  >,
): Promise<void> {
  await tx
    .updateTable('decision')
    .set({ ...changes, version: decision.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', decision.id)
    .execute()
}

function audit(viewer: Viewer, tx: Tx, at: Date, action: string, decision: Decision, after: unknown) {
  return recordAudit(tx, viewer, at, {
    action,
    subject: { kind: 'decision', id: decision.id },
    before: { state: decision.state },
    after,
  })
}
