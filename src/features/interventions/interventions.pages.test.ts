import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { Content } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { addEntry, findEntry, type Project, projectsPages } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { madeArea } from '#tests/support/made-screening.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { interventionParts, interventionsPages, listWaitingActions, type PlaceFigures } from './index.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
let now = new Date('2026-04-01T10:00:00Z')
let project: Project
let at: string

const month = (text: string) => text as IsoMonth
const figuresOf = (type: string | null): PlaceFigures => ({
  type,
  types: ['Burglary', 'Drugs'],
  series: [
    { month: month('2025-10'), count: 7 },
    { month: month('2025-11'), count: null },
    { month: month('2025-12'), count: type === 'Drugs' ? 0 : 5 },
  ],
  area: madeArea(2),
  alike: [
    { area: madeArea(5, { name: HOSTILE }), series: [{ month: month('2025-10'), count: 3 }], touches: true },
  ],
  source: `Recorded crime: ${HOSTILE}.`,
})

const force = await openMadeForce()
const { database, officer, sergeant, coach, partner, resident, administrator, outsider } = force
const needs = {
  ...pageNeeds(database, () => now),
  placeFigures: async (_: unknown, { type }: { type: string | null }) =>
    type === 'Nonsense' ? null : figuresOf(type),
}
const site = viewerApp((routes) => {
  projectsPages(routes, { ...needs, ...interventionParts(needs) })
  interventionsPages(routes, needs)
})
beforeEach(async () => {
  now = new Date('2026-04-01T10:00:00Z')
  project = await openMadeProject(database, force, now, { team: [partner, resident] })
  at = `/projects/${project.number}`
})

async function add(kind: string, content: Content, viewer = officer): Promise<string> {
  const outcome = await database.as(viewer, (tx) =>
    addEntry(viewer, tx, now, { project, template, reopenReason: '' }, { kind, content }),
  )
  assert.ok(outcome.ok)
  return outcome.value
}

const intervention = (content: Content = {}) =>
  add('intervention', {
    what: 'Light the alley',
    mechanism: 'People are seen',
    owner: 'Par Tner',
    ownerPerson: partner.personId,
    organisationKind: 'housing',
    start: '2026-05-01',
    due: '2026-06-01',
    progress: 'not started',
    ...content,
  })

const contentOf = async (id: string) =>
  (await database.as(officer, (tx) => findEntry(officer, tx, project, template, id)))!.content

async function tell(viewer: Viewer, id: string, fields: Record<string, string>, from = 'entry') {
  const path = `${at}/interventions/${id}/progress`
  const { text, status } = await site.as(viewer).get(`${path}?from=${from}`)
  if (status !== 200) return site.as(viewer).post(path, fields)
  return site.as(viewer).post(path, { ...hiddenFields(text, '/progress'), ...fields })
}

test('[I10] a partner sees their own under “Your actions”, taps that it is done, and no other may be told of by them', async () => {
  const mine = await intervention()
  const other = await intervention({ what: 'Not theirs', ownerPerson: null })
  const page = await site.as(partner).get('/actions')
  assert.match(page.text, /Light the alley/)
  assert.doesNotMatch(page.text, /Not theirs/)
  const tapped = await site.as(partner).post(`${at}/interventions/${mine}/progress`, {
    ...hiddenFields(page.text, `${mine}/progress`),
    progress: 'done',
  })
  assert.equal(tapped.location, '/actions')
  assert.deepEqual((await contentOf(mine)).ended, '2026-04-01')
  assert.match((await site.as(partner).get('/actions')).text, /Nothing is left to do/)
  assert.equal((await tell(partner, other, { progress: 'done' })).status, 403)
  assert.equal((await contentOf(other)).progress, 'not started')
  assert.match((await site.as(resident).get('/actions')).text, /No action is yours/)
  assert.equal((await site.as(administrator).get('/actions')).status, 404)
})

