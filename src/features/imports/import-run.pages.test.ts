import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Hono } from 'hono'
import { openStore } from '#analytics/index.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { importJobs, importPages } from '#features/imports/index.ts'
import { NotAllowed, NotFound, type RequestEnv } from '#platform/http/request.ts'
import { openJobs } from '#platform/jobs/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'

const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const street = (force: string, rows = 3) =>
  `${HEADER}\n${Array.from({ length: rows }, (_, i) => `id${i},2024-01,${force},${force},0.9,54.9,On or near A Street,E01900001,Averley 001A,Burglary,,`).join('\n')}\n`

async function startImportSite(t: TestContext) {
  const database = await openTestDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-imports-'))
  const importFolder = join(folder, 'offered')
  const clock = () => new Date('2026-03-02T10:00:00Z')
  const logger = openLogger('silent')
  const store = await openStore({ folder: join(folder, 'store'), clock })
  const jobs = await openJobs(database, logger)
  const force = await addForce(database, 'averley')
  const synced: string[] = []
  await importJobs({
    database,
    store,
    jobs,
    clock,
    logger,
    config: { uploadFolder: join(folder, 'uploads') },
    afterImport: async (_, slug) => {
      synced.push(slug)
    },
  })
  t.after(async () => {
    await jobs.stop(2000)
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  await mkdir(importFolder)
  const as = (viewer: Viewer) => {
    const routes = new Hono<RequestEnv>()
    routes.use(async (c, next) => {
      c.set('viewer', viewer)
      await next()
    })
    routes.onError((error, c) => {
      if (error instanceof NotFound) return c.text('not found', 404)
      if (error instanceof NotAllowed) return c.text('not allowed', 403)
      throw error
    })
    const frame = () => ({ viewer: null, currentPath: '/imports', navigation: [], isDemonstration: false })
    importPages(routes, {
      database,
      store,
      jobs,
      clock,
      frame,
      config: { uploadFolder: join(folder, 'uploads'), importFolder, uploadLimitMb: 10 },
    })
    return routes
  }
  async function finished(routes: ReturnType<typeof as>, location: string): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const text = await (await routes.request(`${location}/progress`)).text()
      if (text.includes('data-wm-progress="finished"')) return (await routes.request(location)).text()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the import did not finish')
  }
  return { as, finished, force, store, folder, importFolder, synced }
}

function upload(name: string, text: string, key: string = randomUUID()): RequestInit {
  const body = new FormData()
  body.set('_key', key)
  if (name) body.append('files', new File([text], name))
  return { method: 'POST', body }
}

test('an analyst uploads a file, and its report says what was found', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  const sent = await routes.request(
    '/imports/upload',
    upload('2024-01-averley-street.csv', street('Averley')),
  )
  assert.equal(sent.status, 303)
  const page = await site.finished(routes, sent.headers.get('location')!)
  assert.match(page, /This report as JSON/)
  assert.match(page, /2024-01-averley-street\.csv/)
  assert.doesNotMatch(page, new RegExp(site.folder), 'where files lie on the server is not shown')
  const [report] = await site.store.reports()
  assert.equal(report!.rowsLoaded, 3)
  assert.deepEqual(site.synced, ['averley'])
  const json = await routes.request(`/imports/reports/${report!.id}.json`)
  assert.equal(((await json.json()) as { rowsLoaded: number }).rowsLoaded, 3)
  assert.match(await (await routes.request('/imports')).text(), /Ana List/)
  assert.deepEqual(
    await readdir(join(site.folder, 'uploads')),
    [],
    'uploads are removed when they are loaded',
  )
})

test('another force’s file is refused in one sentence and changes nothing', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  const sent = await routes.request(
    '/imports/upload',
    upload('2024-01-borough-street.csv', street('Borough')),
  )
  const page = await site.finished(routes, sent.headers.get('location')!)
  assert.match(page, /Nothing was changed/)
  assert.match(page, /2024-01-borough-street\.csv/)
  assert.deepEqual(await site.store.forces(), [])
})

