import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { done } from '#core/outcome.ts'
import type { Database } from '#platform/db/index.ts'
import { MOST_DRAFTS } from '#platform/forms/draft.ts'
import { purgeFormKeys } from '#platform/forms/form-key-purge.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { pagePath } from './draft.schema.ts'
import { draftsPages, keepSent } from './drafts.pages.ts'

const HOSTILE = `<img src=x onerror=alert(1)>"'`
const closing: (() => Promise<void>)[] = []
let database: Database
let jo: Viewer
let ola: Viewer
let now = new Date('2026-04-01T10:00:00Z')
let site: ReturnType<typeof viewerApp>
const logged: string[] = []

before(async () => {
  database = await openTestDatabase({ after: (close: () => Promise<void>) => closing.push(close) } as never)
  const force = await addForce(database, 'averley')
  jo = await force.person('Jo Bell', 'officer')
  ola = await force.person('Ola Fry', 'supervisor', 'inspector')
  const needs = {
    database,
    clock: () => now,
    frame: () => TEST_FRAME,
    logger: openLogger('error', { write: (line: string) => void logged.push(line) }),
  }
  site = viewerApp((routes) => {
    draftsPages(routes, needs)
    routes.post('/forms/:id', async (c) => {
      const body = await c.req.parseBody()
      if (body.title === '') return c.html('no', 422)
      const viewer = c.get('viewer')!
      const outcome = await writeOnce(database, viewer, body._key, '/done', async () => done(true))
      return outcome.ok ? c.redirect('/done', 303) : c.html('out of date', 422)
    })
    // As the app does where a session has run out; the scope says whose it was.
    for (const path of ['/lapsed', '/account/password'])
      routes.post(path, async (c) => {
        const scope = c.req.query('as') === 'nobody' ? null : jo
        return c.redirect((await keepSent(needs, c, scope)) ?? '/', 303)
      })
  })
})
after(async () => {
  for (const close of closing) await close()
})

const put = (viewer: Viewer | null, form: string, fields: object, key: string | null = null) =>
  site.as(viewer).request('/drafts', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ form, page: `${form}/new`, key, fields }),
  })
const of = async (viewer: Viewer, form: string, key?: string) =>
  JSON.parse((await site.as(viewer).get(`/drafts/of?form=${form}${key ? `&key=${key}` : ''}`)).text)

test('[F1] the latest words of a form replace those before, and are their writer’s alone', async () => {
  await put(jo, '/forms/1', { title: 'First' })
  await put(jo, '/forms/1', { title: HOSTILE, kinds: ['a', 'b'] })
  assert.deepEqual((await of(jo, '/forms/1')).draft.fields, { title: HOSTILE, kinds: ['a', 'b'] })
  assert.equal((await of(ola, '/forms/1')).draft, null)
  const { text } = await site.as(jo).get('/drafts')
  assert.match(text, /&lt;img src=x/)
  assert.doesNotMatch(text, /<img src=x/)
  assert.match((await site.as(ola).get('/drafts')).text, /everything you typed has been saved/)
})

test('[F1] words from a page that was somebody else’s are not kept for whoever signed in since', async () => {
  const send = (viewer: Viewer) =>
    site.as(viewer).request('/drafts', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        form: '/forms/10',
        page: '/forms/10',
        key: null,
        writer: jo.personId,
        fields: { title: 'Jo’s' },
      }),
    })
  assert.equal((await send(ola)).status, 409)
  assert.equal((await of(ola, '/forms/10')).draft, null)
  assert.equal((await send(jo)).status, 200)
  await site.as(jo).post('/drafts/drop', { form: '/forms/10' })
})

test('[F1] the database keeps one person’s draft from another, whatever a query forgets', async () => {
  await put(jo, '/forms/2', { title: 'Mine' })
  const seen = await database.as(ola, (tx) => tx.selectFrom('draft').selectAll().execute())
  assert.deepEqual(seen, [])
})

test('[F3] a draft goes when its form is taken, not when it is refused, and late words stay out', async () => {
  const key = randomUUID()
  await put(jo, '/forms/3', { title: 'Words' }, key)
  await site.as(jo).post('/forms/3', { _key: key, title: '' })
  assert.ok((await of(jo, '/forms/3')).draft)
  assert.equal((await site.as(jo).post('/forms/3', { _key: key, title: 'Words' })).status, 303)
  assert.deepEqual(await of(jo, '/forms/3', key), { writer: jo.personId, draft: null, isTaken: true })
  assert.deepEqual(await (await put(jo, '/forms/3', { title: 'Late' }, key)).json(), { isKept: false })
})

