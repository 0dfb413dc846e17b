import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Screening } from '#core/screening/screening.ts'
import { projectsPages } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { madeArea, madeScreening, saveMadeScreening } from '#tests/support/made-screening.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { decisionsPages } from './index.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const code = (rank: number) => `E0100000${rank}`
// Squares in a row, a kilometre wide: each touches the one before and the one after. The last is no area of the force.
const areasAround = async (
  _: unknown,
  home: AreaCode,
  also: readonly AreaCode[],
): Promise<OutlinedArea[]> => {
  const at = Number(home.slice(-1))
  const near = [1, 2, 3, 4, 5].filter((one) => Math.abs(one - at) < 3 || also.includes(code(one) as AreaCode))
  return near
    .map((one) => ({
      code: code(one) as AreaCode,
      name: `Averley 00${one}A`,
      outline: [
        [
          [one, 52],
          [one + 1, 52],
          [one + 1, 53],
          [one, 53],
          [one, 52],
        ].map(([x = 0, y = 0]) => [x / 100, y] as const),
      ].map((ring) => [ring]),
      middle: [(one + 0.5) / 100, 52.5] as const,
      metres: Math.abs(one - at) * 1000,
      touches: near.filter((other) => Math.abs(one - other) === 1).map((other) => code(other) as AreaCode),
    }))
    .sort((a, b) => a.metres - b.metres)
}
const kept = new Map<string, { id: string; name: string; screening: Screening; forceId: string }>()

const force = await openMadeForce()
const { database, sergeant, inspector, otherInspector, analyst, coach, resident, outsider } = force
const needs = { ...pageNeeds(database, () => new Date('2026-04-01T10:00:00Z')), areasAround }
const site = viewerApp((routes) => {
  decisionsPages(routes, {
    ...needs,
    findScreening: async (viewer, id) => {
      const saved = kept.get(id)
      return saved?.forceId === viewer.forceId ? saved : null
    },
  })
  projectsPages(routes, {
    ...needs,
    figuresToday: async () => ({
      area: madeArea(2),
      areasRanked: 9,
      from: madeScreening().from,
      to: madeScreening().to,
      monthsKnown: 47,
      inputs: 'f3c1a0',
    }),
  })
})

async function savedScreening(screening = madeScreening(), name = 'Spring screening') {
  const saved = await saveMadeScreening(database, analyst, screening, name)
  kept.set(saved.id, { ...saved, forceId: analyst.forceId })
  return saved
}

async function chosen(rank = 2, screening = madeScreening()): Promise<string> {
  const saved = await savedScreening(screening)
  const reply = await site.as(analyst).post(`/screening/${saved.id}/decisions`, { area: code(rank) })
  assert.equal(reply.status, 303)
  return reply.location
}

async function written(at: string, fields: Record<string, string> = {}) {
  const by = site.as(analyst)
  const edit = hiddenFields((await by.get(`${at}/edit`)).text, '/edit')
  const text = {
    placeName: 'Harbour Row',
    reason: 'Four years among the highest',
    leadOfficer: sergeant.personId,
    supervisor: sergeant.personId,
    ...fields,
  }
  assert.equal((await by.post(`${at}/edit`, { ...edit, ...text })).location, at)
  const { text: page } = await by.get(`${at}/alternatives`)
  const areas = [...page.matchAll(/name="areas" type="checkbox" value="([^"]+)"/g)].map((match) => match[1]!)
  const read = [...page.matchAll(/name="read" value="([^"]+)"/g)].map((match) => match[1]!)
  assert.ok(areas.length > 0)
  const reply = await by.post(`${at}/alternatives`, {
    ...hiddenFields(page, '/alternatives'),
    areas,
    read,
    reason: fields.alternative ?? 'Partners are working there already',
  })
  assert.equal(reply.status, 303)
}

async function acted(viewer: Viewer, at: string, act: string, fields: Record<string, string> = {}) {
  const { text } = await site.as(viewer).get(at)
  return site.as(viewer).post(`${at}/${act}`, { ...hiddenFields(text, `/${act}`), ...fields })
}

