import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { Project } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { endRound, findOverview, giveRating, openRound } from './index.ts'

const now = new Date('2026-04-01T10:00:00Z')
const force = await openMadeForce()
const { database, officer, second, sergeant, coach, outsider } = force

async function rounded(project: Project): Promise<string> {
  const id = randomUUID()
  const opened = await database.as(sergeant, (tx) =>
    openRound(sergeant, tx, now, project, {
      id,
      steps: [1, 2],
      rubricVersion: 0,
      askedOn: '2026-04-01',
      dueOn: '2026-04-20',
      asked: [
        { personId: officer.personId, part: 'team' },
        { personId: second.personId, part: 'team' },
        { personId: sergeant.personId, part: 'line manager' },
        { personId: coach.personId, part: 'reviewer' },
      ],
    }),
  )
  assert.ok(opened.ok)
  return id
}

async function gives(viewer: Viewer, project: Project, round: string, one: number, two: number | null) {
  const mark = (step: 1 | 2, level: number | null) => ({
    step,
    level,
    cannotSayWhy: level === null ? 'I was away.' : null,
    note: '',
  })
  const given = await database.as(viewer, (tx) =>
    giveRating(viewer, tx, now, project, round, [mark(1, one), mark(2, two)]),
  )
  assert.ok(given.ok)
}

const overview = (viewer: Viewer = sergeant) => database.as(viewer, (tx) => findOverview(viewer, tx))

test('[R3] [R8] the overview counts the last giving of everybody in the latest ended round of each project, and nothing of an open one', async () => {
  const project = await openMadeProject(database, force, now)
  const other = await openMadeProject(database, force, now)
  for (const one of [project, other]) {
    await putOnTeam(database, one, second, 'officer')
    await putOnTeam(database, one, coach, 'coach')
  }

  const earlier = await rounded(project)
  for (const viewer of [officer, second, sergeant, coach]) await gives(viewer, project, earlier, 0, 0)
  const latest = await rounded(project)
  await gives(officer, project, latest, 1, 1)
  await gives(officer, project, latest, 4, null)
  for (const [viewer, level] of [
    [second, 5],
    [sergeant, 2],
  ] as const)
    await gives(viewer, project, latest, level, 3)
  assert.equal(
    (await overview()).steps[0]?.byPart.team.mean,
    0,
    'while the latest goes on, the earlier counts',
  )
  await gives(coach, project, latest, 1, 3)

  const ended = await rounded(other)
  await gives(officer, other, ended, 3, 3)
  const early = await database.as(sergeant, (tx) =>
    endRound(sergeant, tx, now, other, { id: ended, version: 1 }, 'They moved.'),
  )
  assert.ok(early.ok)

  const { steps, projectsRated, projectsNot, ratings } = await overview()
  assert.deepEqual({ projectsRated, projectsNot }, { projectsRated: 2, projectsNot: 0 })
  assert.deepEqual(ratings, { team: 3, 'line manager': 1, reviewer: 1 })
  assert.deepEqual(steps[0]?.byPart.team, { mean: 4, n: 3, cannotSay: 0, counts: [0, 0, 0, 1, 1, 1] })
  assert.deepEqual(steps[1]?.byPart.team, { mean: 3, n: 2, cannotSay: 1, counts: [0, 0, 0, 2, 0, 0] })
  assert.deepEqual(steps[0]?.byPart.reviewer.counts, [0, 1, 0, 0, 0, 0])
  assert.equal(steps[2]?.n, 0)
  assert.equal((await overview(outsider)).projectsRated, 0)

  const kept = await overview()
  await database.owner.updateTable('rating_round').set({ levels: null }).execute()
  assert.deepEqual(await overview(), kept, 'what was kept is what is counted')
})