test('[F3] a draft that cannot be dropped leaves the answer of the form that was taken as it is', async () => {
  const rename = (from: string, to: string) => database.owner.schema.alterTable(from).renameTo(to).execute()
  await rename('draft', 'draft_away')
  try {
    const reply = await site.as(jo).post('/forms/11', { _key: randomUUID(), title: 'Words' })
    assert.deepEqual([reply.status, reply.location], [303, '/done'])
  } finally {
    await rename('draft_away', 'draft')
  }
  assert.equal(logged.length, 1)
  assert.match(logged[0] ?? '', /a draft of a form that was taken could not be removed/)
})

test('[F3] its writer throws it away, and after thirty days it is gone', async () => {
  await put(jo, '/forms/4', { title: 'Words' })
  await site.as(ola).post('/drafts/drop', { form: '/forms/4' })
  assert.ok((await of(jo, '/forms/4')).draft, 'nobody else can')
  assert.equal((await site.as(jo).post('/drafts/drop', { form: '/forms/4' })).location, '/drafts')
  assert.equal((await of(jo, '/forms/4')).draft, null)
  await put(jo, '/forms/5', { title: 'Old' })
  await purgeFormKeys(database, new Date(now.getTime() + 29 * 86_400_000))
  assert.ok((await of(jo, '/forms/5')).draft)
  await purgeFormKeys(database, new Date(now.getTime() + 31 * 86_400_000))
  assert.equal((await of(jo, '/forms/5')).draft, null)
})

test('[F3] of one person’s drafts the latest fifty are kept', async () => {
  await put(ola, '/forms/ola', { title: 'Hers' })
  for (let number = 0; number <= MOST_DRAFTS; number++) {
    now = new Date(now.getTime() + 1000)
    await put(jo, `/forms/many-${number}`, { title: `${number}` })
  }
  const mine = await database.as(jo, (tx) => tx.selectFrom('draft').select('form').execute())
  assert.equal(mine.length, MOST_DRAFTS)
  assert.equal((await of(jo, '/forms/many-0')).draft, null, 'the one saved longest ago')
  assert.ok((await of(jo, `/forms/many-${MOST_DRAFTS}`)).draft)
  assert.ok((await of(ola, '/forms/ola')).draft, 'nobody else’s')
})

test('[F4] [F6] the version stays with the words; keys do not', async () => {
  await put(jo, '/forms/6', { _version: '3', _key: 'secret', title: 'x' })
  assert.deepEqual((await of(jo, '/forms/6')).draft.fields, { _version: '3', title: 'x' })
})

test('[F5] a form sent after the session ran out is kept and led back to', async () => {
  const send = (as: string, referer: string) =>
    site.as(null).request(`http://localhost/lapsed?as=${as}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Referer: referer },
      body: new URLSearchParams({ _key: randomUUID(), title: 'Typed for an hour' }).toString(),
    })
  const kept = await send('jo', 'http://localhost/forms/7/new?kind=x')
  assert.equal(kept.headers.get('location'), '/forms/7/new?kind=x&draft=back')
  assert.deepEqual((await of(jo, '/lapsed')).draft.fields, { title: 'Typed for an hour' })
  assert.equal((await send('nobody', 'http://localhost/forms/7/new')).headers.get('location'), '/forms/7/new')
  assert.equal((await send('jo', 'https://elsewhere.example/x')).headers.get('location'), '/')
})

test('[F6] a password sent after the session ran out is not kept', async () => {
  const reply = await site.as(null).request('http://localhost/account/password?as=jo', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Referer: 'http://localhost/account/password',
    },
    body: new URLSearchParams({ current: 'old words', fresh: 'new words' }).toString(),
  })
  assert.equal(reply.headers.get('location'), '/account/password')
  assert.equal((await of(jo, '/account/password')).draft, null)
})

test('[F1] characters that cannot be kept are refused in addresses and names, and mended in words', async () => {
  for (const form of ['/forms/\u0000', '/forms/\ud800'])
    assert.equal((await put(jo, form, { title: 'x' })).status, 422)
  for (const name of ['a\u0000', 'a\ud800'])
    assert.equal((await put(jo, '/forms/9', { [name]: 'x' })).status, 422)
  assert.deepEqual(await (await put(jo, '/forms/9', { title: 'half \ud800\u0000' })).json(), { isKept: true })
  assert.deepEqual((await of(jo, '/forms/9')).draft.fields, { title: 'half \ufffd' })
})

test('addresses of other sites, and too much, are not kept', async () => {
  for (const form of [
    '//elsewhere.example',
    'https://elsewhere.example',
    '/\\elsewhere',
    'x',
    `/${'x'.repeat(500)}`,
  ])
    assert.equal((await put(jo, form, { title: 'x' })).status, 422, form)
  const long = await put(jo, '/forms/8', { title: 'x'.repeat(200_000) })
  assert.deepEqual(await long.json(), { isKept: false })
  assert.equal(pagePath('http://a.example//b.example/', 'http://a.example'), null)
  assert.equal(pagePath(undefined, 'http://a.example'), null)
  now = new Date(now.getTime() + 1)
})
