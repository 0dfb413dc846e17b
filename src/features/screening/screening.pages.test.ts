import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { areaHierarchy } from '#analytics/index.ts'
import type { ForceSlug, Viewer } from '#core/access/viewer.ts'
import type { Database } from '#platform/db/index.ts'
import { NotAllowed, NotFound, type RequestEnv, SignInNeeded } from '#platform/http/request.ts'
import { openAverleyStore } from '#tests/support/averley-store.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { screeningPages } from './screening.pages.ts'

const CORE = 'E01900154'
const HOSTILE = '"><script>alert(1)</script>'
const closers: (() => unknown)[] = []
const app = new Hono<RequestEnv>()
const people: Record<string, Viewer> = {}
let database: Database

before(async () => {
  const averley = await openAverleyStore({ months: 24 })
  closers.push(() => averley.close())
  database = await openTestDatabase({ after: (close: () => unknown) => closers.unshift(close) } as never)
  const force = await addForce(database, 'averley')
  for (const role of [
    'officer',
    'supervisor',
    'leader',
    'analyst',
    'coach',
    'partner',
    'resident',
    'administrator',
  ] as const)
    people[role] = await force.person(`The ${role}`, role)
  people.stranger = await (await addForce(database, 'borough')).person('Una Strange', 'analyst')
  const areas = await areaHierarchy(averley.store, 'averley' as ForceSlug)
  const rows = areas.map(({ code, kind, name, parentCode, vintage }) => ({
    force_id: force.forceId,
    code,
    kind,
    name,
    parent_code: parentCode,
    vintage,
  }))
  await database.owner.insertInto('area').values(rows).execute()
  app.use(async (c, next) => {
    c.set('viewer', people[c.req.header('as') ?? ''] ?? null)
    await next()
  })
  app.onError((error, c) => {
    if (error instanceof SignInNeeded) return c.text('sign in', 401)
    if (error instanceof NotFound) return c.text('not found', 404)
    if (error instanceof NotAllowed) return c.text('not allowed', 403)
    throw error
  })
  screeningPages(app, {
    database,
    store: averley.store,
    clock: () => new Date('2026-01-20T10:00:00Z'),
    frame: (c) => ({ viewer: null, currentPath: c.req.path, navigation: [], isDemonstration: false }),
  })
})
after(async () => {
  for (const close of closers) await close()
})

type Reply = Readonly<{ status: number; text: string; headers: Headers }>

async function get(path: string, as = 'analyst', headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await app.request(path, { headers: { as, ...headers } })
  return { status: reply.status, text: await reply.text(), headers: reply.headers }
}

async function post(path: string, fields: Record<string, string>, as = 'analyst'): Promise<Reply> {
  const reply = await app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { as },
  })
  return { status: reply.status, text: await reply.text(), headers: reply.headers }
}

async function save(name: string, as = 'analyst', query: Record<string, string> = {}): Promise<string> {
  const reply = await post('/screening/saved', { _key: randomUUID(), name, ...query }, as)
  assert.equal(reply.status, 303, reply.text)
  return reply.headers.get('Location')!
}

const namesIn = (text: string) => [...text.matchAll(/data-code="([^"]+)"/g)].map((found) => found[1])

test('[S1] those who read screenings find every page, others find nothing, nobody is asked to sign in', async () => {
  const saved = await save('For all to read')
  const paths = [
    '/screening',
    `/screening/areas/${CORE}`,
    '/screening/saved',
    saved,
    `${saved}/repeat`,
    `${saved}/export.csv`,
    '/screening/breaks',
    '/screening/map.svg',
    '/screening/shapes.json?unit=msoa',
    '/screening/export.json',
  ]
  for (const path of paths) {
    for (const role of ['officer', 'supervisor', 'leader', 'analyst', 'coach'])
      assert.equal((await get(path, role)).status, 200, `${role} ${path}`)
    for (const role of ['partner', 'resident', 'administrator'])
      assert.equal((await get(path, role)).status, 404, `${role} ${path}`)
    assert.equal((await get(path, 'nobody')).status, 401, path)
  }
})

