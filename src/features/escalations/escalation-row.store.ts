import type { Selectable } from 'kysely'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tables, Tx } from '#platform/db/index.ts'
import { ACTS_IN, type Act } from './escalation.access.ts'
import type { EscalationState } from './escalation.ts'

export type EscalationRow = Selectable<Tables['escalation']>

/** What a page showed of what it acts on [E15]. */
export type ReadVersion = Readonly<{ id: string; version: number }>

export type ActRefusal =
  | 'not-your-role'
  | 'absent'
  /** It is not what its page showed. */
  | 'changed'
  /** It is past the state this act is for. */
  | 'wrong-state'
  /** It is answered with the regional issue it is joined to. */
  | 'joined'
  | 'closed'
  | 'not-at-level'
  | 'names-another'
  | 'no-answer'

/** Locks the row and gives it, if it is what was shown and in a state the act is for. */
export async function lockFor(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  act: Act,
  read: ReadVersion,
): Promise<Outcome<EscalationRow, ActRefusal>> {
  const row = await tx
    .selectFrom('escalation')
    .selectAll()
    .where('force_id', '=', scope.forceId)
    .where('id', '=', read.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refused('absent')
  const isInState = (ACTS_IN[act] as readonly EscalationState[]).includes(row.state as EscalationState)
  // A closing without an answer is told apart from one that comes too late [E4].
  if (act === 'close' && row.answer === null) return refused('no-answer')
  if (row.version !== read.version) return refused('changed')
  if (!isInState) return refused('wrong-state')
  // What is joined is withdrawn by itself, and moves otherwise only with its issue until that is answered [E13].
  if (row.issue_id !== null && !['withdraw', 'close', 'wasDone'].includes(act)) return refused('joined')
  return done(row)
}

/** What an act puts in a row. */
export type Change = Readonly<Partial<Omit<EscalationRow, 'force_id' | 'id' | 'project_id' | 'version'>>>

/**
 * [E13] Changes an escalation or issue and everything joined to it that is unanswered, raises their versions, and puts
 * each in its own history. Gives the rows as they are then, the first being the one named.
 */
export async function changeWithJoined(
  scope: Scope,
  tx: Tx,
  at: Date,
  id: string,
  action: string,
  change: Change,
  joined: Change = change,
): Promise<EscalationRow[]> {
  const set = (fields: Change) =>
    tx
      .updateTable('escalation')
      .set((eb) => ({ ...fields, version: eb('version', '+', 1) }))
      .where('force_id', '=', scope.forceId)
      .returningAll()
  const rows = [
    ...(await set(change).where('id', '=', id).execute()),
    ...(await set(joined)
      .where('issue_id', '=', id)
      .where('state', 'in', ['raised', 'acknowledged'])
      .execute()),
  ]
  for (const row of rows) await auditOf(scope, tx, at, row, action, saidOf(row.id === id ? change : joined))
  return rows
}

// What was emptied, and instants and people that the history has of its own, say nothing more to whoever reads it.
function saidOf(change: Change): object {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([name, value]) => value !== null && !/(_at|closed_by|written_by)$/.test(name),
    ),
  )
}

/**
 * Puts an act in the history of the escalation's project, under `entry`, or of the regional issue itself. Where nobody
 * is named in the scope, it is the system's.
 */
export function auditOf(
  scope: Scope,
  tx: Tx,
  at: Date,
  row: Readonly<{ id: string; project_id: string | null }>,
  action: string,
  after: object,
  before?: object,
): Promise<void> {
  return recordAudit(tx, scope, at, {
    action,
    subject: row.project_id
      ? { kind: 'project', id: row.project_id }
      : { kind: 'regional issue', id: row.id },
    ...(before ? { before: { entry: row.id, ...before } } : {}),
    after: { entry: row.id, ...after },
  })
}

/** Escalations and issues, each with its project and with who is asked, where it has them. */
export function withProjectAndContact(tx: Tx) {
  return tx
    .selectFrom('escalation')
    .leftJoin('project', (join) =>
      join
        .onRef('project.force_id', '=', 'escalation.force_id')
        .onRef('project.id', '=', 'escalation.project_id'),
    )
    .leftJoin('escalation_contact as contact', (join) =>
      join
        .onRef('contact.force_id', '=', 'escalation.force_id')
        .onRef('contact.id', '=', 'escalation.contact_id'),
    )
}

/** The open projects that rows are of, by id: whoever locks them in this order never waits in a ring. */
export function listOpenProjectsOf(
  { forceId }: Pick<Scope, 'forceId'>,
  tx: Tx,
  rows: readonly Pick<EscalationRow, 'project_id'>[],
): Promise<{ id: string; state: string }[]> {
  const ids = rows.flatMap(({ project_id }) => project_id ?? [])
  return tx
    .selectFrom('project')
    .select(['id', 'state'])
    .where('force_id', '=', forceId)
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute()
}
