import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { AreaCode } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { noteHours } from '#features/dose/index.ts'
import { loadSettings, raise } from '#features/escalations/index.ts'
import { addEntry } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { portfolioPages, type RankedArea } from './index.ts'
import { arranged, needWithoutProject, type PortfolioProject } from './portfolio.ts'

const OPENED = new Date('2026-01-05T10:00:00Z')
const HOSTILE = '<script>alert(1)</script>'
let now = new Date('2026-01-20T10:00:00Z')

const area = (code: string, rank: number, band: number): RankedArea => ({
  code: code as AreaCode,
  name: `Averley ${code}`,
  rank,
  band,
  count: 1000 - rank,
})

const force = await openMadeForce()
const { database, officer, sergeant, coach, resident, outsider } = force
const project = await openMadeProject(database, force, OPENED, { placeName: HOSTILE })
let ranked: Outcome<readonly RankedArea[], string> = done([
  area('E01000009', 1, 1),
  area('E01000002', 2, 1),
  area('E01000003', 11, 2),
])
const site = viewerApp((routes) =>
  portfolioPages(routes, {
    ...pageNeeds(database, () => now),
    ranking: async () => ranked,
  }),
)

test('[O1] supervisors, leaders and analysts read it, of their own force; to others it is absent', async () => {
  for (const viewer of [officer, coach, resident])
    for (const path of ['/portfolio', '/portfolio.csv'])
      assert.equal((await site.as(viewer).get(path)).status, 404)
  const { text } = await site.as(sergeant).get('/portfolio')
  assert.match(text, /&lt;script&gt;alert/)
  assert.doesNotMatch(text, /<script>alert/)
  assert.match((await site.as(outsider).get('/portfolio')).text, /No project is open/)
})

test('[O2] high need without a project stands out; where the force cannot be ranked that is said', async () => {
  const { text } = await site.as(sergeant).get('/portfolio')
  assert.match(text, /1 of 2 have a project/)
  assert.match(text, /Averley E01000009/)
  assert.doesNotMatch(text, /Averley E01000003/)
  const before = ranked
  ranked = refused('No crime is loaded for this force.')
  assert.match((await site.as(sergeant).get('/portfolio')).text, /Not known: No crime is loaded/)
  ranked = before
})

test('[O3] [O4] a step stands still after 28 days without a move, and an action is overdue after its day', async () => {
  const change = { project, template, reopenReason: '' }
  const content = {
    what: 'Put in lights',
    mechanism: 'People can be seen',
    owner: 'Agent',
    organisationKind: 'housing',
    due: '2026-01-31',
    progress: 'under way',
  }
  await database.as(officer, async (tx) => {
    assert.ok((await addEntry(officer, tx, now, change, { kind: 'intervention', content })).ok)
  })
  const line = async () => (await site.as(sergeant).get('/portfolio.csv')).text.split('\r\n')[1]?.split(',')
  assert.deepEqual((await line())?.slice(5, 9), ['1', '', '', '0'])
  now = new Date('2026-02-20T10:00:00Z')
  assert.deepEqual((await line())?.slice(5, 9), ['1', '7', '31', '1'])
  assert.match((await site.as(sergeant).get('/portfolio?show=overdue')).text, /&lt;script/)
  assert.match((await site.as(sergeant).get('/portfolio?show=escalated')).text, /No project fits/)
  assert.match((await site.as(sergeant).get('/portfolio?search=nowhere')).text, /No project fits/)
})

test('[O5] an escalation’s age is in days since it was raised, at the door of the organisation asked', async () => {
  const at = new Date('2026-02-06T10:00:00Z')
  await database.as(officer, async (tx) => {
    const when = { at, today: '2026-02-06', settings: await loadSettings(officer, tx) }
    const asked = { entryId: null, detail: '', level: 'inspector', contactId: null }
    const barrier = 'Nobody mends the lights'
    const raising = { id: randomUUID(), organisation: 'Averley City Council', barrier, ...asked }
    assert.ok((await raise(officer, tx, when, project, raising)).ok)
  })
  now = new Date('2026-02-20T10:00:00Z')
  const { text } = await site.as(sergeant).get('/portfolio?show=escalated')
  assert.match(text, /1, the oldest 14 days/)
  assert.match(text.slice(text.indexOf('At whose door')), /Averley City Council.*14 days/s)
})

test('[O6] how deeply steps are done is a page of its own, to which it leads', async () => {
  const { text } = await site.as(sergeant).get('/portfolio')
  assert.match(text, /href="\/ratings"/)
})

test('[O7] time is that of the last twelve weeks; without notes it is unknown, not none', async () => {
  const time = async () =>
    (await site.as(sergeant).get('/portfolio.csv')).text.split('\r\n')[1]?.split(',').slice(11)
  const note = (onDay: string) =>
    database.as(officer, async (tx) => {
      const noted = await noteHours(officer, tx, now, project, { onDay, minutes: 90, kind: 'given' })
      assert.ok(noted.ok)
    })
  assert.deepEqual(await time(), ['', ''])
  await note('2025-11-20')
  assert.deepEqual(await time(), ['', ''])
  await note('2026-02-19')
  assert.deepEqual(await time(), ['90', '0'])
})

const made = (number: string, fields: Partial<PortfolioProject> = {}): PortfolioProject => ({
  id: number,
  number,
  placeName: number,
  areaCode: 'E01000009' as AreaCode,
  areaCodes: ['E01000009' as AreaCode],
  openedAt: OPENED,
  stepsSignedOff: 1,
  still: [],
  stillDays: 0,
  overdue: 0,
  escalations: 0,
  oldestDays: null,
  ...fields,
})

test('[O8] order is by need, by what is overdue or by standing still; ties and the unranked by number', () => {
  const areas = new Map(
    [area('E01000009', 5, 1), area('E01000002', 2, 1)].map((one) => [one.code, one] as const),
  )
  const list = [
    made('C', { areaCodes: ['E09' as AreaCode] }),
    made('B', { overdue: 3 }),
    made('A', { areaCodes: ['E01000002' as AreaCode, 'E01000009' as AreaCode], stillDays: 40, still: [2] }),
  ]
  const order = (sort: 'need' | 'overdue' | 'still', filter: 'still' | null = null) =>
    arranged(list, areas, sort, filter).map(({ number }) => number)
  assert.deepEqual(order('need'), ['A', 'B', 'C'])
  assert.deepEqual(order('overdue'), ['B', 'A', 'C'])
  assert.deepEqual(order('still'), ['A', 'B', 'C'])
  assert.deepEqual(order('need', 'still'), ['A'])
  assert.deepEqual(
    needWithoutProject([...areas.values()], list.slice(0, 2)).map(({ code }) => code),
    ['E01000002'],
  )
})