test('[S1] another force’s screening is not found, and its map and files neither', async () => {
  const saved = await save('Ours')
  for (const path of [
    saved,
    `${saved}/repeat`,
    `${saved}/export.json`,
    `/screening/map.svg?saved=${saved.slice(11)}`,
  ])
    assert.equal((await get(path, 'stranger')).status, 404, path)
  const removal = await post(`${saved}/delete`, { _key: randomUUID() }, 'stranger')
  assert.equal(removal.status, 404)
  assert.equal((await get(saved)).status, 200)
})

test('the workbench shows ranks with intervals, bands, what is unknown and the short period', async () => {
  const { text } = await get('/screening')
  assert.equal(namesIn(text)[0], CORE)
  assert.equal(namesIn(text).length, 25)
  assert.match(text, /cannot be told apart|told apart from the rest/)
  assert.match(text, /No file gives May 2024/)
  assert.match(text, /Only 23 months/)
  assert.match(text, /<strong>1<\/strong> <span class="wm-doubt">\(1 to \d+\)/)
  assert.match(text, /aria-sort="ascending"/)
})

test('[S3] another weight is another ranking at its own address; the fragment holds the same rows', async () => {
  const weights = 'weight-vulnerability=0&weight-contribution=0&weight-persistence=0&weight-stakeholders=100'
  const whole = await get(`/screening?${weights}`)
  const fragment = await get(`/screening?${weights}&fragment=1`)
  assert.notDeepEqual(namesIn(whole.text), namesIn((await get('/screening')).text))
  assert.deepEqual(namesIn(fragment.text), namesIn(whole.text))
  assert.doesNotMatch(fragment.text, /<html/)
})

test('a reader who has the page is told so, and somebody else’s page is not theirs', async () => {
  for (const path of [
    '/screening',
    `/screening/areas/${CORE}`,
    '/screening/map.svg',
    '/screening/shapes.json',
  ]) {
    const first = await get(path, 'officer')
    const tag = first.headers.get('ETag')!
    assert.ok(tag, path)
    assert.equal((await get(path, 'officer', { 'If-None-Match': tag })).status, 304, path)
    assert.equal(
      (await get(`${path}?colour=count`, 'officer', { 'If-None-Match': tag })).status,
      path.includes('shapes') ? 304 : 200,
    )
    assert.match(first.headers.get('Cache-Control')!, /private/)
  }
  const analysts = (await get('/screening', 'analyst')).headers.get('ETag')
  assert.notEqual(analysts, (await get('/screening', 'officer')).headers.get('ETag'))
})

test('sorting, filtering and selecting are addresses', async () => {
  const byCount = await get('/screening?sort=count&order=down&size=50')
  assert.equal(namesIn(byCount.text).length, 50)
  assert.doesNotMatch(byCount.text, /scope="rowgroup"/)
  assert.deepEqual(namesIn((await get(`/screening?q=${CORE}`)).text), [CORE])
  assert.match((await get('/screening?q=nothing-like-it')).text, /No area is left by these filters/)
  const all = namesIn((await get('/screening?size=100&page=3')).text)
  const last = all.at(-1)!
  const selected = await get(`/screening?area=${last}`)
  assert.match(selected.text, new RegExp(`data-code="${last}" aria-selected="true"`))
  const place = await get('/screening?neighbourhood=AV-N13')
  assert.ok(namesIn(place.text).length > 3 && namesIn(place.text).includes(CORE))
})

