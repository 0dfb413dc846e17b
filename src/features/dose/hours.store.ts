import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { isStaff, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { londonDay } from '#core/time/london-day.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { MonthOfTime } from './dose.ts'
import type { HoursKind, HoursNote, NotingRefusal } from './hours.ts'

const MINUTES_IN_A_DAY = 1440

/** [H1] [H3] Notes the viewer's own time. The person's row is locked, so that two at once cannot overfill a day. */
export async function noteHours(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Readonly<{ id: string; state: string }>,
  note: Readonly<{ onDay: string; minutes: number; kind: HoursKind }>,
): Promise<Outcome<true, NotingRefusal>> {
  if (!isStaff(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  if (note.onDay > londonDay(at)) return refused('future')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`hours ${viewer.personId}`}, 0))`.execute(tx)
  const { noted } = await tx
    .selectFrom('hours_note')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('minutes'), eb.lit(0)).as('noted'))
    .where('force_id', '=', viewer.forceId)
    .where('person_id', '=', viewer.personId)
    .where('on_day', '=', note.onDay)
    .where('struck_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(noted) + note.minutes > MINUTES_IN_A_DAY) return refused('day-is-full')
  const id = randomUUID()
  await tx
    .insertInto('hours_note')
    .values({
      force_id: viewer.forceId,
      id,
      project_id: project.id,
      person_id: viewer.personId,
      on_day: note.onDay,
      minutes: note.minutes,
      kind: note.kind,
      noted_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: note.kind === 'given' ? 'time noted' : 'time away noted',
    subject: { kind: 'hours', id },
    after: { project: project.id, ...note },
  })
  return done(true)
}

/** [H2] Strikes out a note of the viewer's own. */
export async function strikeHours(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: Readonly<{ id: string }>,
  id: string,
): Promise<Outcome<true, 'absent'>> {
  const struck = await tx
    .updateTable('hours_note')
    .set({ struck_at: at })
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('person_id', '=', viewer.personId)
    .where('id', '=', id)
    .where('struck_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!struck) return refused('absent')
  await recordAudit(tx, viewer, at, { action: 'time struck out', subject: { kind: 'hours', id } })
  return done(true)
}

/** [H4] The viewer's own notes on a project, newest first, at most fifty. */
export async function listOwnHours(
  viewer: Viewer,
  tx: Tx,
  project: Readonly<{ id: string }>,
): Promise<HoursNote[]> {
  const rows = await tx
    .selectFrom('hours_note')
    .select(['id', 'on_day', 'minutes', 'kind', 'struck_at'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('person_id', '=', viewer.personId)
    .orderBy('on_day', 'desc')
    .orderBy('noted_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    onDay: row.on_day,
    minutes: row.minutes,
    kind: row.kind as HoursKind,
    isStruck: row.struck_at !== null,
  }))
}

/** [H4] Everybody's time on a project, by month, earliest first; months without a note are absent. Staff only. */
export async function listMonths(
  viewer: Viewer,
  tx: Tx,
  project: Readonly<{ id: string }>,
): Promise<MonthOfTime[]> {
  if (!isStaff(viewer)) return []
  const { rows } = await sql<MonthOfTime>`
    select to_char(on_day, 'YYYY-MM') as month,
           coalesce(sum(minutes) filter (where kind = 'given'), 0)::int as given,
           coalesce(sum(minutes) filter (where kind = 'taken'), 0)::int as taken
    from hours_note
    where force_id = ${viewer.forceId} and project_id = ${project.id} and struck_at is null
    group by 1 order by 1`.execute(tx)
  return rows
}