test('[D13] from a shortlist to an open project: analyst prepares, sergeant decides, inspector signs off', async () => {
  const saved = await savedScreening()
  const by = site.as(analyst)
  const list = `/screening/${saved.id}/shortlist`
  const added = await by.post(list, {
    ...hiddenFields((await by.get(list)).text, '/shortlist'),
    areas: code(8),
    note: 'By the school',
  })
  assert.equal(added.location, list)
  assert.match((await by.get(list)).text, /By the school/)
  const { location: at } = await by.post(`/screening/${saved.id}/decisions`, { area: code(2) })
  assert.match((await by.get(at)).text, /Say why not 3 comparable areas/)
  await written(at)
  assert.match((await by.get(at)).text, /Everything is written/)
  assert.equal((await acted(sergeant, at, 'decide')).location, at)
  assert.equal((await acted(inspector, at, 'sign-off')).location, at)
  const { text } = await by.get(at)
  const number = /href="\/projects\/([A-Z]+-2026-\d{3})"/.exec(text)?.[1]
  assert.ok(number)
  assert.match(text, /Sergeant Sam Geant, 1 April 2026 at 11:00am/)
  assert.match(text, /Inspector Ines Pector, 1 April 2026 at 11:00am/)
  const project = await by.get(`/projects/${number}`)
  assert.equal(project.status, 200)
  assert.equal(
    project.text.match(/govuk-task-list__item/g)?.length,
    8 + project.text.match(/govuk-task-list__item--with-link/g)!.length,
  )
  assert.equal(project.text.match(/govuk-task-list__item--with-link/g)?.length, 8)
  const stepOne = await by.get(`/projects/${number}/steps/1`)
  assert.match(stepOne.text, /Ranked 2 of 9; between 1 and 4 with 95% confidence/)
  assert.match(stepOne.text, /Partners are working there already/)
})

test('[D15] a double click on every form of the way writes once', async () => {
  const saved = await savedScreening()
  const by = site.as(analyst)
  const choose = () => by.post(`/screening/${saved.id}/decisions`, { area: code(2) })
  const [one, other] = await Promise.all([choose(), choose()])
  assert.equal(one.location, other.location)
  const at = one.location
  await written(at)
  for (const [viewer, act] of [
    [sergeant, 'decide'],
    [inspector, 'sign-off'],
  ] as const) {
    const fields = hiddenFields((await site.as(viewer).get(at)).text, `/${act}`)
    const send = () => site.as(viewer).post(`${at}/${act}`, fields)
    const replies = await Promise.all([send(), send(), send()])
    assert.deepEqual(
      replies.map((reply) => [reply.status, reply.location]),
      Array(3).fill([303, at]),
    )
  }
  const id = at.split('/').at(-1)!
  const projects = await database.owner
    .selectFrom('project')
    .select('number')
    .where('decision_id', '=', id)
    .execute()
  assert.equal(projects.length, 1)
  const signed = await database.owner
    .selectFrom('audit_entry')
    .select('sequence')
    .where('subject_id', '=', id)
    .where('action', '=', 'decision signed off')
    .execute()
  assert.equal(signed.length, 1)
})

test('[D13] two inspectors signing off at once: one project, and the second is told', async () => {
  const at = await chosen()
  await written(at)
  await acted(sergeant, at, 'decide')
  const forms = await Promise.all(
    [inspector, otherInspector].map(async (viewer) => ({
      viewer,
      fields: hiddenFields((await site.as(viewer).get(at)).text, '/sign-off'),
    })),
  )
  const replies = await Promise.all(
    forms.map(({ viewer, fields }) => site.as(viewer).post(`${at}/sign-off`, fields)),
  )
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [303, 409])
  assert.match(replies.find((reply) => reply.status === 409)!.text, /signed off already/)
})

