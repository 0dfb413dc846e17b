import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { londonDay } from '#core/time/london-day.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayAct, mayPrepare } from './decision.access.ts'
import { findDecision } from './decision.store.ts'
import type { AreaReason, Decision, DecisionId, DecisionText, EditRefusal } from './decision.ts'

export type Draft = Readonly<{
  id: DecisionId
  screeningId: string
  areaCode: AreaCode
  placeName: string
  supervisorId: PersonId | null
}>

/**
 * [D2] [D6] Starts a decision on an area and gives its id. Where one is live already for that area of the screening,
 * gives that one: two people choosing the same place work on one draft.
 */
export async function draftDecision(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  draft: Draft,
): Promise<Outcome<DecisionId, 'not-your-role'>> {
  if (!mayPrepare(viewer)) return refused('not-your-role')
  const made = await tx
    .insertInto('decision')
    .values({
      force_id: viewer.forceId,
      id: draft.id,
      screening_id: draft.screeningId,
      state: 'draft',
      area_code: draft.areaCode,
      area_codes: [draft.areaCode],
      place_name: draft.placeName,
      supervisor_id: draft.supervisorId,
      drafted_by: viewer.personId,
      drafted_as: signature(viewer),
      drafted_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['force_id', 'screening_id', 'area_code'])
        .where('state', '<>', 'withdrawn')
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!made) {
    const live = await tx
      .selectFrom('decision')
      .select('id')
      .where('force_id', '=', viewer.forceId)
      .where('screening_id', '=', draft.screeningId)
      .where('area_code', '=', draft.areaCode)
      .where('state', '<>', 'withdrawn')
      .executeTakeFirstOrThrow()
    return done(live.id as DecisionId)
  }
  await recordAudit(tx, viewer, at, {
    action: 'decision drafted',
    subject: { kind: 'decision', id: draft.id },
    after: { screeningId: draft.screeningId, areaCode: draft.areaCode, placeName: draft.placeName },
  })
  return done(draft.id)
}

/** [D6] [D14] Replaces the words and the place, if they are still those that were read. */
export async function saveText(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: Readonly<{ id: DecisionId; textVersion: number }>,
  text: DecisionText,
): Promise<Outcome<true, EditRefusal>> {
  const decision = await findDecision(viewer, tx, read.id, 'for-update')
  if (!decision) return refused('absent')
  const allowed = mayAct(viewer, 'edit', decision)
  if (!allowed.ok) return allowed
  if (decision.textVersion !== read.textVersion) return refused('changed')
  if (!(await areOnStaff(viewer, tx, at, [text.leadOfficerId, text.supervisorId])))
    return refused('not-on-staff')
  await tx
    .updateTable('decision')
    .set({
      reason: text.reason,
      place_name: text.placeName,
      area_codes: [...new Set([decision.areaCode, ...text.areaCodes])],
      boundary_reason: text.boundaryReason,
      exception_short_period: text.exceptions['short-period'],
      exception_outside_top_band: text.exceptions['outside-top-band'],
      lead_officer_id: text.leadOfficerId,
      supervisor_id: text.supervisorId,
      version: decision.version + 1,
      text_version: decision.textVersion + 1,
    })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'decision text changed',
    subject: { kind: 'decision', id: read.id },
    before: decision.text,
    after: text,
  })
  return done(true)
}

/** [D8] [D14] Gives each area its own copy of one reason, if the reasons are still those that were read. */
export async function saveReasons(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: DecisionId,
  areas: readonly Readonly<{ areaCode: AreaCode; version: number }>[],
  reason: string,
): Promise<Outcome<true, EditRefusal>> {
  const decision = await findDecision(viewer, tx, id, 'for-update')
  if (!decision) return refused('absent')
  const allowed = mayAct(viewer, 'edit', decision)
  if (!allowed.ok) return allowed
  const before = areas.map((area) => reasonFor(decision, area.areaCode))
  if (areas.some((area, index) => (before[index]?.version ?? 0) !== area.version)) return refused('changed')
  await tx
    .insertInto('decision_reason')
    .values(
      areas.map(({ areaCode, version }) => ({
        force_id: viewer.forceId,
        decision_id: id,
        area_code: areaCode,
        reason,
        written_by: viewer.personId,
        written_at: at,
        version: version + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['force_id', 'decision_id', 'area_code']).doUpdateSet((eb) => ({
        reason: eb.ref('excluded.reason'),
        written_by: eb.ref('excluded.written_by'),
        written_at: eb.ref('excluded.written_at'),
        version: eb.ref('excluded.version'),
      })),
    )
    .execute()
  await tx
    .updateTable('decision')
    .set({ version: decision.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', id)
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'reasons written',
    subject: { kind: 'decision', id },
    before: before.filter((one) => one !== undefined),
    after: { areaCodes: areas.map((area) => area.areaCode), reason },
  })
  return done(true)
}

export function reasonFor(decision: Pick<Decision, 'reasons'>, areaCode: AreaCode): AreaReason | undefined {
  return decision.reasons.find((reason) => reason.areaCode === areaCode)
}

// [D11] Active people of the force who are officers or supervisors that day.
async function areOnStaff(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  people: readonly (PersonId | null)[],
): Promise<boolean> {
  const ids = [...new Set(people.filter((id) => id !== null))]
  if (ids.length === 0) return true
  const today = londonDay(at)
  const rows = await tx
    .selectFrom('person')
    .select('person.id')
    .where('person.force_id', '=', viewer.forceId)
    .where('person.is_active', '=', true)
    .where('person.id', 'in', ids)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('role_held')
          .select('role_held.id')
          .whereRef('role_held.force_id', '=', 'person.force_id')
          .whereRef('role_held.person_id', '=', 'person.id')
          .where('role_held.role', 'in', ['officer', 'supervisor'])
          .where('role_held.from_on', '<=', today)
          .where((until) =>
            until.or([until('role_held.until_on', 'is', null), until('role_held.until_on', '>=', today)]),
          ),
      ),
    )
    .execute()
  return rows.length === ids.length
}