test('a wrong question is told at its field, and hostile text comes out as text', async () => {
  const wrong = await get('/screening?from=2024-13&weight-rate=1000')
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /href="#from"/)
  assert.match(wrong.text, /href="#weight-rate"/)
  const query = ['q', 'band', 'neighbourhood', 'area', 'colour', 'sort', 'type'].map(
    (name) => `${name}=${encodeURIComponent(HOSTILE)}`,
  )
  for (const part of [...query, query.join('&')])
    assert.doesNotMatch((await get(`/screening?${part}`)).text, /<script>alert/)
  const name = await get(await save(HOSTILE))
  assert.doesNotMatch(name.text, /<script>alert/)
  assert.match(name.text, /&lt;script&gt;alert/)
})

test('a force with nothing loaded is told what to do', async () => {
  const { status, text } = await get('/screening', 'stranger')
  assert.equal(status, 200)
  assert.match(text, /No recorded crime is loaded yet/)
  assert.match(text, /href="\/imports"/)
})

test('an area’s page says why it ranks there, with doubt, breaks and sources', async () => {
  const { text } = await get(`/screening/areas/${CORE}`)
  assert.match(text, /Why it ranks here/)
  assert.match(text, /ranks 1st of 300/)
  assert.match(text, /Where exactly is not known/)
  assert.match(text, /Areas that touch it/)
  assert.match(text, /Areas most like it/)
  assert.equal((await get('/screening/areas/E09999999')).status, 404)
  assert.equal((await get(`/screening/areas/${encodeURIComponent(HOSTILE)}`)).status, 404)
})

test('[S13] a screening sent twice is saved once, and its page shows the result as it was', async () => {
  const key = randomUUID()
  const send = () => post('/screening/saved', { _key: key, name: 'Twice', 'weight-rate': '40' })
  const [one, other] = await Promise.all([send(), send()])
  assert.equal(one.headers.get('Location'), other.headers.get('Location'))
  const list = await get('/screening/saved?q=twice')
  assert.equal([...list.text.matchAll(/wm-saved__item/g)].length, 1)
  const page = await get(one.headers.get('Location')!)
  assert.match(page.text, /Rate 40/)
  assert.match(page.text, /href="\/screening\/[0-9a-f-]{36}\/shortlist"/)
})

test('[S2] officers read and do not save; a screening without a name is asked for one', async () => {
  assert.equal((await post('/screening/saved', { _key: randomUUID(), name: 'No' }, 'officer')).status, 403)
  assert.equal((await get('/screening/save', 'officer')).status, 403)
  const nameless = await post('/screening/saved', { _key: randomUUID(), name: '  ', 'weight-rate': '40' })
  assert.equal(nameless.status, 422)
  assert.match(nameless.text, /Give the screening a name/)
  assert.match(nameless.text, /name="weight-rate" value="40"/)
})

test('[S8] repeating over the same data finds the same inputs and the same result', async () => {
  const { text } = await get(`${await save('To repeat', 'supervisor', { unit: 'neighbourhood' })}/repeat`)
  assert.match(text, /Same inputs, same result\./)
})

test('[S10] the files of a saved screening hold its areas in rank order', async () => {
  const saved = await save('To export')
  const areas = JSON.parse((await get(`${saved}/export.json`)).text) as { rank: number; code: string }[]
  assert.equal(areas.length, 300)
  assert.deepEqual(
    areas.map(({ rank }) => rank),
    areas.map(({ rank }) => rank).sort((a, b) => a - b),
  )
  const csv = await get(`${saved}/export.csv`)
  assert.equal(csv.text.trimEnd().split('\r\n').length, 301)
  assert.match(
    csv.headers.get('Content-Disposition')!,
    /^attachment; filename="averley-lsoa-[\d-]+-to-[\d-]+\.csv"$/,
  )
  const shapes = JSON.parse((await get(`${saved}/export.geojson`)).text) as {
    features: { geometry: unknown }[]
  }
  assert.ok(shapes.features.every(({ geometry }) => geometry !== null))
})

