import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import {
  findOverview,
  hardlyDone,
  levelInWords,
  listProjectRatings,
  overallOf,
  ratingPages,
} from '#features/ratings/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { PILOT_TEAMS, type PilotProject, ratePilotPortfolio } from './pilot-portfolio.ts'

const AT = new Date('2026-07-01T10:00:00Z')

test('five projects with fourteen self-evaluations average 2.6 of 5, and show that Steps 7 and 8 were not done', async (t) => {
  const database = await openTestDatabase(t)
  const force = await addForce(database, 'averley')
  const sergeant = await force.person('Sam Geant', 'supervisor', 'sergeant')
  const inspector = await force.person('Ines Pector', 'supervisor', 'inspector')
  const leader = await force.person('Lea Der', 'leader', 'superintendent')
  const projects: PilotProject[] = []
  const everybody: Viewer[] = []
  for (const [index, size] of PILOT_TEAMS.entries()) {
    const officers: Viewer[] = []
    for (let n = 0; n < size; n++)
      officers.push(await force.person(`Officer ${index}${n}`, 'officer', 'PCSO'))
    const [officer] = officers as [Viewer]
    const project = await openMadeProject(database, { officer, sergeant, inspector }, AT, {
      placeName: `Place ${index + 1}`,
    })
    for (const other of officers.slice(1)) await putOnTeam(database, project, other, 'officer')
    projects.push({ project, officers, supervisor: sergeant })
    everybody.push(...officers)
  }
  await ratePilotPortfolio(database, AT, projects)

  const overview = await database.as(leader, (tx) => findOverview(leader, tx))
  assert.equal(everybody.length, 14)
  assert.equal(overview.projectsRated, 5)
  assert.equal(overview.ratings.team, 14)
  assert.equal(overview.ratings['line manager'], 1)
  assert.deepEqual(overallOf(overview.steps, 'team'), { mean: 291 / 112, n: 112 })
  assert.equal(levelInWords(overallOf(overview.steps, 'team').mean), '2.6')
  assert.deepEqual(
    hardlyDone(overview.steps, 'team').map(({ step }) => step),
    [7, 8],
  )
  const listed = await database.as(leader, (tx) => listProjectRatings(leader, tx, { limit: 25, offset: 0 }))
  assert.deepEqual(listed.map(({ given }) => given.team).sort(), [2, 3, 3, 3, 3])

  const site = viewerApp((routes) =>
    ratingPages(routes, { database, clock: () => AT, frame: () => TEST_FRAME }),
  )
  const { text } = await site.as(leader).get('/ratings')
  assert.match(text, /mean 2\.6 of 5 over all steps, from 14 ratings/)
  assert.match(text, /Step 7, interventions and evaluation<\/strong> \(11 of 14 gave 0 or 1\)/)
  assert.match(text, /Step 8, escalation<\/strong> \(14 of 14 gave 0 or 1\)/)
  assert.match(text, /line manager 1 not given; independent reviewer not asked/)
  for (const { name } of everybody) assert.ok(!text.includes(name), 'nobody is named')
})
