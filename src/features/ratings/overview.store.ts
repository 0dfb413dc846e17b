import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import type { Tx } from '#platform/db/index.ts'
import type { ProjectRatings, RatingOverview } from './overview.ts'
import { mayReadOverview } from './rating.access.ts'
import { RATER_PARTS, type RaterPart, summariseTally } from './rating.ts'

const NONE: RatingOverview = {
  steps: STEP_NUMBERS.map((step) => summariseTally(step, [])),
  projectsRated: 0,
  projectsNot: 0,
  ratings: { team: 0, 'line manager': 0, reviewer: 0 },
}

// Each project's latest ended round. Served by `rating_round_revealed`.
const latestRounds = (viewer: Viewer) => sql`
  select distinct on (project_id) project_id, id, number, asked_on, levels from rating_round
  where force_id = ${viewer.forceId} and revealed_at is not null order by project_id, number desc`

// As they are kept of a round that has ended: `migrations/0052-rating-levels.sql`.
type Levels = Readonly<
  Partial<Record<RaterPart, readonly (readonly [step: StepNumber, level: number | null, times: number])[]>>
>

type Tally = Readonly<{ part: RaterPart; level: number | null; count: number }>

/** [R8] The force's ratings by step and part, over each project's latest ended round. Cost: one row a project. */
export async function findOverview(viewer: Viewer, tx: Tx): Promise<RatingOverview> {
  if (!mayReadOverview(viewer)) return NONE
  const { rows: ended } = await sql<{ levels: readonly Levels[] | null }>`
    with latest as (${latestRounds(viewer)})
    select json_agg(coalesce(levels, rating_levels(${viewer.forceId}, id))) as levels from latest`.execute(tx)
  const { rows: given } = await sql<{ part: RaterPart; count: number }>`
    with latest as (${latestRounds(viewer)})
    select a.part, count(*)::int as count from latest
      join rating_ask a on a.force_id = ${viewer.forceId} and a.round_id = latest.id
    where a.given_at is not null group by a.part`.execute(tx)
  const { rows: projects } = await sql<{ total: number }>`
    select count(*)::int as total from project where force_id = ${viewer.forceId}`.execute(tx)
  const levels = ended[0]?.levels ?? []
  const tally = tallyOf(levels)
  return {
    steps: STEP_NUMBERS.map((step) => summariseTally(step, tally.get(step) ?? [])),
    projectsRated: levels.length,
    projectsNot: (projects[0]?.total ?? 0) - levels.length,
    ratings: byPart((part) => given.find((one) => one.part === part)?.count ?? 0),
  }
}

function tallyOf(rounds: readonly Levels[]): ReadonlyMap<StepNumber, readonly Tally[]> {
  const times = new Map<string, Tally & { step: StepNumber; count: number }>()
  for (const levels of rounds)
    for (const part of RATER_PARTS)
      for (const [step, level, count] of levels[part] ?? []) {
        const key = `${part} ${step} ${level}`
        const known = times.get(key)
        if (known) known.count += count
        else times.set(key, { step, part, level, count })
      }
  return Map.groupBy(times.values(), ({ step }) => step)
}

type ProjectRow = Readonly<{
  number: string
  place_name: string
  round: number | null
  asked_on: string | null
  waiting: number
  parts: readonly Readonly<{ part: RaterPart; mean: number | null; given: number; asked: number }>[] | null
}>

/** [R8] The force's projects with what their latest ended round says, newest project first; one page. */
export async function listProjectRatings(
  viewer: Viewer,
  tx: Tx,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<ProjectRatings[]> {
  if (!mayReadOverview(viewer)) return []
  // The page is cut first, so that only its projects' ratings are counted.
  const { rows } = await sql<ProjectRow>`
    with shown as (
      select id, number, place_name, opened_at from project where force_id = ${viewer.forceId}
      order by opened_at desc, id limit ${page.limit} offset ${page.offset}),
    latest as (select * from (${latestRounds(viewer)}) l where project_id in (select id from shown)),
    levels as (
      select latest.project_id, a.part, avg(m.level)::float8 as mean,
        count(distinct a.person_id) filter (where a.given_at is not null)::int as given,
        count(distinct a.person_id)::int as asked
      from latest
        join rating_ask a on a.force_id = ${viewer.forceId} and a.round_id = latest.id
        left join rating_mark m on m.force_id = a.force_id and m.round_id = a.round_id and m.person_id = a.person_id and m.giving = a.giving
      group by latest.project_id, a.part)
    select shown.number, shown.place_name, latest.number as round, latest.asked_on,
      (select count(*)::int from rating_ask a join rating_round r on r.force_id = a.force_id and r.id = a.round_id
        where r.force_id = ${viewer.forceId} and r.project_id = shown.id and r.revealed_at is null and a.given_at is null) as waiting,
      (select jsonb_agg(jsonb_build_object('part', part, 'mean', mean, 'given', given, 'asked', asked))
        from levels where levels.project_id = shown.id) as parts
    from shown left join latest on latest.project_id = shown.id
    order by shown.opened_at desc, shown.id`.execute(tx)
  return rows.map((row) => {
    const of = (part: RaterPart) => row.parts?.find((one) => one.part === part)
    return {
      number: row.number,
      placeName: row.place_name,
      round:
        row.round === null || row.asked_on === null ? null : { number: row.round, askedOn: row.asked_on },
      means: byPart((part) => of(part)?.mean ?? null),
      given: byPart((part) => of(part)?.given ?? 0),
      asked: byPart((part) => of(part)?.asked ?? 0),
      waitingFor: row.waiting,
    }
  })
}

function byPart<Value>(value: (part: RaterPart) => Value): Readonly<Record<RaterPart, Value>> {
  return Object.fromEntries(RATER_PARTS.map((part) => [part, value(part)])) as Record<RaterPart, Value>
}
