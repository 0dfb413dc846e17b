import { isStaff, maySignOff, maySupervise, type PersonId, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Tx } from '#platform/db/index.ts'

import type {
  AreaReason,
  Decision,
  DecisionId,
  DecisionState,
  DecisionSummary,
  FrozenDecision,
  Signed,
} from './decision.ts'

/** One decision with its reasons, or `null` when there is none for this viewer. Two reads by primary key. */
export async function findDecision(
  viewer: Viewer,
  tx: Tx,
  id: DecisionId,
  lock: 'for-update' | 'none' = 'none',
): Promise<Decision | null> {
  if (!isStaff(viewer)) return null
  let query = tx
    .selectFrom('decision')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', id)
  if (lock === 'for-update') query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row ? toDecision(row, await listReasons(viewer, tx, id)) : null
}

async function listReasons(viewer: Viewer, tx: Tx, id: DecisionId): Promise<AreaReason[]> {
  const rows = await tx
    .selectFrom('decision_reason')
    .select(['area_code', 'reason', 'version'])
    .where('force_id', '=', viewer.forceId)
    .where('decision_id', '=', id)
    .orderBy('area_code')
    .execute()
  return rows.map((row) => ({
    areaCode: row.area_code as AreaCode,
    reason: row.reason,
    version: row.version,
  }))
}

/** Newest first, one page; `total` counts all that match. Served by `decision_by_state` and `decision_live_by_area`. */
export async function listDecisions(
  viewer: Viewer,
  tx: Tx,
  filter: Readonly<{ screeningId?: string; state?: DecisionState | undefined }>,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ decisions: DecisionSummary[]; total: number }> {
  if (!isStaff(viewer)) return { decisions: [], total: 0 }
  let query = tx
    .selectFrom('decision')
    .innerJoin('screening', (join) =>
      join
        .onRef('screening.id', '=', 'decision.screening_id')
        .onRef('screening.force_id', '=', 'decision.force_id'),
    )
    .where('decision.force_id', '=', viewer.forceId)
  if (filter.screeningId) query = query.where('decision.screening_id', '=', filter.screeningId)
  if (filter.state) query = query.where('decision.state', '=', filter.state)
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select([
      'decision.id',
      'decision.screening_id',
      'screening.name as screening_name',
      'decision.state',
      'decision.area_code',
      'decision.place_name',
      'decision.drafted_as',
      'decision.drafted_at',
      'decision.project_number',
    ])
    .orderBy('decision.drafted_at', 'desc')
    .orderBy('decision.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const decisions = rows.map((row) => ({
    id: row.id as DecisionId,
    screeningId: row.screening_id,
    screeningName: row.screening_name,
    state: row.state as DecisionState,
    areaCode: row.area_code as AreaCode,
    placeName: row.place_name,
    draftedAs: row.drafted_as,
    draftedAt: row.drafted_at,
    projectNumber: row.project_number,
  }))
  return { decisions, total }
}

/** A decision that the viewer's own step would move on. */
export type WaitingDecision = Readonly<{ id: string; placeName: string; state: DecisionState }>

/**
 * What waits for this viewer, oldest first, at most 20: decided ones for those who may sign off (never their own),
 * drafts and returned ones for those who may decide [D3, D4]. Served by `decision_by_state`.
 */
export async function listWaiting(viewer: Viewer, tx: Tx): Promise<WaitingDecision[]> {
  const states: DecisionState[] = [
    ...(maySignOff(viewer) ? (['decided'] as const) : []),
    ...(maySupervise(viewer) ? (['draft', 'returned'] as const) : []),
  ]
  if (states.length === 0) return []
  const rows = await tx
    .selectFrom('decision')
    .select(['id', 'place_name', 'state'])
    .where('force_id', '=', viewer.forceId)
    .where('state', 'in', states)
    .where((eb) => eb.or([eb('state', '<>', 'decided'), eb('decided_by', '<>', viewer.personId)]))
    .orderBy('drafted_at')
    .limit(20)
    .execute()
  return rows.map((row) => ({ id: row.id, placeName: row.place_name, state: row.state as DecisionState }))
}

type Row = Awaited<ReturnType<typeof rowShape>>
// Only for its type: the shape `selectAll` gives.
const rowShape = (tx: Tx) => tx.selectFrom('decision').selectAll().executeTakeFirstOrThrow()

function toDecision(row: Row, reasons: AreaReason[]): Decision {
  const signed = (by: string | null, as: string | null, at: Date | null): Signed | null =>
    by && as && at ? { by: by as PersonId, as, at } : null
  const returned = signed(row.returned_by, row.returned_as, row.returned_at)
  const withdrawn = signed(row.withdrawn_by, row.withdrawn_as, row.withdrawn_at)
  return {
    id: row.id as DecisionId,
    screeningId: row.screening_id,
    state: row.state as DecisionState,
    areaCode: row.area_code as AreaCode,
    text: {
      reason: row.reason,
      placeName: row.place_name,
      areaCodes: row.area_codes as AreaCode[],
      boundaryReason: row.boundary_reason,
      exceptions: {
        'short-period': row.exception_short_period,
        'outside-top-band': row.exception_outside_top_band,
      },
      leadOfficerId: row.lead_officer_id as PersonId | null,
      supervisorId: row.supervisor_id as PersonId | null,
    },
    reasons,
    drafted: { by: row.drafted_by as PersonId, as: row.drafted_as, at: row.drafted_at },
    decided: signed(row.decided_by, row.decided_as, row.decided_at),
    signedOff: signed(row.signed_off_by, row.signed_off_as, row.signed_off_at),
    returned: returned && { ...returned, why: row.return_reason ?? '' },
    withdrawn: withdrawn && { ...withdrawn, why: row.withdraw_reason ?? '' },
    frozen: row.frozen as FrozenDecision | null,
    projectNumber: row.project_number,
    version: row.version,
    textVersion: row.text_version,
  }
}
