// The portfolio of a force with 2,000 projects on the embedded database: eight steps each, ten interventions, an
// escalation in every fifth and twelve weeks of time; and its ratings: two ended rounds a project, each of four raters.
// No sign-in and no socket, so that what is timed is the page.
import { sql } from 'kysely'
import type { AreaCode } from '#core/area/area.ts'
import { done } from '#core/outcome.ts'
import { portfolioPages } from '#features/portfolio/index.ts'
import { ratingPages } from '#features/ratings/index.ts'
import { dropChecksAndForeignKeys } from '#tests/support/any-row.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { row } from './support/side-by-side.ts'

const PROJECTS = 2000
const ROUNDS = 40
const NOW = new Date('2026-04-01T10:00:00Z')

const closing: (() => Promise<void>)[] = []
const database = await openTestDatabase({
  after: (close: () => Promise<void>) => closing.push(close),
} as never)
const force = await addForce(database, 'averley')
const officer = await force.person('Olu Fficer', 'officer', 'PCSO')
const sergeant = await force.person('Sam Geant', 'supervisor', 'sergeant')
const inspector = await force.person('Ines Pector', 'supervisor', 'inspector')
const first = await openMadeProject(database, { officer, sergeant, inspector }, NOW)

// Copies of one project, made in bulk: what is timed is the reading.
await dropChecksAndForeignKeys(database)
const copied = sql`select gen_random_uuid() as id, at from generate_series(2, ${PROJECTS}) at`
await sql`create temporary table copy as ${copied}`.execute(database.owner)
await sql`insert into project select (jsonb_populate_record(p, jsonb_build_object('id', copy.id,
  'number', 'AVE-2026-' || lpad(copy.at::text, 4, '0'), 'decision_id', gen_random_uuid(),
  'area_code', 'E' || (1000000 + copy.at), 'area_codes', jsonb_build_array('E' || (1000000 + copy.at))))).*
  from project p, copy where p.id = ${first.id}`.execute(database.owner)
for (const table of ['project_step', 'project_member'])
  await sql`insert into ${sql.table(table)} select (jsonb_populate_record(t, jsonb_build_object('project_id', copy.id,
    'state', case when copy.at % 3 = 0 then 'in progress' else 'not started' end)
    || case when ${table} = 'project_member' then jsonb_build_object('id', gen_random_uuid()) else '{}'::jsonb end)).*
    from ${sql.table(table)} t, copy where t.project_id = ${first.id}`.execute(database.owner)
await sql`insert into project_entry (force_id, id, project_id, kind, position, content, origin,
    added_by, added_as, added_at, written_by, written_as, written_at)
  select ${force.forceId}, gen_random_uuid(), copy.id, 'intervention', n,
    jsonb_build_object('what', 'Lights', 'due', (date '2026-04-01' + (n - 5) * 7)::text, 'progress', 'under way'),
    'person', ${officer.personId}, 'x', ${NOW}, ${officer.personId}, 'x', ${NOW}
  from copy, generate_series(1, 10) n`.execute(database.owner)
await sql`insert into escalation (force_id, id, project_id, number, barrier, organisation, level, state,
    raised_by, raised_as, raised_at, asked_on, acknowledge_by, answer_by)
  select ${force.forceId}, gen_random_uuid(), copy.id, 1, 'Head office', 'Organisation ' || (at % 30), 'x', 'raised',
    ${officer.personId}, 'x', ${NOW}, date '2026-03-01', date '2026-03-05', date '2026-03-20'
  from copy where at % 5 = 0`.execute(database.owner)
await sql`insert into hours_note (force_id, id, project_id, person_id, on_day, minutes, kind, noted_at)
  select ${force.forceId}, gen_random_uuid(), copy.id, ${officer.personId}, date '2026-03-31' - 7 * n, 120,
    case when n % 4 = 0 then 'taken' else 'given' end, ${NOW}
  from copy, generate_series(1, 40) n`.execute(database.owner)
// Each round is ended when its marks are there, as in life.
for (const number of [1, 2]) {
  await sql`insert into rating_round (force_id, id, project_id, number, steps, rubric_version, asked_on, due_on, opened_by,
      opened_as, opened_at)
    select ${force.forceId}, gen_random_uuid(), copy.id, ${number}, '[1,2,3,4,5,6,7,8]', 0, date '2026-01-01' + ${30 * number}::int,
      date '2026-02-01' + ${30 * number}::int, ${sergeant.personId}, 'x', ${NOW}
    from copy`.execute(database.owner)
  await sql`insert into rating_ask (force_id, round_id, person_id, part, giving, given_at)
    select r.force_id, r.id, gen_random_uuid(), part, 1, ${NOW}
    from rating_round r, unnest(array['team', 'team', 'line manager', 'reviewer']) part
    where revealed_at is null`.execute(database.owner)
  await sql`insert into rating_mark (force_id, round_id, person_id, giving, step, level, cannot_say_why)
    select a.force_id, round_id, person_id, giving, step, nullif(n, 6), case n when 6 then 'x' end
    from rating_ask a join rating_round r on r.id = a.round_id, generate_series(1, 8) step,
      lateral (select (hashtext(person_id::text || step) & 1023) % 7 as n) marked
    where revealed_at is null`.execute(database.owner)
  await sql`update rating_round set revealed_at = ${NOW}, levels = rating_levels(force_id, id)
    where revealed_at is null`.execute(database.owner)
}
await sql`analyze`.execute(database.owner)

const areas = Array.from({ length: 2000 }, (_, at) => ({
  code: `E${1000000 + at}` as AreaCode,
  name: `Area ${at}`,
  rank: at + 1,
  band: Math.ceil((at + 1) / 50),
  count: 3000 - at,
}))
const common = { database, clock: () => NOW, frame: () => TEST_FRAME }
const site = viewerApp((routes) => {
  portfolioPages(routes, { ...common, ranking: async () => done(areas) })
  ratingPages(routes, common)
})

for (const [path, goalMs] of [
  ['/portfolio', 200],
  ['/portfolio?sort=overdue&page=20', 200],
  ['/portfolio.csv', 200],
  ['/ratings', 150],
  ['/ratings?page=40', 150],
  ['/ratings.csv', 150],
] as const) {
  const times: number[] = []
  let cpuMs = 0
  for (let round = 0; round < ROUNDS; round++) {
    const used = process.threadCpuUsage()
    const start = performance.now()
    const { status } = await site.as(sergeant).get(path)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    times.push(performance.now() - start)
    const { user, system } = process.threadCpuUsage(used)
    cpuMs += (user + system) / 1000 / ROUNDS
  }
  times.sort((a, b) => a - b)
  row({
    what: `${path} of ${PROJECTS.toLocaleString('en-GB')} projects: p95`,
    ours: times[Math.floor(ROUNDS * 0.95)] ?? 0,
    goal: `< ${goalMs} ms`,
    note: `median ${(times[ROUNDS / 2] ?? 0).toFixed(0)} ms; its thread’s processor ${cpuMs.toFixed(0)} ms`,
  })
}
for (const close of closing) await close()