test('[D4] an inspector who decided cannot sign off, and another returns it with a reason', async () => {
  const at = await chosen()
  await written(at)
  await acted(inspector, at, 'decide')
  const page = (await site.as(inspector).get(at)).text
  assert.doesNotMatch(page, /sign-off"/)
  assert.ok(!page.includes(`${at}/return`))
  const forged = await site.as(inspector).post(`${at}/sign-off`, { _key: randomUUID(), _version: '4' })
  assert.equal(forged.status, 409)
  assert.match(forged.text, /another inspector must sign it off/)
  const blank = await acted(otherInspector, at, 'return', { 'return-why': '  ' })
  assert.equal(blank.status, 422)
  assert.match(blank.text, /Enter what has to change/)
  assert.equal(
    (await acted(otherInspector, at, 'return', { 'return-why': 'Say what residents think' })).status,
    303,
  )
  assert.match((await site.as(analyst).get(at)).text, /Say what residents think/)
  assert.equal((await acted(sergeant, at, 'decide')).status, 303)
})

test('[D9] thirteen months outside the top band: both exceptions are asked for and named', async () => {
  const at = await chosen(4, madeScreening({ monthsKnown: 13 }))
  const page = await site.as(analyst).get(at)
  assert.match(page.text, /Why decide on less than 36 months of records\?/)
  assert.match(page.text, /Why choose a place outside the top band\?/)
  await written(at, { 'exception-short-period': 'Only 13 are published' })
  assert.doesNotMatch((await site.as(sergeant).get(at)).text, /Decide on this place/)
  const forged = await site.as(sergeant).post(`${at}/decide`, { _key: randomUUID(), _version: '3' })
  assert.equal(forged.status, 409)
  assert.match(forged.text, /Something is still missing/)
})

test('[D14] the second of two editors keeps what they typed and sees what was saved', async () => {
  const at = await chosen()
  const fields = async (viewer: Viewer) =>
    hiddenFields((await site.as(viewer).get(`${at}/edit`)).text, '/edit')
  const [mine, theirs] = [await fields(analyst), await fields(sergeant)]
  const typed = { placeName: 'Harbour Row', reason: 'Saved first' }
  assert.equal((await site.as(analyst).post(`${at}/edit`, { ...mine, ...typed })).status, 303)
  const late = await site.as(sergeant).post(`${at}/edit`, { ...theirs, ...typed, reason: 'Typed second' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Saved first/)
  assert.match(late.text, /Typed second<\/textarea>/)
  const again = { ...hiddenFields(late.text, '/edit'), ...typed, reason: 'Typed second' }
  assert.equal((await site.as(sergeant).post(`${at}/edit`, again)).status, 303)
  assert.match((await site.as(analyst).get(at)).text, /Typed second/)
})

test('[D10] areas near the chosen one join the place, and others do not slip in', async () => {
  const at = await chosen()
  const { text } = await site.as(analyst).get(`${at}/edit`)
  assert.match(text, /3 areas can be added/)
  assert.match(
    text,
    /Touching it[\s\S]*Averley 001A \(E01000001\)[\s\S]*1 to 2 km away: 1 area[\s\S]*Averley 004A/,
  )
  assert.doesNotMatch(text, new RegExp(`name="areas" type="checkbox" value="${code(2)}"`))
  await site.as(analyst).post(`${at}/edit`, {
    ...hiddenFields(text, '/edit'),
    placeName: 'Harbour Row',
    reason: 'x',
    areas: [code(3), 'E01999999'],
  })
  const page = (await site.as(analyst).get(at)).text
  assert.match(page, /2 areas, from 47 known months/)
  assert.match(page, /Say why the place has this boundary/)
  assert.doesNotMatch(page, /E01999999/)
  assert.doesNotMatch(page, /separate parts/)
})

test('[D17] a place in pieces is warned of and kept, and shown with its map and names', async () => {
  const at = await chosen()
  await written(at, { areas: code(4), boundaryReason: 'The same people are harmed in both' } as never)
  for (const path of [at, `${at}/edit`])
    assert.match(
      (await site.as(analyst).get(path)).text,
      /do not all touch: the place is in 2 separate parts/,
    )
  const page = (await site.as(analyst).get(at)).text
  assert.match(page, /<svg class="wm-place__picture" role="img"/)
  assert.match(page, /<ol[^>]*><li>Averley 002A [\s\S]*<li>Averley 004A /)
  await acted(sergeant, at, 'decide')
  await acted(inspector, at, 'sign-off')
  const number = /href="(\/projects\/[^"]+)"/.exec((await site.as(analyst).get(at)).text)?.[1]
  const project = (await site.as(analyst).get(number!)).text
  assert.match(project, /<svg class="wm-place__picture"[\s\S]*<li>Averley 002A [\s\S]*<li>Averley 004A /)
})