test('[S2] whoever saved a screening deletes it, with a trace, unless an area was shortlisted from it', async () => {
  const saved = await save('Short-lived')
  assert.match(
    (await post(`${saved}/delete`, { _key: randomUUID() }, 'supervisor')).text,
    /Only the person who saved/,
  )
  assert.equal(
    (await post(`${saved}/delete`, { _key: randomUUID() })).headers.get('Location'),
    '/screening/saved',
  )
  assert.equal((await get(saved)).status, 404)
  const traces = await database.owner
    .selectFrom('audit_entry')
    .select('action')
    .where('subject_id', '=', saved.slice('/screening/'.length))
    .orderBy('sequence')
    .execute()
  assert.deepEqual(
    traces.map(({ action }) => action),
    ['screening saved', 'screening deleted'],
  )

  const used = await save('Used')
  const { forceId, personId } = people.analyst!
  await database.owner
    .insertInto('shortlist_entry')
    .values({
      force_id: forceId,
      screening_id: used.slice(11),
      area_code: CORE,
      added_by: personId,
      added_at: new Date(),
    })
    .execute()
  const refused = await post(`${used}/delete`, { _key: randomUUID() })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /it stays as evidence/)
  assert.equal((await get(used)).status, 200)
})

test('[S12] a break that a force adds is drawn on the series it touches, and can be taken away', async () => {
  const add = (fields: Record<string, string>, as?: string) =>
    post('/screening/breaks', { _key: randomUUID(), label: '', from: '', to: '', ...fields }, as)
  assert.equal((await add({ label: 'Theirs', from: '2024-10' }, 'officer')).status, 403)
  const wrong = await add({ label: '', from: '2024-10', to: '2024-09' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Say what changed/)
  assert.match(wrong.text, /The last month is before the first/)
  assert.equal((await add({ label: 'All crimes attended', from: '2024-10' })).status, 303)
  assert.match((await get(`/screening/areas/${CORE}`)).text, /All crimes attended/)
  const page = await get('/screening/breaks')
  assert.match(page.text, /COVID-19 restrictions/)
  const removal = /action="(\/screening\/breaks\/[0-9a-f-]{36}\/remove)"/.exec(page.text)![1]!
  assert.equal((await post(removal, { _key: randomUUID() }, 'stranger')).status, 303)
  assert.match((await get('/screening/breaks')).text, /All crimes attended/)
  assert.equal((await post(removal, { _key: randomUUID() }, 'supervisor')).status, 303)
  assert.doesNotMatch((await get(`/screening/areas/${CORE}`)).text, /All crimes attended/)
})

test('a row of a saved screening leads to its shortlist, for those who prepare decisions', async () => {
  const saved = await save('To shortlist')
  const link = `href="${saved}/shortlist?add=${CORE}"`
  assert.ok((await get(saved)).text.includes(link))
  assert.ok((await get(saved, 'officer')).text.includes(link))
  assert.ok(!(await get(saved, 'leader')).text.includes(link))
  assert.ok(!(await get('/screening')).text.includes('/shortlist?add='))
})

test('[S2] a row of a screening that is not saved leads past saving it to the shortlist', async () => {
  const address = `/screening/save?weight-rate=40&shortlist=${CORE}`
  const { text } = await get('/screening?weight-rate=40')
  assert.ok(text.includes(address.replaceAll('&', '&amp;')), 'the row keeps the question')
  assert.ok(!(await get('/screening', 'officer')).text.includes('shortlist='), 'officers do not save')
  const page = (await get(address)).text
  assert.match(page, /so that what [^.]+ was chosen from is kept/)
  assert.match(page, new RegExp(`name="shortlist" value="${CORE}"`))
  assert.match(
    await save('On the way', 'analyst', { shortlist: CORE }),
    new RegExp(`/shortlist\\?add=${CORE}$`),
  )
  assert.match(await save('On no way', 'analyst', { shortlist: 'E01999999' }), /^\/screening\/[0-9a-f-]{36}$/)
})

test('an address that names nothing is not found', async () => {
  for (const path of ['/screening/not-an-id', '/screenings']) assert.equal((await get(path)).status, 404)
})
