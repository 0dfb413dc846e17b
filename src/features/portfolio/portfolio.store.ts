import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { addDays } from '#core/time/calendar-day.ts'
import { londonDay } from '#core/time/london-day.ts'
import type { Tx } from '#platform/db/index.ts'
import { readsPortfolio } from './portfolio.access.ts'
import {
  type Door,
  type PortfolioDetail,
  type PortfolioProject,
  STANDS_STILL_DAYS,
  TIME_WEEKS,
} from './portfolio.ts'

type Row = Readonly<{
  id: string
  number: string
  placeName: string
  areaCode: string
  areaCodes: string[]
  openedAt: Date
  stepsSignedOff: number
  still: number[] | null
  stillDays: number | null
  overdue: number | null
  escalations: number | null
  oldestDays: number | null
}>

/**
 * [O1]–[O5] Every open project of the force. One statement: a pass over the steps by their key, and one each over what
 * is overdue (`project_entry_intervention_due`) and what is escalated and open; 2,000 projects in some 40 ms.
 */
export async function listPortfolio(viewer: Viewer, tx: Tx, now: Date): Promise<PortfolioProject[]> {
  if (!readsPortfolio(viewer)) return []
  const today = londonDay(now)
  const force = viewer.forceId
  const { rows } = await sql<Row>`
    with step as (
      select project_id,
        count(*) filter (where state = 'signed off')::int as signed_off,
        array_agg(step order by step) filter (where stands_still) as still,
        max(extract(day from ${now}::timestamptz - changed_at)) filter (where stands_still)::int as still_days
      from (
        select project_id, step, state, changed_at,
          state in ('in progress', 'ready for sign-off', 'reopened')
            and changed_at < ${now}::timestamptz - make_interval(days => ${STANDS_STILL_DAYS}::int) as stands_still
        from project_step where force_id = ${force}) s
      group by project_id
    ), late as (
      select project_id, count(*)::int as overdue from project_entry
      where force_id = ${force} and kind = 'intervention' and withdrawn_by is null
        and content->>'due' < ${today} and coalesce(content->>'progress', '') not in ('done', 'stopped')
      group by project_id
    ), raised as (
      select project_id, count(*)::int as open,
        max(extract(day from ${now}::timestamptz - raised_at))::int as oldest_days
      from escalation
      where force_id = ${force} and project_id is not null and state in ('raised', 'acknowledged')
      group by project_id
    )
    select project.id, number, place_name as "placeName", area_code as "areaCode", area_codes as "areaCodes",
      opened_at as "openedAt", coalesce(signed_off, 0) as "stepsSignedOff", still, still_days as "stillDays",
      overdue, raised.open as escalations, oldest_days as "oldestDays"
    from project
    left join step on step.project_id = project.id
    left join late on late.project_id = project.id
    left join raised on raised.project_id = project.id
    where project.force_id = ${force} and project.state = 'open'`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    placeName: row.placeName,
    areaCode: row.areaCode as AreaCode,
    areaCodes: row.areaCodes as AreaCode[],
    openedAt: row.openedAt,
    stepsSignedOff: row.stepsSignedOff,
    still: row.still ?? [],
    stillDays: row.stillDays ?? 0,
    overdue: row.overdue ?? 0,
    escalations: row.escalations ?? 0,
    oldestDays: row.oldestDays,
  }))
}

/** [O7] What a page of projects shows beside that, by project. */
export async function listDetails(
  viewer: Viewer,
  tx: Tx,
  now: Date,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PortfolioDetail>> {
  if (ids.length === 0 || !readsPortfolio(viewer)) return new Map()
  const since = addDays(londonDay(now), -7 * TIME_WEEKS)
  const { rows } = await sql<{ id: string; lead: string | null; given: number | null; taken: number | null }>`
    select project.id, (
        select person.name from project_member
        join person on person.force_id = project_member.force_id and person.id = project_member.person_id
        where project_member.force_id = project.force_id and project_member.project_id = project.id
          and part = 'lead officer' and until_on is null
        order by from_on desc limit 1) as lead,
      noted.given, noted.taken
    from project
    left join lateral (
      select sum(minutes) filter (where kind = 'given')::int as given,
             sum(minutes) filter (where kind = 'taken')::int as taken
      from hours_note
      where hours_note.force_id = project.force_id and hours_note.project_id = project.id
        and struck_at is null and on_day >= ${since}::date) noted on true
    where project.force_id = ${viewer.forceId} and project.id in (${sql.join(ids)})`.execute(tx)
  return new Map(
    rows.map(({ id, lead, given, taken }) => [
      id,
      {
        leadOfficer: lead,
        given: given === null && taken === null ? null : (given ?? 0),
        taken: given === null && taken === null ? null : (taken ?? 0),
      },
    ]),
  )
}

/** [O5] Open escalations by the organisation asked, most first, at most twenty doors. Staff of O1 only. */
export async function listDoors(viewer: Viewer, tx: Tx, now: Date): Promise<Door[]> {
  if (!readsPortfolio(viewer)) return []
  const today = londonDay(now)
  const { rows } = await sql<Door>`
    select organisation, count(*)::int as open,
      count(*) filter (where answer_by < ${today}::date)::int as late,
      max(extract(day from ${now}::timestamptz - raised_at))::int as "oldestDays"
    from escalation
    where force_id = ${viewer.forceId} and issue_id is null and state in ('raised', 'acknowledged')
    group by organisation order by 2 desc, 1 limit 20`.execute(tx)
  return rows
}
