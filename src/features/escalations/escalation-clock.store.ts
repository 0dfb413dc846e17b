import type { Scope, Tx } from '#platform/db/index.ts'
import { findStanding } from './contact.store.ts'
import { type EscalationState, isMissed } from './escalation.ts'
import { changeWithJoined, type EscalationRow } from './escalation-row.store.ts'
import { clockFrom, levelAbove, levelName, type Settings } from './ladder.ts'

/**
 * [E7] Escalations and issues with a clock of their own that was missed before a day, longest first; at most 1,000.
 * Served by `escalation_by_state`.
 */
export async function listMissed(scope: Pick<Scope, 'forceId'>, tx: Tx, today: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('escalation')
    .select('id')
    .where('force_id', '=', scope.forceId)
    .where('issue_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'raised'), eb('acknowledge_by', '<', today)]),
        eb.and([eb('state', '=', 'acknowledged'), eb('answer_by', '<', today)]),
      ]),
    )
    .orderBy('asked_on')
    .orderBy('id')
    .limit(1000)
    .execute()
  return rows.map(({ id }) => id)
}

/** [E9] Those of which something is due by a day and was not missed before `today`; at most 1,000. */
export async function listDueBy(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  today: string,
  by: string,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('escalation')
    .select('id')
    .where('force_id', '=', scope.forceId)
    .where('issue_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'raised'), eb.between('acknowledge_by', today, by)]),
        eb.and([eb('state', '=', 'acknowledged'), eb.between('answer_by', today, by)]),
      ]),
    )
    .orderBy('id')
    .limit(1000)
    .execute()
  return rows.map(({ id }) => id)
}

/** What a move up changed: the rows, the first being the one whose clock was missed. */
export type Move = Readonly<{ rows: readonly EscalationRow[]; isAtTop: boolean }>

/**
 * [E7] Moves one up a level if its clock is still missed, with everything joined to it; `null` where it is not. Two nodes
 * at once: the second waits for the row, finds the clock running again, and does nothing. At the top nothing changes.
 */
export async function moveUp(
  scope: Scope,
  tx: Tx,
  when: Readonly<{ at: Date; today: string; settings: Settings }>,
  id: string,
): Promise<Move | null> {
  const { at, today, settings } = when
  const row = await tx
    .selectFrom('escalation')
    .selectAll()
    .where('force_id', '=', scope.forceId)
    .where('id', '=', id)
    .where('issue_id', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !isMissed(clockOf(row), today)) return null
  const above = levelAbove(settings, row.level)
  if (!above || above.id === row.level) return { rows: [row], isAtTop: true }
  const standing = await findStanding(scope, tx, {
    level: above.id,
    organisation: row.organisation,
    areaCode: await areaOf(scope, tx, row.project_id),
  })
  const to = standing
    ? `${standing.name}, ${standing.post}, ${standing.organisation}`
    : 'nobody is named at this level'
  const clock = clockFrom(settings, today)
  const rows = await changeWithJoined(
    scope,
    tx,
    at,
    id,
    `${row.state === 'raised' ? 'not acknowledged' : 'not answered'} in time: moved up to ${levelName(settings, above.id)}, ${to}`,
    {
      state: 'raised',
      level: above.id,
      contact_id: standing?.id ?? null,
      asked_on: clock.askedOn,
      acknowledge_by: clock.acknowledgeBy,
      answer_by: clock.answerBy,
      acknowledged_as: null,
      acknowledged_at: null,
    },
  )
  return { rows, isAtTop: false }
}

function clockOf(row: EscalationRow) {
  return {
    state: row.state as EscalationState,
    acknowledgeBy: row.acknowledge_by,
    answerBy: row.answer_by,
  }
}

async function areaOf(scope: Scope, tx: Tx, projectId: string | null): Promise<string | null> {
  if (projectId === null) return null
  const project = await tx
    .selectFrom('project')
    .select('area_code')
    .where('force_id', '=', scope.forceId)
    .where('id', '=', projectId)
    .executeTakeFirst()
  return project?.area_code ?? null
}
