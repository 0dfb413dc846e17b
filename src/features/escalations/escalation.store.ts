import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { holds, isStaff, type PersonId, type Viewer } from '#core/access/viewer.ts'
import { heldOn, type Tables, type Tx } from '#platform/db/index.ts'
import { mayCarry, type Reading, readingOf } from './escalation.access.ts'
import {
  type AnswerCame,
  type AnswerOutcome,
  type Escalation,
  type EscalationId,
  type EscalationState,
  OPEN_STATES,
} from './escalation.ts'
import { withProjectAndContact } from './escalation-row.store.ts'

/** An escalation as far as somebody reads it [E1]: what they may not see is not in it. */
export type ReadEscalation = Escalation & Readonly<{ reading: Reading; isOnTeam: boolean }>

export const VIEWS = ['raised', 'to-answer', 'all'] as const
export type View = (typeof VIEWS)[number]

export const AGES = ['overdue', 'over-14-days', 'over-30-days', 'over-90-days', 'past-done-by'] as const
export type Age = (typeof AGES)[number]

export type EscalationFilter = Readonly<{
  view: View
  state: EscalationState | 'unanswered' | ''
  level: string
  /** At whose door, as the list by organisation names it. */
  organisation: string
  age: Age | ''
  kind: 'project' | 'issue' | ''
  search: string
}>

/**
 * [E1] One page of what this viewer reads, those due soonest first and settled ones after, newest first. Served by
 * `escalation_by_state`; a force has some thousands.
 */
