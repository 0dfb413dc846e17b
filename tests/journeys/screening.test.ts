import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import type { Viewer } from '#core/access/viewer.ts'
import { screeningPages } from '#features/screening/index.ts'
import type { RequestEnv } from '#platform/http/request.ts'
import { secure } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { openAverleyStore } from '#tests/support/averley-store.ts'
import { checkPage, follow, newPage, screenshot, visit } from '#tests/support/browser.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { addForce } from '#tests/support/people.ts'
import { PLANTED } from '../../scripts/demonstration/planted.ts'

const CORE = 'E01900154'
const closers: (() => unknown)[] = []
let home = ''
let analyst: Viewer

before(async () => {
  const averley = await openAverleyStore()
  closers.push(() => averley.close())
  const database = await openTestDatabase({
    after: (close: () => unknown) => closers.unshift(close),
  } as never)
  analyst = await (await addForce(database, 'averley')).person('Pavel Quillfeather', 'analyst')
  const app = new Hono<RequestEnv>()
  app.use('/assets/*', staticFiles())
  app.use(...secure({ publicUrl: 'http://localhost', trustProxy: false, uploadLimitMb: 1 }))
  app.use(async (c, next) => {
    c.set('viewer', analyst)
    await next()
  })
  screeningPages(app, {
    database,
    store: averley.store,
    clock: () => new Date('2026-01-20T10:00:00Z'),
    frame: (c) => ({
      viewer: analyst,
      currentPath: c.req.path,
      navigation: [{ text: 'Screening', href: '/screening' }],
      isDemonstration: true,
    }),
  })
  const server = createAdaptorServer({ fetch: app.fetch, createServer })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.unshift(() => new Promise((resolve) => server.close(resolve)))
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  for (const close of closers) await close()
})

const firstRow = (tab: Page) => tab.locator('tr[data-code]').first()
const selected = (tab: Page) => tab.locator('tr[aria-selected="true"]')
async function fits(tab: Page, width: number): Promise<void> {
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(wide <= width, `${tab.url()} is ${wide} wide`)
}

/** Where the map shows an area: the map fits all outlines into its frame, twelve pixels in, on the Mercator plane. */
function pointOf(tab: Page, code: string): Promise<{ x: number; y: number }> {
  return tab.evaluate(async (wanted) => {
    const frame = document.querySelector<HTMLElement>('[data-map]')!
    const { features } = await (await fetch(frame.dataset.shapes!)).json()
    type Feature = { properties: { code: string }; geometry: { coordinates: [number, number][][][] } }
    const flat = (feature: Feature) =>
      feature.geometry.coordinates.flat(2).map(([east, north]) => ({
        x: (east * Math.PI) / 180,
        y: -Math.log(Math.tan(Math.PI / 4 + (north * Math.PI) / 360)),
      }))
    const middle = (points: { x: number; y: number }[]) => {
      const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
      return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top }
    }
    const all = middle(features.flatMap(flat))
    const own = middle(flat(features.find((one: Feature) => one.properties.code === wanted)))
    const canvas = frame.querySelector('canvas')!.getBoundingClientRect()
    const scale = Math.min((canvas.width - 24) / all.width, (canvas.height - 24) / all.height)
    return {
      x: canvas.width / 2 + (own.x - all.x) * scale,
      y: canvas.height / 2 + (own.y - all.y) * scale,
    }
  }, code)
}

