import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage, screenshot, visit } from '#tests/support/browser.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { ledTo, signedIn } from '#tests/support/demonstration-visitor.ts'
import { prepareDecision } from '#tests/support/saved-decision.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'

const HOTSPOT = 'E01900154'

let server: Server
let inspector: Browser
const paths: string[] = []
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
  const analyst = await signedIn(server, 'pavel.quillfeather')
  const sergeant = await signedIn(server, 'farida.lockyer')
  inspector = await signedIn(server, 'tobias.wrenfield')
  const open = await prepareDecision(analyst, 'Ropewalk, being prepared')
  const done = await prepareDecision(analyst, 'Ropewalk, decided')
  for (const [person, act] of [[sergeant, 'decide'] as const, [inspector, 'sign-off'] as const])
    await ledTo(person.post(`${done}/${act}`, hiddenFields((await person.get(done)).text, `/${act}`)))
  const record = (await inspector.get(done)).text
  const project = /href="(\/projects\/AVE[^"]+)"/.exec(record)?.[1]
  const shortlist = /href="(\/screening\/[0-9a-f-]{36}\/shortlist)"/.exec(record)?.[1]
  const report = /href="(\/imports\/reports\/[^"]+)"/.exec((await inspector.get('/imports')).text)?.[1]
  assert.ok(project && shortlist && report)
  paths.push(
    ...['/', '/imports', report, '/screening', `/screening/areas/${HOTSPOT}`, '/screening/saved'],
    ...['/screening/breaks', '/screening/save', shortlist.replace('/shortlist', ''), shortlist],
    ...['/decisions', open, `${open}/edit`, `${open}/alternatives`, done],
    ...['/projects', project, `${project}/steps/1`, `${project}/steps/1/figures`, `${project}/team`],
    ...[`${project}/history`, `${project}/record`, '/account', '/no-such-page'],
  )
})
after(async () => {
  for (const ending of endings) await ending()
})

async function pageOf(page: Page, person: Browser): Promise<Page> {
  for (const [name, value] of person.cookies)
    await page.context().addCookies([{ name, value, url: server.url }])
  return page
}

// 320 pixels are a narrow phone, and 320 by 256 what is left of 1280 by 1024 enlarged to 400 per cent.
test('no page has to be scrolled sideways 320 pixels wide, or enlarged to 400 per cent', async (t) => {
  const viewport = { width: 320, height: 256 }
  const tab = await pageOf(await newPage(t, { viewport }), inspector)
  const tooWide: string[] = []
  for (const path of paths) {
    await visit(tab, server.url + path)
    const width = await tab.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)
    if (width > viewport.width) tooWide.push(`${path}: ${width}`)
    await screenshot(tab, `phone-${path.replaceAll(/\W+/g, '-').slice(0, 60)}`)
  }
  assert.deepEqual(tooWide, [])
  t.diagnostic(`${paths.length} pages`)
})

test('selecting a row selects its area on the map, and selecting on the map its row', async (t) => {
  const tab = await pageOf(await newPage(t), inspector)
  await visit(tab, `${server.url}/screening`)
  await tab.locator('.wm-map--live').waitFor()
  const rows = tab.getByRole('table').locator('tbody tr[data-code]')
  assert.ok((await rows.count()) >= 25)
  const selected = () => tab.locator('tr[aria-selected=true]')
  const third = rows.nth(2)
  const code = await third.getAttribute('data-code')
  await third.getByRole('link', { name: /^Map/ }).click()
  assert.equal(await selected().getAttribute('data-code'), code)
  assert.equal(await tab.locator('[data-map]').getAttribute('data-selected'), code)
  await tab.getByText(/^Selected: .*rank 3/).waitFor()
  assert.equal(new URL(tab.url()).searchParams.get('area'), code)

  const canvas = tab.locator('.wm-map canvas')
  const box = await canvas.boundingBox()
  assert.ok(box)
  // Somewhere near the middle lies an area, whichever it is; the first place pressed may be water.
  for (const share of [0.5, 0.4, 0.6, 0.45, 0.55]) {
    await canvas.click({ position: { x: box.width * share, y: box.height * share } })
    await tab.waitForTimeout(500)
    if ((await tab.locator('[data-map]').getAttribute('data-selected')) !== code) break
  }
  const onMap = await tab.locator('[data-map]').getAttribute('data-selected')
  assert.notEqual(onMap, code)
  await tab.locator(`tr[data-code="${onMap}"][aria-selected=true]`).waitFor()
  assert.equal(await selected().count(), 1)
  assert.ok(await selected().isVisible())
})