export async function listEscalations(
  viewer: Viewer,
  tx: Tx,
  today: string,
  filter: EscalationFilter,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ escalations: ReadEscalation[]; total: number }> {
  const query = filtered(viewer, escalations(viewer, tx, today), today, filter)
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy(sql`escalation.state not in ('raised', 'acknowledged')`)
    .orderBy(
      sql`case escalation.state when 'raised' then escalation.acknowledge_by
        when 'acknowledged' then escalation.answer_by end`,
    )
    .orderBy('escalation.raised_at', 'desc')
    .orderBy('escalation.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { escalations: rows.map((row) => asRead(viewer, row)), total }
}

/** [E1] One escalation or regional issue; `null` where there is none for this viewer. */
export async function findEscalation(
  viewer: Viewer,
  tx: Tx,
  today: string,
  id: string,
): Promise<ReadEscalation | null> {
  const row = await escalations(viewer, tx, today).where('escalation.id', '=', id).executeTakeFirst()
  return row ? asRead(viewer, row) : null
}

/** A project's escalations in the order they were raised, as far as this viewer reads them. */
export async function listOfProject(
  viewer: Viewer,
  tx: Tx,
  today: string,
  projectId: string,
): Promise<ReadEscalation[]> {
  const rows = await escalations(viewer, tx, today)
    .where('escalation.project_id', '=', projectId)
    .orderBy('escalation.number')
    .execute()
  return rows.map((row) => asRead(viewer, row))
}

/** What is joined to a regional issue, by project and number. */
export async function listJoined(
  viewer: Viewer,
  tx: Tx,
  today: string,
  issueId: EscalationId,
): Promise<ReadEscalation[]> {
  const rows = await escalations(viewer, tx, today)
    .where('escalation.issue_id', '=', issueId)
    .orderBy('project.number')
    .orderBy('escalation.number')
    .execute()
  return rows.map((row) => asRead(viewer, row))
}

/** Unanswered escalations of projects that are joined to no issue, for the form that joins them; at most 500. */
export async function listJoinable(viewer: Viewer, tx: Tx, today: string): Promise<ReadEscalation[]> {
  if (!mayCarry(viewer)) return []
  const rows = await escalations(viewer, tx, today)
    .where('escalation.project_id', 'is not', null)
    .where('escalation.issue_id', 'is', null)
    .where('escalation.state', 'in', OPEN_STATES)
    .orderBy('escalation.barrier')
    .orderBy('escalation.id')
    .limit(500)
    .execute()
  return rows.map((row) => asRead(viewer, row))
}

/** One door and what lies at it. */
export type Door = Readonly<{
  organisation: string
  unanswered: number
  overdue: number
  /** How many of them are answered with a regional issue. */
  joined: number
  oldestAskedOn: string
}>

/** [E12] Unanswered escalations of projects by organisation: most overdue first. Staff only. */
export async function listDoors(viewer: Viewer, tx: Tx, today: string): Promise<Door[]> {
  if (!isStaff(viewer)) return []
  const { rows } = await sql<Door>`select min(door) as organisation, count(*)::int as unanswered,
      (count(*) filter (where due < ${today}::date))::int as overdue,
      count(issue_id)::int as joined, min(raised_on)::text as "oldestAskedOn"
    from (
      select coalesce(contact.organisation, e.organisation) as door, e.issue_id,
        (e.raised_at at time zone 'Europe/London')::date as raised_on,
        case e.state when 'raised' then e.acknowledge_by else e.answer_by end as due
      from escalation e
      left join escalation_contact contact on contact.force_id = e.force_id and contact.id = e.contact_id
      where e.force_id = ${viewer.forceId} and e.project_id is not null
        and e.state in (${sql.join(OPEN_STATES)})
    ) as at_doors
    group by lower(trim(door)) order by overdue desc, unanswered desc, organisation limit 500`.execute(tx)
  return rows
}

/**
 * [E5] [E6] [E21] What this viewer's own act would move on: to acknowledge or answer, answers to read, and what was not
 * said to be done by its day. At most 20.
 */
export async function listWaiting(viewer: Viewer, tx: Tx, today: string): Promise<ReadEscalation[]> {
  const rows = await escalations(viewer, tx, today)
    .where((eb) =>
      eb.or([
        toAnswer(viewer, today)(eb),
        eb.and([
          eb('escalation.raised_by', '=', viewer.personId),
          eb.or([
            eb('escalation.state', '=', 'answered'),
            eb.and([eb('escalation.done_by', '<', today), eb('escalation.was_done', 'is', null)]),
          ]),
        ]),
      ]),
    )
    .orderBy('escalation.answer_by')
    .orderBy('escalation.id')
    .limit(20)
    .execute()
  return rows.map((row) => asRead(viewer, row))
}

type Joined = Tables & {
  asked: Tables['person']
  contact: Tables['escalation_contact']
}
type Where = ExpressionBuilder<Joined, 'escalation' | 'asked' | 'contact' | 'project'>

function escalations(viewer: Viewer, tx: Tx, today: string) {
  return (
    withProjectAndContact(tx)
      // An account that is shut answers nothing: then somebody answers for them [E5].
      .leftJoin('person as asked', (join) =>
        join
          .onRef('asked.force_id', '=', 'contact.force_id')
          .onRef('asked.id', '=', 'contact.person_id')
          .on('asked.is_active', '=', true),
      )
      .selectAll('escalation')
      .select([
        'project.number as project_number',
        'project.place_name',
        'project.is_sensitive',
        'contact.name as contact_name',
        'contact.post as contact_post',
        'contact.organisation as contact_organisation',
        'asked.id as asked_person_id',
        // By key, for the rows of the page alone: an embedded database has no statistics to plan a join with itself by.
        issueOf<number>('number').as('issue_number'),
        issueOf<string>('barrier').as('issue_barrier'),
        onTeam(viewer, today).as('is_on_team'),
      ])
      .where('escalation.force_id', '=', viewer.forceId)
      .where((eb) => mayReadAny(viewer, today)(eb as unknown as Where))
  )
}

function issueOf<Value>(column: 'number' | 'barrier') {
  return sql<Value | null>`(select issue.${sql.ref(column)} from escalation issue
    where issue.force_id = escalation.force_id and issue.id = escalation.issue_id)`
}

/** [E1] `readingOf` as SQL: the same rule, row by row. */
function mayReadAny(viewer: Viewer, today: string) {
  return (eb: Where) => {
    if (isStaff(viewer)) return eb.val(true)
    const asked = eb('asked.id', '=', viewer.personId)
    return holds(viewer, 'partner', 'resident') ? eb.or([asked, onTeam(viewer, today)]) : asked
  }
}

// A part of the escalation's project today, by `project_member_by_person`.
function onTeam(viewer: Viewer, today: string) {
  return sql<boolean>`exists (select from project_member where project_member.force_id = escalation.force_id
    and project_member.project_id = escalation.project_id and project_member.person_id = ${viewer.personId}
    and ${heldOn('project_member', today)})`
}

// [E5] Asked of them; or of nobody with an account, in a project that they supervise or an issue that they made.
function toAnswer(viewer: Viewer, today: string) {
  const supervises = sql<SqlBool>`exists (select from project_member where
    project_member.force_id = escalation.force_id and project_member.project_id = escalation.project_id
    and project_member.person_id = ${viewer.personId} and project_member.part = 'supervisor'
    and ${heldOn('project_member', today)})`
  return (where: unknown) => {
    const eb = where as Where
    const asked = eb('asked.id', '=', viewer.personId)
    const forThem = eb.and([
      eb('asked.id', 'is', null),
      eb.or([
        supervises,
        eb.and([eb('escalation.project_id', 'is', null), eb('escalation.raised_by', '=', viewer.personId)]),
      ]),
    ])
    return eb.and([
      eb('escalation.state', 'in', OPEN_STATES),
      eb('escalation.issue_id', 'is', null),
      mayCarry(viewer) ? eb.or([asked, forThem]) : asked,
    ])
  }
}

function filtered(
  viewer: Viewer,
  all: ReturnType<typeof escalations>,
  today: string,
  filter: EscalationFilter,
) {
  let query = all
  if (filter.view === 'raised') query = query.where('escalation.raised_by', '=', viewer.personId)
  if (filter.view === 'to-answer') query = query.where((eb) => toAnswer(viewer, today)(eb))
  if (filter.state === 'unanswered') query = query.where('escalation.state', 'in', OPEN_STATES)
  else if (filter.state) query = query.where('escalation.state', '=', filter.state)
  if (filter.level) query = query.where('escalation.level', '=', filter.level)
  if (filter.kind)
    query = query.where('escalation.project_id', filter.kind === 'issue' ? 'is' : 'is not', null)
  // Who is asked is not in the words that partners and residents read [E1].
  if (filter.organisation && isStaff(viewer))
    query = query.where(
      sql`coalesce(contact.organisation, escalation.organisation)`,
      'ilike',
      containing(filter.organisation.trim()),
    )
  if (filter.search) {
    const like = containing(filter.search)
    // What a list does not show, it does not find either [E16].
    query = query.where((eb) =>
      eb.or([
        eb.and([
          eb('escalation.barrier', 'ilike', like),
          eb.or([eb('project.is_sensitive', 'is', null), eb('project.is_sensitive', '=', false)]),
        ]),
        eb('project.place_name', 'ilike', like),
        eb('project.number', 'ilike', like),
      ]),
    )
  }
  if (filter.age === 'overdue')
    query = query
      .where('escalation.state', 'in', OPEN_STATES)
      .where(
        sql`case escalation.state when 'raised' then escalation.acknowledge_by else escalation.answer_by end`,
        '<',
        today,
      )
  else if (filter.age === 'past-done-by')
    query = query.where('escalation.done_by', '<', today).where('escalation.was_done', 'is', null)
  else if (filter.age)
    query = query.where(
      'escalation.raised_at',
      '<',
      new Date(Date.parse(today) - Number(filter.age.split('-')[1]) * 86_400_000),
    )
  return query
}

const containing = (words: string) => `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

type Row = Awaited<ReturnType<ReturnType<typeof escalations>['executeTakeFirstOrThrow']>>

function asRead(viewer: Viewer, row: Row): ReadEscalation {
  const whole: Escalation = {
    id: row.id as EscalationId,
    number: row.number,
    project:
      row.project_id === null
        ? null
        : {
            id: row.project_id,
            number: row.project_number ?? '',
            placeName: row.place_name ?? '',
            isSensitive: row.is_sensitive ?? false,
          },
    issue:
      row.issue_id === null
        ? null
        : {
            id: row.issue_id as EscalationId,
            number: row.issue_number ?? 0,
            barrier: row.issue_barrier ?? '',
          },
    entryId: row.entry_id,
    barrier: row.barrier,
    detail: row.detail,
    organisation: row.organisation,
    level: row.level,
    asked:
      row.contact_id === null
        ? null
        : {
            id: row.contact_id,
            name: row.contact_name ?? '',
            post: row.contact_post ?? '',
            organisation: row.contact_organisation ?? '',
            personId: row.asked_person_id as PersonId | null,
          },
    state: row.state as EscalationState,
    raised: { by: row.raised_by as PersonId, as: row.raised_as, at: row.raised_at },
    askedOn: row.asked_on,
    acknowledgeBy: row.acknowledge_by,
    answerBy: row.answer_by,
    acknowledged:
      row.acknowledged_as && row.acknowledged_at
        ? { as: row.acknowledged_as, at: row.acknowledged_at }
        : null,
    answer: row.answer
      ? {
          outcome: row.outcome as AnswerOutcome,
          words: row.answer,
          as: row.answered_as ?? '',
          on: row.answered_on ?? '',
          came: row.answer_came as AnswerCame,
          doneBy: row.done_by,
        }
      : null,
    wasDone:
      row.was_done !== null && row.was_done_as && row.was_done_at
        ? { is: row.was_done, as: row.was_done_as, at: row.was_done_at }
        : null,
    closed:
      row.closed_as && row.closed_at ? { as: row.closed_as, at: row.closed_at, note: row.close_note } : null,
    withdrawn:
      row.withdrawn_as && row.withdrawn_at
        ? { as: row.withdrawn_as, at: row.withdrawn_at, why: row.withdraw_reason ?? '' }
        : null,
    version: row.version,
  }
  const reading = readingOf(viewer, {
    askedPersonId: whole.asked?.personId ?? null,
    isOnTeam: row.is_on_team,
  })
  const read = reading === 'shared words' ? inSharedWords(whole) : whole
  return { ...read, reading, isOnTeam: row.is_on_team }
}

// [E1] The barrier, the level, when it was asked and the answer.
function inSharedWords(one: Escalation): Escalation {
  return {
    ...one,
    issue: null,
    entryId: null,
    detail: '',
    organisation: '',
    asked: null,
    raised: { ...one.raised, as: '' },
    acknowledged: one.acknowledged && { ...one.acknowledged, as: '' },
    answer: one.answer && { ...one.answer, as: '' },
    wasDone: one.wasDone && { ...one.wasDone, as: '' },
    closed: one.closed && { ...one.closed, as: '', note: null },
    withdrawn: one.withdrawn && { ...one.withdrawn, as: '' },
  }
}