test('[D16] the outlines come by an address that changes with them, for those who may read the decision', async () => {
  const at = await chosen()
  const { text } = await site.as(analyst).get(`${at}/edit`)
  const address = /data-shapes="([^"]+)"/.exec(text)?.[1]
  assert.ok(address)
  assert.ok(address.startsWith(`${at}/areas.json?is=`))
  const shapes = await site.as(coach).get(address)
  assert.equal(shapes.status, 200)
  const { features } = JSON.parse(shapes.text)
  assert.deepEqual(features[0].properties, {
    code: code(2),
    name: 'Averley 002A',
    middle: [0.025, 52.5],
    touches: [code(1), code(3)],
  })
  assert.equal((await site.as(outsider).get(address)).status, 404)
})

test('too long, impossible or missing input is said beside its field and what was typed is kept', async () => {
  const at = await chosen()
  const fields = hiddenFields((await site.as(analyst).get(`${at}/edit`)).text, '/edit')
  const long = await site.as(analyst).post(`${at}/edit`, {
    ...fields,
    placeName: 'x'.repeat(201),
    reason: 'kept words',
    leadOfficer: 'not-a-person',
  })
  assert.equal(long.status, 422)
  assert.match(long.text, /must be 200 characters or fewer/)
  assert.match(long.text, /Choose a person from the list/)
  assert.match(long.text, /kept words<\/textarea>/)
  const foreign = await site.as(analyst).post(`${at}/edit`, {
    ...fields,
    placeName: 'x',
    reason: 'kept words',
    leadOfficer: outsider.personId,
  })
  assert.equal(foreign.status, 422)
  assert.match(foreign.text, /Choose officers or supervisors of this force/)
})

test('[D1] absent and not yours are the same 404, on every address; nobody is sent to sign in', async () => {
  const at = await chosen()
  const screening = [...kept.keys()].at(-1)
  const paths = [at, `${at}/edit`, `${at}/alternatives`, `/screening/${screening}/shortlist`]
  for (const viewer of [outsider, resident])
    for (const path of [...paths, '/decisions/not-an-id', `/decisions/${randomUUID()}`])
      assert.equal((await site.as(viewer).get(path)).status, 404, path)
  for (const act of ['decide', 'sign-off', 'return', 'withdraw', 'edit', 'alternatives'])
    assert.equal((await site.as(outsider).post(`${at}/${act}`, { _version: '1' })).status, 404)
  assert.equal((await site.as(resident).get('/decisions')).status, 404)
  assert.equal((await site.as(null).get(at)).location, '/sign-in')
  assert.equal((await site.as(coach).get(at)).status, 200)
  assert.equal((await site.as(coach).get(`${at}/edit`)).status, 403)
  assert.equal(
    (await site.as(analyst).post(`${at}/decide`, { _key: randomUUID(), _version: '1' })).status,
    403,
  )
})

test('hostile text is printed as text wherever it is shown', async () => {
  const screening = madeScreening({ areas: [madeArea(1, { name: HOSTILE }), madeArea(2, { name: HOSTILE })] })
  const saved = await savedScreening(screening, HOSTILE)
  const by = site.as(analyst)
  await by.post(`/screening/${saved.id}/shortlist`, { _key: randomUUID(), areas: code(1), note: HOSTILE })
  const { location: at } = await by.post(`/screening/${saved.id}/decisions`, { area: code(2) })
  await written(at, { placeName: HOSTILE, reason: HOSTILE, alternative: HOSTILE })
  await acted(sergeant, at, 'decide')
  await acted(inspector, at, 'return', { 'return-why': HOSTILE })
  const pages = [at, `${at}/edit`, `${at}/alternatives`, `/screening/${saved.id}/shortlist`, '/decisions']
  for (const path of pages) {
    const { text, status } = await by.get(path)
    assert.equal(status, 200)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path)
    assert.match(text, /&lt;script&gt;alert\(1\)/, path)
  }
})

