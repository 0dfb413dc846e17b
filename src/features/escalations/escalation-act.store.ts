import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Tx } from '#platform/db/index.ts'
import { answersAs, mayCarry, mayClose, mayRaise, maySayDone } from './escalation.access.ts'
import type { EscalationAnswer, EscalationId } from './escalation.ts'
import {
  type ActRefusal,
  auditOf,
  changeWithJoined,
  type EscalationRow,
  lockFor,
  type ReadVersion,
} from './escalation-row.store.ts'
import { clockFrom, type Settings } from './ladder.ts'

/** What a form asks to be raised; without a contact nobody is named at the level. */
export type Raising = Readonly<{
  entryId: string | null
  barrier: string
  detail: string
  organisation: string
  level: string
  contactId: string | null
}>

/** When an act is done: the instant, the day, and the force's clock. */
export type When = Readonly<{ at: Date; today: string; settings: Settings }>

const NOT_ASKED_YET = { acknowledged_as: null, acknowledged_at: null } as const

/** [E3] Raises an escalation of a project and gives its id. */
export async function raise(
  viewer: Viewer,
  tx: Tx,
  when: When,
  project: Readonly<{ id: string; state: string }>,
  raising: Raising & Readonly<{ id: string }>,
): Promise<Outcome<EscalationId, ActRefusal>> {
  if (!mayRaise(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  if (raising.entryId !== null && !(await isOfProject(viewer, tx, project.id, raising.entryId)))
    return refused('names-another')
  const asked = await askedAt(viewer, tx, raising)
  if (!asked.ok) return asked
  // Numbers of a project are given one at a time.
  await tx
    .selectFrom('project')
    .select('id')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', project.id)
    .forUpdate()
    .execute()
  const row = await insert(viewer, tx, when, project.id, raising)
  await auditOf(viewer, tx, when.at, row, 'escalation raised', { ...raising, ...asked.value })
  return done(row.id as EscalationId)
}

/** [E13] Makes a regional issue and gives its id. Escalations are joined to it with `join`. */
export async function raiseIssue(
  viewer: Viewer,
  tx: Tx,
  when: When,
  raising: Raising & Readonly<{ id: string }>,
): Promise<Outcome<EscalationId, ActRefusal>> {
  if (!mayCarry(viewer)) return refused('not-your-role')
  const asked = await askedAt(viewer, tx, raising)
  if (!asked.ok) return asked
  await tx
    .selectFrom('force')
    .select('id')
    .where('id', '=', viewer.forceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const row = await insert(viewer, tx, when, null, { ...raising, entryId: null })
  await auditOf(viewer, tx, when.at, row, 'regional issue made', { ...raising, ...asked.value })
  return done(row.id as EscalationId)
}

/** [E5] Says that whoever is asked has it. */
export async function acknowledge(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockToAnswer(viewer, tx, 'acknowledge', read)
  if (!locked.ok) return locked
  const rows = await changeWithJoined(viewer, tx, when.at, read.id, 'escalation acknowledged', {
    state: 'acknowledged',
    acknowledged_as: signature(viewer),
    acknowledged_at: when.at,
  })
  return done(rows)
}

/** [E5] [E14] Answers it, and everything joined to it. Gives the rows answered, this one first. */
export async function answer(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  given: EscalationAnswer,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockToAnswer(viewer, tx, 'answer', read)
  if (!locked.ok) return locked
  const answered = {
    state: 'answered',
    outcome: given.outcome,
    answer: given.words,
    answered_as: given.as,
    answered_on: given.on,
    answer_came: given.came,
    done_by: given.doneBy,
    answer_written_by: viewer.personId as string,
    answered_at: when.at,
    acknowledged_as: locked.value.acknowledged_as ?? signature(viewer),
    acknowledged_at: locked.value.acknowledged_at ?? when.at,
  }
  const isIssue = locked.value.project_id === null
  const closed = { closed_by: viewer.personId as string, closed_as: signature(viewer), closed_at: when.at }
  const rows = await changeWithJoined(
    viewer,
    tx,
    when.at,
    read.id,
    isIssue ? 'regional issue answered' : 'escalation answered',
    isIssue ? { ...answered, state: 'closed', ...closed } : answered,
    answered,
  )
  return done(rows)
}

/** [E4] [E6] Closes it: the answer has been read. `note` says how somebody who has left was told. */
export async function close(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  note: string | null,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockFor(viewer, tx, 'close', read)
  if (!locked.ok) return locked
  const may = mayClose(viewer, locked.value.raised_by as PersonId)
  if (may === null || (may === 'for them' && !note)) return refused('not-your-role')
  const rows = await changeWithJoined(viewer, tx, when.at, read.id, 'escalation closed: its answer is read', {
    state: 'closed',
    closed_by: viewer.personId,
    closed_as: signature(viewer),
    closed_at: when.at,
    close_note: note,
  })
  return done(rows)
}

/** [E21] Says whether what was to be done by a day was done. */
export async function sayDone(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  isDone: boolean,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockFor(viewer, tx, 'wasDone', read)
  if (!locked.ok) return locked
  if (!maySayDone(viewer, locked.value.raised_by as PersonId)) return refused('not-your-role')
  if (locked.value.done_by === null || locked.value.was_done !== null) return refused('wrong-state')
  const rows = await changeWithJoined(
    viewer,
    tx,
    when.at,
    read.id,
    isDone ? 'what was promised is done' : 'what was promised was not done',
    { was_done: isDone, was_done_as: signature(viewer), was_done_at: when.at },
  )
  return done(rows)
}

/** [E11] Takes it back. A regional issue lets what is joined go on by itself, each with a clock of its own. */
export async function withdraw(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  why: string,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockFor(viewer, tx, 'withdraw', read)
  if (!locked.ok) return locked
  const isIssue = locked.value.project_id === null
  if (isIssue ? !mayCarry(viewer) : !mayRaise(viewer)) return refused('not-your-role')
  const rows = await changeWithJoined(
    viewer,
    tx,
    when.at,
    read.id,
    isIssue ? 'regional issue withdrawn' : 'escalation withdrawn',
    {
      state: 'withdrawn',
      issue_id: null,
      withdrawn_as: signature(viewer),
      withdrawn_at: when.at,
      withdraw_reason: why,
    },
    { issue_id: null, ...clockAnew(when) },
  )
  return done(rows)
}

/** [E10] Hands it on with the reason: at the same level the clock goes on, at another it starts again. */
export async function handOn(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  to: Readonly<{ level: string; contactId: string | null; why: string }>,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  const locked = await lockFor(viewer, tx, 'handOn', read)
  if (!locked.ok) return locked
  const row = locked.value
  if (row.project_id === null ? !mayCarry(viewer) : !mayRaise(viewer)) return refused('not-your-role')
  const asked = await askedAt(viewer, tx, to)
  if (!asked.ok) return asked
  const rows = await changeWithJoined(
    viewer,
    tx,
    when.at,
    read.id,
    `escalation handed on, to ${asked.value.asks}: ${to.why}`,
    {
      level: to.level,
      contact_id: to.contactId,
      ...(to.level === row.level ? {} : clockAnew(when)),
    },
  )
  return done(rows)
}

/** [E13] Lets unanswered escalations of the force join a regional issue, with the reason. */
export async function join(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  ids: readonly string[],
  why: string,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  if (!mayCarry(viewer)) return refused('not-your-role')
  const locked = await lockFor(viewer, tx, 'handOn', read)
  if (!locked.ok) return locked
  const issue = locked.value
  if (issue.project_id !== null || ids.length === 0) return refused('names-another')
  const rows = await tx
    .updateTable('escalation')
    .set((eb) => ({
      issue_id: issue.id,
      level: issue.level,
      contact_id: issue.contact_id,
      state: issue.state,
      asked_on: issue.asked_on,
      acknowledge_by: issue.acknowledge_by,
      answer_by: issue.answer_by,
      acknowledged_as: issue.acknowledged_as,
      acknowledged_at: issue.acknowledged_at,
      version: eb('version', '+', 1),
    }))
    .where('force_id', '=', viewer.forceId)
    .where('id', 'in', ids)
    .where('project_id', 'is not', null)
    .where('issue_id', 'is', null)
    .where('state', 'in', ['raised', 'acknowledged'])
    .returningAll()
    .execute()
  // One that was answered or joined meanwhile refuses them all: the page is shown again without it.
  if (rows.length !== new Set(ids).size) return refused('changed')
  await tx
    .updateTable('escalation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', issue.id)
    .execute()
  const joined = { issue: `Regional issue ${issue.number}: ${issue.barrier}`, why }
  for (const row of rows)
    await auditOf(viewer, tx, when.at, row, 'escalation joined to a regional issue', joined)
  await auditOf(viewer, tx, when.at, issue, `${rows.length} joined`, {
    why,
    joined: rows.map(({ id }) => id),
  })
  return done(rows)
}

/** [E13] Lets one leave its regional issue, with the reason; its clock starts again. */
export async function leave(
  viewer: Viewer,
  tx: Tx,
  when: When,
  read: ReadVersion,
  why: string,
): Promise<Outcome<EscalationRow[], ActRefusal>> {
  if (!mayCarry(viewer)) return refused('not-your-role')
  const locked = await lockFor(viewer, tx, 'withdraw', read)
  if (!locked.ok) return locked
  if (locked.value.issue_id === null) return refused('wrong-state')
  const rows = await changeWithJoined(
    viewer,
    tx,
    when.at,
    read.id,
    `escalation left its regional issue: ${why}`,
    { issue_id: null, ...clockAnew(when) },
  )
  return done(rows)
}

async function lockToAnswer(
  viewer: Viewer,
  tx: Tx,
  act: 'acknowledge' | 'answer',
  read: ReadVersion,
): Promise<Outcome<EscalationRow, ActRefusal>> {
  const locked = await lockFor(viewer, tx, act, read)
  if (!locked.ok) return locked
  const asked = await tx
    .selectFrom('escalation_contact as contact')
    .leftJoin('person', (join) =>
      join
        .onRef('person.force_id', '=', 'contact.force_id')
        .onRef('person.id', '=', 'contact.person_id')
        .on('person.is_active', '=', true),
    )
    .select('person.id as personId')
    .where('contact.force_id', '=', viewer.forceId)
    .where('contact.id', '=', locked.value.contact_id)
    .executeTakeFirst()
  const may = answersAs(viewer, asked ? { personId: asked.personId as PersonId | null } : null)
  return may ? locked : refused('not-your-role')
}

function clockAnew({ settings, today }: When) {
  const { askedOn, acknowledgeBy, answerBy } = clockFrom(settings, today)
  return {
    state: 'raised',
    asked_on: askedOn,
    acknowledge_by: acknowledgeBy,
    answer_by: answerBy,
    ...NOT_ASKED_YET,
  }
}

async function insert(
  viewer: Viewer,
  tx: Tx,
  when: When,
  projectId: string | null,
  { id, entryId, barrier, detail, organisation, level, contactId }: Raising & Readonly<{ id: string }>,
) {
  const { last } = await tx
    .selectFrom('escalation')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)).as('last'))
    .where('force_id', '=', viewer.forceId)
    .where('project_id', projectId === null ? 'is' : '=', projectId)
    .executeTakeFirstOrThrow()
  return tx
    .insertInto('escalation')
    .values({
      force_id: viewer.forceId,
      id,
      project_id: projectId,
      number: last + 1,
      entry_id: entryId,
      barrier,
      detail,
      organisation,
      level,
      contact_id: contactId,
      raised_by: viewer.personId,
      raised_as: signature(viewer),
      raised_at: when.at,
      ...clockAnew(when),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

// Who is asked stands in the register, at that level and in use.
async function askedAt(
  viewer: Viewer,
  tx: Tx,
  { level, contactId }: Readonly<{ level: string; contactId: string | null }>,
): Promise<Outcome<{ asks: string }, 'not-at-level'>> {
  if (contactId === null) return done({ asks: 'nobody is named at this level' })
  const contact = await tx
    .selectFrom('escalation_contact')
    .select(['level', 'name', 'post', 'organisation', 'retired_at'])
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', contactId)
    .executeTakeFirst()
  if (!contact || contact.retired_at || contact.level !== level) return refused('not-at-level')
  return done({ asks: `${contact.name}, ${contact.post}, ${contact.organisation}` })
}

async function isOfProject(viewer: Viewer, tx: Tx, projectId: string, entryId: string): Promise<boolean> {
  const entry = await tx
    .selectFrom('project_entry')
    .select('id')
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where('id', '=', entryId)
    .where('kind', 'in', ['risk', 'intervention'])
    .executeTakeFirst()
  return entry !== undefined
}
