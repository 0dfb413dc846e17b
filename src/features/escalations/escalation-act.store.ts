import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Tx } from '#platform/db/index.ts'
import { type Act, answersAs, mayCarry, mayClose, mayRaise, maySayDone } from './escalation.access.ts'
import type { EscalationAnswer, EscalationId } from './escalation.ts'
import {
  type ActRefusal,
  auditOf,
  type Change,
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

/**
 * An act on an escalation or regional issue that is there already: the row is locked as its page showed it, or the act is
 * refused; what was done is done to what is joined to it too [E13]. The act's own arguments follow what every act is given.
 */
function act<More extends unknown[]>(
  name: Act,
  todo: (by: Acting, row: EscalationRow, ...more: More) => Promise<Outcome<EscalationRow[], ActRefusal>>,
) {
  return async (
    viewer: Viewer,
    tx: Tx,
    when: When,
    read: ReadVersion,
    ...more: More
  ): Promise<Outcome<EscalationRow[], ActRefusal>> => {
    const locked = await lockFor(viewer, tx, name, read)
    if (!locked.ok) return locked
    const change: Acting['change'] = async (action, ...changes) =>
      done(await changeWithJoined(viewer, tx, when.at, read.id, action, ...changes))
    return todo({ viewer, tx, when, change }, locked.value, ...more)
  }
}

type Acting = Readonly<{
  viewer: Viewer
  tx: Tx
  when: When
  /** Puts what was done in the row and what is joined to it, where that is another thing in `joined`. */
  change(action: string, own: Change, joined?: Change): Promise<Outcome<EscalationRow[], ActRefusal>>
}>

/** [E5] Says that whoever is asked has it. */
export const acknowledge = act('acknowledge', async (by, row) => {
  if (!(await isTheirsToAnswer(by, row))) return refused('not-your-role')
  return by.change('escalation acknowledged', {
    state: 'acknowledged',
    acknowledged_as: signature(by.viewer),
    acknowledged_at: by.when.at,
  })
})

/** [E5] [E14] Answers it, and everything joined to it. Gives the rows answered, this one first. */
export const answer = act('answer', async (by, row, given: EscalationAnswer) => {
  if (!(await isTheirsToAnswer(by, row))) return refused('not-your-role')
  const { viewer, when } = by
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
    acknowledged_as: row.acknowledged_as ?? signature(viewer),
    acknowledged_at: row.acknowledged_at ?? when.at,
  }
  if (row.project_id !== null) return by.change('escalation answered', answered)
  const closed = { closed_by: viewer.personId as string, closed_as: signature(viewer), closed_at: when.at }
  return by.change('regional issue answered', { ...answered, state: 'closed', ...closed }, answered)
})

/** [E4] [E6] Closes it: the answer has been read. `note` says how somebody who has left was told. */
export const close = act('close', async ({ viewer, when, change }, row, note: string | null) => {
  const may = mayClose(viewer, row.raised_by as PersonId)
  if (may === null || (may === 'for them' && !note)) return refused('not-your-role')
  return change('escalation closed: its answer is read', {
    state: 'closed',
    closed_by: viewer.personId,
    closed_as: signature(viewer),
    closed_at: when.at,
    close_note: note,
  })
})

/** [E21] Says whether what was to be done by a day was done. */
export const sayDone = act('wasDone', async ({ viewer, when, change }, row, isDone: boolean) => {
  if (!maySayDone(viewer, row.raised_by as PersonId)) return refused('not-your-role')
  if (row.done_by === null || row.was_done !== null) return refused('wrong-state')
  return change(isDone ? 'what was promised is done' : 'what was promised was not done', {
    was_done: isDone,
    was_done_as: signature(viewer),
    was_done_at: when.at,
  })
})

/** [E11] Takes it back. A regional issue lets what is joined go on by itself, each with a clock of its own. */
export const withdraw = act('withdraw', async ({ viewer, when, change }, row, why: string) => {
  const isIssue = row.project_id === null
  if (isIssue ? !mayCarry(viewer) : !mayRaise(viewer)) return refused('not-your-role')
  return change(
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
})

type Handing = Readonly<{ level: string; contactId: string | null; why: string }>

/** [E10] Hands it on with the reason: at the same level the clock goes on, at another it starts again. */
export const handOn = act('handOn', async ({ viewer, tx, when, change }, row, to: Handing) => {
  if (row.project_id === null ? !mayCarry(viewer) : !mayRaise(viewer)) return refused('not-your-role')
  const asked = await askedAt(viewer, tx, to)
  if (!asked.ok) return asked
  return change(`escalation handed on, to ${asked.value.asks}: ${to.why}`, {
    level: to.level,
    contact_id: to.contactId,
    ...(to.level === row.level ? {} : clockAnew(when)),
  })
})

/** [E13] Lets unanswered escalations of the force join a regional issue, with the reason. */
export const join = act(
  'handOn',
  async ({ viewer, tx, when }, issue, ids: readonly string[], why: string) => {
    if (!mayCarry(viewer)) return refused('not-your-role')
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
  },
)

/** [E13] Lets one leave its regional issue, with the reason; its clock starts again. */
export const leave = act('withdraw', async ({ viewer, when, change }, row, why: string) => {
  if (!mayCarry(viewer)) return refused('not-your-role')
  if (row.issue_id === null) return refused('wrong-state')
  return change(`escalation left its regional issue: ${why}`, { issue_id: null, ...clockAnew(when) })
})

async function isTheirsToAnswer({ viewer, tx }: Acting, row: EscalationRow): Promise<boolean> {
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
    .where('contact.id', '=', row.contact_id)
    .executeTakeFirst()
  return answersAs(viewer, asked ? { personId: asked.personId as PersonId | null } : null) !== null
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