test('the list of decisions shows a state, and says when there is none', async () => {
  const all = await site.as(analyst).get('/decisions')
  assert.match(all.text, /Showing/)
  const none = await site.as(outsider).get('/decisions?state=withdrawn')
  assert.match(none.text, /No decision is in this state/)
  assert.equal((await site.as(analyst).get('/decisions?state=nonsense&page=-4')).status, 200)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[D15] a form without its key writes nothing, keeps what was typed and comes back with another', async () => {
  const at = await chosen()
  const by = site.as(analyst)
  const { _version = '' } = hiddenFields((await by.get(`${at}/edit`)).text, '/edit')
  const typed = { _version, placeName: 'Harbour Row', reason: 'Typed without a key' }
  for (const _key of ['', 'x', `${randomUUID()}0`]) {
    const refused = await by.post(`${at}/edit`, { ...typed, _key })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /This form is out of date; send it again/)
    assert.match(refused.text, /Typed without a key<\/textarea>/)
    assert.equal((await by.get(at)).text.includes('Typed without a key'), false)
  }
  const refused = await by.post(`${at}/edit`, typed)
  assert.equal(
    (await by.post(`${at}/edit`, { ...hiddenFields(refused.text, '/edit'), ...typed })).status,
    303,
  )
  assert.match((await by.get(at)).text, /Typed without a key/)
  const list = `/screening/${[...kept.keys()].at(-1)}/shortlist`
  const unlisted = await by.post(list, { areas: code(8), note: 'By the school' })
  assert.equal(unlisted.status, 422)
  assert.match(unlisted.text, /By the school<\/textarea>/)
})

test('[D1] an address that is no id is a 404, whatever its length', async () => {
  const saved = await savedScreening()
  const odd = ['-'.repeat(36), `${randomUUID().slice(0, 35)}-`, randomUUID(), 'x', `${saved.id}0`]
  for (const id of odd)
    for (const path of [`/decisions/${id}`, `/decisions/${id}/edit`, `/screening/${id}/shortlist`])
      assert.equal((await site.as(sergeant).get(path)).status, 404, path)
})

test('[D8] sixty comparable areas stand by band, and a band takes one reason in one go', async () => {
  const areas = Array.from({ length: 60 }, (_, at) => madeArea(at + 1, { band: at < 40 ? 1 : 2 }))
  const at = await chosen(50, madeScreening({ areas }))
  const by = site.as(analyst)
  const page = async () => (await by.get(`${at}/alternatives`)).text
  const first = await page()
  assert.match(first, /Band 1: 40 areas, 40 still to do/)
  assert.match(first, /Band 2: 19 areas, 19 still to do/)
  const save = async (fields: Record<string, string | string[]>) => {
    const text = await page()
    const read = [...text.matchAll(/name="read" value="([^"]+)"/g)].map((match) => match[1]!)
    return by.post(`${at}/alternatives`, { ...hiddenFields(text, '/alternatives'), read, ...fields })
  }
  const none = await save({ reason: 'Nothing ticked' })
  assert.equal(none.status, 422)
  assert.match(none.text, /Tick at least one area/)
  assert.equal((await save({ areas: code(3), reason: 'It has its own project' })).status, 303)
  assert.equal((await save({ bands: '1', reason: 'Partners work there already' })).status, 303)
  const after = await page()
  assert.match(after, /19 of 59 still to do/)
  assert.match(after, /40 areas of band 1 with a reason/)
  assert.equal(after.match(/wm-words">Partners work there already</g)?.length, 39)
  assert.equal(after.match(/wm-words">It has its own project</g)?.length, 1)
})
