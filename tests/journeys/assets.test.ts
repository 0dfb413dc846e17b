import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { checkPage, newPage, screenshot, visit } from '#tests/support/browser.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { signedIn } from '#tests/support/demonstration-visitor.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { seededRandom } from '../../scripts/demonstration/random.ts'

const PROJECT = '/projects/AVE-2026-001'
const KILLS = 8
const random = seededRandom(20_260_401, 'killed uploads')

let server: Server
let officer: Browser
let photograph: Buffer
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
  officer = await signedIn(server, 'maren.tolliver')
  photograph = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#284' } })
    .jpeg()
    .toBuffer()
})
after(async () => {
  for (const ending of endings) await ending()
})

async function newWalk(): Promise<string> {
  const form = await officer.get(`${PROJECT}/audit-walks/new`)
  const walkers = `walk ${randomUUID()}`
  const reply = await officer.post(`${PROJECT}/audit-walks`, {
    ...hiddenFields(form.text, '/audit-walks'),
    'on-day': '3',
    'on-month': '2',
    'on-year': '2026',
    walkers,
  })
  assert.equal(reply.status, 303)
  const list = (await officer.get(`${PROJECT}/audit-walks?search=${walkers}`)).text
  return /href="([^"]*\/audit-walks\/[0-9a-f-]{36})"/.exec(list)![1]!
}

async function pageOf(page: Page): Promise<Page> {
  for (const [name, value] of officer.cookies)
    await page.context().addCookies([{ name, value, url: server.url }])
  return page
}

test('[AS2] [AS3] things seen are added on a phone one after the other, where the phone is, and are on the map', async (t) => {
  const walk = await newWalk()
  const phone = await pageOf(await newPage(t, { viewport: { width: 390, height: 844 } }))
  await phone.context().grantPermissions(['geolocation'])
  await phone.context().setGeolocation({ latitude: 54.8711, longitude: 1.1985, accuracy: 12 })
  await visit(phone, `${server.url}${walk}/see`)
  for (const seen of ['Lamp is out', 'Bench in the sun']) {
    await phone
      .getByLabel('Take a photograph')
      .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photograph })
    await phone.getByLabel('What is it?').fill(seen)
    await phone.getByLabel('Bad').check()
    await phone.getByLabel('What is it about?').selectOption('lighting')
    await phone.getByRole('button', { name: 'Use where I am' }).click()
    await phone.getByText('to within about 12 metres').waitFor()
    assert.equal(await phone.getByLabel('Where is it on the map?').inputValue(), '54.87110, 1.19850')
    await phone.getByRole('button', { name: 'Save, and see more' }).click()
    await phone.getByRole('link', { name: seen }).waitFor()
    await checkPage(phone)
  }
  await screenshot(phone, 'assets-see')
  await visit(phone, server.url + walk)
  assert.equal(await phone.getByRole('img', { name: 'Lamp is out' }).count(), 1)
  await visit(phone, `${server.url}${PROJECT}/assets/map`)
  await phone.locator('.wm-map--live').waitFor()
  await checkPage(phone)
  await screenshot(phone, 'assets-map')
})

test('[AS3] a point is chosen on the map by keyboard, and refused places are said', async (t) => {
  const page = await pageOf(await newPage(t))
  await visit(page, `${server.url}${PROJECT}/assets/new`)
  await page.getByRole('button', { name: 'Use where I am' }).click()
  await page.getByText('was not allowed to say where you are').waitFor()
  await page.getByRole('button', { name: 'Choose on a map' }).press('Enter')
  await page.locator('.wm-map--live').waitFor()
  await page.getByRole('button', { name: 'Use the middle of the map' }).press('Enter')
  assert.match(await page.getByLabel('Where is it on the map?').inputValue(), /^54\.8\d+, 1\.\d+$/)
  await checkPage(page)
  await screenshot(page, 'assets-form')
})

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 320, height: 640 },
]) {
  test(`every page of Step 2 stands without script at ${viewport.width} pixels`, async (t) => {
    const walk = await newWalk()
    const page = await pageOf(await newPage(t, { viewport, javaScript: false }))
    const entry = walk.split('/').at(-1)
    for (const path of [
      ...['/assets', '/assets/new', '/assets/map', '/audit-sheet', '/as-received', '/as-received/new'],
      ...['/vulnerabilities/new', '/what-works-here/new', '/audit-sightings/new', '/steps/2'],
      `/entries/${entry}/files`,
    ]) {
      await visit(page, server.url + PROJECT + path)
      const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)
      assert.ok(width <= viewport.width, `${path} is ${width} wide`)
    }
    await visit(page, `${server.url}${walk}/see`)
  })
}

test('[AT6] a process killed while files arrive leaves each wholly there or wholly absent, and none acknowledged is lost', async () => {
  const walk = await newWalk()
  const files = `${PROJECT}/entries/${walk.split('/').at(-1)}/files`
  const acknowledged: string[] = []
  let interrupted = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const sending = [0, 1, 2].map(async (part) => {
      const shows = `picture ${kill}-${part}`
      const form = new FormData()
      form.set('_key', randomUUID())
      form.set('shows', shows)
      form.set('file', new File([new Uint8Array(photograph)], 'IMG.jpg'))
      const reply = await officer.post(files, form).catch(() => null)
      if (reply?.status === 303) acknowledged.push(shows)
      else interrupted++
    })
    await new Promise((resolve) => setTimeout(resolve, random.next() * 600))
    await server.kill()
    await Promise.all(sending)
    await server.start()
  }
  const { text } = await officer.get(walk)
  for (const shows of acknowledged) assert.ok(text.includes(`alt="${shows}"`), `${shows} was lost`)
  const links = [...text.matchAll(/href="(\/files\/[^"]+)"/g)].map(([, link]) => link!)
  assert.ok(links.length >= acknowledged.length)
  for (const link of links)
    for (const path of [link, link.replace(/[^/]+$/, 'thumbnail')]) {
      const reply = await officer.get(path)
      assert.equal(reply.status, 200, path)
    }
  assert.ok(
    interrupted > 0 && acknowledged.length > 0,
    `${acknowledged.length} were taken, ${interrupted} were not`,
  )
})