test('a form sent twice imports once', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  const key = randomUUID()
  const send = () =>
    routes.request('/imports/upload', upload('2024-01-averley-street.csv', street('Averley'), key))
  const [first, second] = await Promise.all([send(), send()])
  assert.equal(first.headers.get('location'), second.headers.get('location'))
  await site.finished(routes, first.headers.get('location')!)
  assert.equal((await site.store.reports()).length, 1)
  assert.equal((await send()).headers.get('location'), first.headers.get('location'))
  assert.deepEqual(await readdir(join(site.folder, 'uploads')), [], 'nothing of any sending is left')
})

test('a hostile file name and no file at all are harmless', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  const none = await routes.request('/imports/upload', upload('', ''))
  assert.equal(none.status, 422)
  assert.match(await none.text(), /Choose a file to load/)
  const sent = await routes.request(
    '/imports/upload',
    upload('../../"><script>alert(1)</script>.csv', street('Averley')),
  )
  const page = await site.finished(routes, sent.headers.get('location')!)
  assert.doesNotMatch(page, /<script>alert/)
})

test('only what the server folder offers can be loaded from it', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  await writeFile(join(site.importFolder, '2024-01-averley-street.csv'), street('Averley', 2))
  await writeFile(join(site.folder, 'secret.csv'), street('Averley', 9))
  assert.match(await (await routes.request('/imports')).text(), /2024-01-averley-street\.csv/)
  const post = (name: string) =>
    routes.request('/imports/folder', {
      method: 'POST',
      body: new URLSearchParams({ _key: randomUUID(), names: name }),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
  assert.equal((await post('../secret.csv')).status, 422)
  const sent = await post('2024-01-averley-street.csv')
  assert.equal(sent.status, 303)
  await site.finished(routes, sent.headers.get('location')!)
  assert.equal((await site.store.reports())[0]!.rowsLoaded, 2)
})

test('a form without its key loads nothing and leaves nothing behind', async (t) => {
  const site = await startImportSite(t)
  const routes = site.as(await site.force.person('Ana List', 'analyst'))
  await writeFile(join(site.importFolder, '2024-01-averley-street.csv'), street('Averley', 2))
  const folder = new URLSearchParams({ names: '2024-01-averley-street.csv' })
  const replies = [
    await routes.request('/imports/upload', upload('2024-01-averley-street.csv', street('Averley'), 'x')),
    await routes.request('/imports/folder', { method: 'POST', body: folder }),
  ]
  for (const reply of replies) {
    assert.equal(reply.status, 422)
    assert.match(await reply.text(), /This form is out of date; send it again/)
  }
  assert.deepEqual(await readdir(join(site.folder, 'uploads')), [])
  assert.doesNotMatch(await (await routes.request('/imports')).text(), /Ana List/)
})

test('officers read reports and cannot load; partners, residents and other forces find nothing', async (t) => {
  const site = await startImportSite(t)
  const analyst = site.as(await site.force.person('Ana List', 'analyst'))
  const sent = await analyst.request(
    '/imports/upload',
    upload('2024-01-averley-street.csv', street('Averley')),
  )
  const location = sent.headers.get('location')!
  await site.finished(analyst, location)
  const officer = site.as(await site.force.person('Jo Bell', 'officer'))
  assert.equal((await officer.request(location)).status, 200)
  assert.doesNotMatch(await (await officer.request('/imports')).text(), /type="file"/)
  assert.equal((await officer.request('/imports/upload', upload('a.csv', street('Averley')))).status, 403)
  const partner = site.as(await site.force.person('Pat Ner', 'partner'))
  assert.equal((await partner.request('/imports')).status, 404)
  assert.equal((await partner.request('/imports/upload', upload('a.csv', 'x'))).status, 404)
})