test('[S7] a weight changed by keyboard ranks again at once, and says so', async (t) => {
  const tab = await newPage(t)
  await visit(tab, `${home}/screening`)
  assert.equal(await firstRow(tab).getAttribute('data-code'), CORE)
  const codes = () =>
    tab.locator('tr[data-code]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.code))
  const ranked = await codes()
  await tab.getByRole('spinbutton', { name: 'Potential stakeholders' }).focus()
  await tab.keyboard.press('ControlOrMeta+a')
  await tab.keyboard.type('100')
  await tab.getByRole('status').filter({ hasText: 'Ranked again' }).waitFor()
  assert.equal(new URL(tab.url()).searchParams.get('weight-stakeholders'), '100')
  assert.notDeepEqual(await codes(), ranked)
  assert.match(
    (await tab.getByRole('link', { name: 'Save this screening' }).getAttribute('href')) ?? '',
    /weight-stakeholders=100/,
  )
  await tab.locator('.wm-map--live').waitFor()
  await checkPage(tab)
  await screenshot(tab, 'screening-desk')
})

test('[S6] selecting an area on the table selects it on the map, and the other way round', async (t) => {
  const tab = await newPage(t)
  await visit(tab, `${home}/screening`)
  const live = tab.locator('.wm-map--live')
  await live.waitFor()
  await firstRow(tab).getByRole('link', { name: /^Map/ }).click()
  assert.equal(await selected(tab).getAttribute('data-code'), CORE)
  assert.equal(await live.getAttribute('data-selected'), CORE)
  assert.equal(new URL(tab.url()).searchParams.get('area'), CORE)
  const chosen = PLANTED.rising.lsoa
  await tab.locator('.wm-map canvas').click({ position: await pointOf(tab, chosen) })
  await tab.locator(`tr[data-code="${chosen}"][aria-selected="true"]`).waitFor()
  assert.equal(await live.getAttribute('data-selected'), chosen)
  assert.equal(await selected(tab).count(), 1)
  await checkPage(tab)
})

test('sorting with script changes the table in place and keeps the keyboard where it was', async (t) => {
  const tab = await newPage(t)
  await visit(tab, `${home}/screening`)
  await tab.getByRole('link', { name: 'Count', exact: true }).focus()
  await tab.keyboard.press('Enter')
  await tab.locator('th[aria-sort="descending"]').filter({ hasText: 'Count' }).waitFor()
  assert.equal(await tab.evaluate(() => document.activeElement?.textContent?.trim()), 'Count')
  assert.equal(new URL(tab.url()).searchParams.get('sort'), 'count')
})

for (const { javaScript, viewport, where } of [
  { javaScript: true, viewport: { width: 320, height: 640 }, where: 'on a narrow phone' },
  { javaScript: false, viewport: { width: 1280, height: 800 }, where: 'without scripts' },
]) {
  test(`an analyst screens, reads an area and saves, ${where}`, async (t) => {
    const tab = await newPage(t, { javaScript, viewport })
    const name = (part: string) => `screening-${javaScript ? 'phone' : 'plain'}-${part}`
    await visit(tab, `${home}/screening`)
    await fits(tab, viewport.width)
    await tab.getByLabel('First month').fill('2023-01')
    await follow(tab, () => tab.getByRole('button', { name: 'Screen again' }).click())
    assert.match((await tab.locator('.wm-facts').textContent()) ?? '', /35 of 36/)
    assert.match((await tab.locator('.wm-caveats').textContent()) ?? '', /Only 35 months/)
    await screenshot(tab, name('workbench'))
    await follow(tab, () => firstRow(tab).getByRole('rowheader').getByRole('link').first().click())
    await fits(tab, viewport.width)
    await screenshot(tab, name('area'))
    await follow(tab, () => tab.getByRole('link', { name: 'save the screening' }).click())
    await follow(tab, () => tab.getByRole('button', { name: 'Save' }).click())
    assert.match((await tab.getByRole('alert').textContent()) ?? '', /Give the screening a name/)
    await tab.getByLabel('Name').fill(`Three years, ${where}`)
    await follow(tab, () => tab.getByRole('button', { name: 'Save' }).click())
    assert.equal(await tab.getByRole('heading', { level: 1 }).textContent(), `Three years, ${where}`)
    await fits(tab, viewport.width)
    await screenshot(tab, name('saved'))
    await follow(tab, () => tab.getByRole('button', { name: 'Repeat with today’s data' }).click())
    await tab.getByText('Same inputs, same result.').waitFor()
    await visit(tab, `${home}/screening/saved`)
    await visit(tab, `${home}/screening/breaks`)
    await screenshot(tab, name('breaks'))
  })
}