test('[I10] what is told is kept by field; stopping asks why; a percentage outside 0 to 100 is refused with what was typed', async () => {
  const id = await intervention()
  const bad = await tell(partner, id, { progress: 'under way', percent: '140', progressNote: 'Two of three' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Enter a number from 0 to 100/)
  assert.match(bad.text, /Two of three<\/textarea>/)
  const stopped = await tell(partner, id, { progress: 'stopped', whyStopped: ' ' })
  assert.match(stopped.text, /Say why it stopped/)
  const good = await tell(partner, id, { progress: 'under way', percent: '60', progressNote: 'Two of three' })
  assert.equal(good.location, `${at}/interventions/${id}`)
  const { percent, progressNote, begun, toldOn } = await contentOf(id)
  assert.deepEqual(
    { percent, progressNote, begun, toldOn },
    {
      percent: 60,
      progressNote: 'Two of three',
      begun: '2026-04-01',
      toldOn: '2026-04-01',
    },
  )
  assert.match((await site.as(coach).get(`${at}/interventions/${id}`)).text, /Two of three/)
})

test('[I10] [P11] two say how the same thing goes: the second sees what the first saved, and chooses', async () => {
  const id = await intervention()
  const path = `${at}/interventions/${id}/progress`
  const form = async (viewer: Viewer) => hiddenFields((await site.as(viewer).get(path)).text, '/progress')
  const [first, second] = [await form(partner), await form(officer)]
  assert.equal(
    (await site.as(partner).post(path, { ...first, progress: 'under way', progressNote: 'Posts are in' }))
      .status,
    303,
  )
  const late = await site.as(officer).post(path, { ...second, progress: 'done', progressNote: 'All lit' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Saved meanwhile by Par Tner/)
  assert.match(late.text, /Posts are in/)
  assert.match(late.text, /All lit<\/textarea>/)
  const again = { ...hiddenFields(late.text, '/progress'), progress: 'done', progressNote: 'All lit' }
  assert.equal((await site.as(officer).post(path, again)).status, 303)
  assert.equal((await site.as(officer).post(path, again)).status, 303, 'sent twice writes once')
})

test('[I2] [I15] the list begins with what is overdue, is read by the group, and is kept to one owner’s', async () => {
  await intervention({ what: 'Late one', due: '2026-05-02' })
  await intervention({ what: 'Police one', organisationKind: 'police', ownerPerson: null, due: '2026-07-01' })
  await add('intervention', { what: 'Nobody’s', mechanism: 'x', progress: 'not started' })
  now = new Date('2026-05-10T10:00:00Z')
  for (const viewer of [resident, coach, sergeant]) {
    const { text, status } = await site.as(viewer).get(`${at}/who-does-what`)
    assert.equal(status, 200)
    assert.match(text, /Overdue by 8 days/)
    assert.match(text, /The police own 1 of 3 interventions \(33%\)\. 1 has no owner\./)
    assert.ok(text.indexOf('Late one') < text.indexOf('Police one'))
  }
  const kept = (await site.as(officer).get(`${at}/who-does-what?by=police`)).text
  assert.match(kept, /Police one/)
  assert.doesNotMatch(kept, /Late one/)
  assert.match((await site.as(officer).get(`${at}/who-does-what?by=nobody`)).text, /Nobody’s/)
  assert.match((await site.as(officer).get(`${at}/who-does-what?by=health`)).text, /None is theirs/)
  const waiting = (viewer: Viewer) =>
    database.as(viewer, (tx) => listWaitingActions(viewer, tx, '2026-05-10'))
  assert.deepEqual(await waiting(partner), [
    { href: '/actions', what: 'Late one', toDo: 'yours; overdue by 8 days' },
  ])
  assert.ok(
    (await waiting(sergeant)).some(({ href, toDo }) => href.startsWith(at) && /1 intervention is/.test(toDo)),
  )
  assert.deepEqual(await waiting(resident), [])
})

test('[I1] the form of an intervention chooses no organisation and offers the team', async () => {
  const { text } = await site.as(officer).get(`${at}/interventions/new`)
  const radios = text.split('name="organisationKind"').slice(1)
  assert.equal(radios.length, 9)
  for (const radio of radios) assert.doesNotMatch(radio.split('>')[0]!, /checked/)
  assert.match(text, new RegExp(`<option value="${partner.personId}">Par Tner</option>`))
  assert.match(text, /25 techniques of situational prevention \(Cornish and Clarke, 2003\)/)
})

test('[I6] [I14] Steps 6 and 7 name what they still need, and no longer once it is there', async () => {
  const step = async (number: number) => (await site.as(officer).get(`${at}/steps/${number}`)).text
  assert.match(await step(6), /No way to get there is chosen/)
  await add('option', { title: 'Gates', choice: 'not chosen', why: 'A long way home', cons: 'Keys' })
  await add('option', { title: 'Lights', choice: 'chosen', why: 'Cheap' })
  assert.match(await step(6), /Chosen: “Lights”\. 2 ways were weighed\./)
  assert.doesNotMatch(await step(6), /No way to get there is chosen/)
  await add('intervention', { what: 'Bare', mechanism: 'x', progress: 'not started' })
  const bare = await step(7)
  for (const needed of [
    'does not say what the place would look like',
    'No owner: “Bare”',
    'No due date',
    'No measure has',
  ])
    assert.ok(bare.includes(needed), needed)
  assert.match(bare, /1 has no owner/)
})

test('[I5] a measure whose target moves after the start is marked until it says why, for members too', async () => {
  await intervention({ start: '2026-05-01' })
  const id = await add('measure', {
    what: 'Burglaries',
    countIs: 'outcome',
    unit: 'a year',
    baseline: 48,
    baselineFrom: '2025-01',
    baselineTo: '2025-12',
    target: 30,
    targetOn: '2027-01-01',
  })
  assert.doesNotMatch((await site.as(resident).get(`${at}/measures/${id}`)).text, /Set after the start/)
  now = new Date('2026-05-03T10:00:00Z')
  const path = `${at}/measures/${id}/correct`
  const page = await site.as(officer).get(path)
  const reply = await site.as(officer).post(path, {
    ...hiddenFields(page.text, '/correct'),
    what: 'Burglaries',
    countIs: 'outcome',
    unit: 'a year',
    baseline: '48',
    'baselineFrom-month': '1',
    'baselineFrom-year': '2025',
    'baselineTo-month': '12',
    'baselineTo-year': '2025',
    target: '40',
    'targetOn-day': '1',
    'targetOn-month': '1',
    'targetOn-year': '2027',
  })
  assert.equal(reply.status, 303)
  for (const viewer of [officer, resident])
    assert.match((await site.as(viewer).get(`${at}/measures/${id}`)).text, /Set after the start/)
  assert.match(
    (await site.as(officer).get(`${at}/steps/7`)).text,
    /Set after the start, with no reason: “Burglaries”/,
  )
})

test('[I7] [I8] the number before is the store’s, its unknown month is told, and it is led to the form whole', async () => {
  const page = await site
    .as(officer)
    .get(`${at}/measures/recorded-crime?type=Burglary&from=2025-10&to=2025-12`)
  assert.match(page.text, /<strong>12<\/strong> crimes recorded as Burglary in 2 months/)
  assert.match(page.text, /One month is unknown and left out: November 2025/)
  assert.match(page.text, /It touches this place/)
  const links = [...page.text.matchAll(/href="([^"]*measures\/new\?[^"]*)"/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  )
  assert.equal(links.length, 2, 'with a place to compare with, and without')
  const form = (await site.as(officer).get(links[1]!)).text
  for (const said of ['value="12"', 'value="Burglary"', '1 of them unknown', 'E01000005'])
    assert.ok(form.includes(said), said)
  const odd = '?type=Nonsense&from=2025-12&to=2025-10&for=x'
  assert.equal((await site.as(officer).get(`${at}/measures/recorded-crime${odd}`)).status, 200)
  const result = await site.as(officer).get(`${at}/measures/recorded-crime?for=result`)
  assert.match(result.text, /results\/new\?value=12/)
})

test('[I7] [I9] a measure’s page sets the store’s count of today beside what was written', async () => {
  const measure = (baseline: number) =>
    add('measure', {
      what: 'Burglaries',
      countIs: 'output',
      unit: 'x',
      baseline,
      baselineFrom: '2025-10',
      baselineTo: '2025-12',
      crimeType: 'Burglary',
    })
  const same = (await site.as(officer).get(`${at}/measures/${await measure(12)}`)).text
  assert.match(same, /The records count the same today: 12/)
  assert.match(same, /An output: something that was done/)
  const other = (await site.as(officer).get(`${at}/measures/${await measure(20)}`)).text
  assert.match(other, /The records count 12 today, not 20/)
})

test('[P18] evaluation is the supervisors’ to write and the group’s to read', async () => {
  assert.equal((await site.as(officer).get(`${at}/evaluation/new`)).status, 403)
  assert.equal((await site.as(sergeant).get(`${at}/evaluation/new`)).status, 200)
  await add('evaluation', { worked: 'no', learnt: 'Keys first', displacement: 'Nobody looked' }, sergeant)
  assert.match((await site.as(resident).get(`${at}/steps/7`)).text, /Keys first/)
})

test('[P1] absent and not yours are the same 404, and nothing is written', async () => {
  const id = await intervention()
  const paths = ['/who-does-what', '/measures/recorded-crime', `/interventions/${id}/progress`]
  for (const viewer of [outsider, administrator])
    for (const path of paths) assert.equal((await site.as(viewer).get(`${at}${path}`)).status, 404, path)
  assert.equal((await site.as(outsider).post(`${at}/interventions/${id}/progress`, {})).status, 404)
  const elsewhere = await openMadeProject(database, force, now)
  const crossed = `/projects/${elsewhere.number}/interventions/${id}/progress`
  assert.equal((await site.as(officer).get(crossed)).status, 404, 'an entry of another project')
  assert.equal((await site.as(coach).get(`${at}/interventions/${id}/progress`)).status, 403)
  assert.equal(
    (await site.as(partner).post(`${at}/interventions/${id}/progress`, { progress: 'done' })).status,
    422,
  )
})

test('hostile text is printed as text on every page', async () => {
  await add('option', {
    title: HOSTILE,
    choice: 'chosen',
    why: HOSTILE,
    pros: HOSTILE,
    cons: HOSTILE,
    cost: HOSTILE,
  })
  const id = await intervention({
    what: HOSTILE,
    owner: HOSTILE,
    organisation: HOSTILE,
    progress: 'under way',
    progressNote: HOSTILE,
  })
  const measure = await add('measure', {
    what: HOSTILE,
    countIs: 'output',
    unit: HOSTILE,
    comparison: HOSTILE,
    crimeType: 'Nonsense',
    baseline: 1,
    baselineFrom: '2025-01',
    baselineTo: '2025-02',
  })
  await add('result', { measure, readOn: '2026-04-01', value: 3, source: HOSTILE, meaning: HOSTILE })
  for (const path of [
    `${at}/steps/6`,
    `${at}/steps/7`,
    `${at}/who-does-what`,
    `${at}/interventions`,
    `${at}/interventions/${id}`,
    `${at}/interventions/${id}/progress`,
    `${at}/measures/${measure}`,
    `${at}/measures/recorded-crime?type=Burglary`,
    '/actions',
  ]) {
    const { text, status } = await site.as(path === '/actions' ? partner : officer).get(path)
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path)
    assert.match(text, /&lt;script&gt;alert\(1\)/, path)
  }
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})
