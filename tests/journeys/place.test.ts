import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, follow, newPage, screenshot, visit } from '#tests/support/browser.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { signedIn } from '#tests/support/demonstration-visitor.ts'
import { prepareDecision } from '#tests/support/saved-decision.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { byKeyboard } from '#tests/support/walker.ts'

let server: Server
let analyst: Browser
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
  analyst = await signedIn(server, 'pavel.quillfeather')
})
after(async () => {
  for (const ending of endings) await ending()
})

async function editPage(page: Page, placeName: string): Promise<string> {
  for (const [name, value] of analyst.cookies)
    await page.context().addCookies([{ name, value, url: server.url }])
  const decision = await prepareDecision(analyst, placeName)
  await visit(page, `${server.url}${decision}/edit`)
  return decision
}

const ticked = (page: Page) =>
  page
    .locator('[data-place-list] input:checked')
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value).sort())
const saved = (page: Page) =>
  page
    .locator('#place-map li')
    .evaluateAll((items) => items.map((item) => /E\d{8}/.exec(item.textContent ?? '')?.[0] ?? '').sort())
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })

// Round a point, by shares of the map's width: what is in a circle no hand draws is in a square.
async function draw(page: Page, centre: number, radius: number): Promise<void> {
  await page.getByRole('button', { name: 'Draw a boundary' }).click()
  const map = page.locator('[data-place-map]')
  await map.scrollIntoViewIfNeeded()
  const box = await map.boundingBox()
  assert.ok(box)
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + box.width * (centre + x * radius), box.y + box.height * (centre + y * radius)] as const
  await page.mouse.move(...at(corners[0]))
  await page.mouse.down()
  for (const corner of corners.slice(1)) await page.mouse.move(...at(corner), { steps: 8 })
  await page.mouse.up()
}

test('[D16] a boundary drawn with the pointer, and the same place from the list by keyboard', async (t) => {
  const page = await newPage(t)
  await editPage(page, 'Drawn')
  await page.locator('.wm-map--live').waitFor()
  await checkPage(page)
  await screenshot(page, 'place-before')
  assert.deepEqual(await ticked(page), [])

  await draw(page, 0.5, 0.4)
  const drawn = await ticked(page)
  assert.ok(drawn.length >= 2, `${drawn.length} areas have their middle in the line`)
  await page
    .getByRole('status')
    .getByText(`Drawn. The place is ${drawn.length + 1} areas: `)
    .waitFor()
  await checkPage(page)
  await screenshot(page, 'place-drawn')

  await draw(page, 0.5, 0.46)
  assert.ok((await ticked(page)).length >= drawn.length, 'a wider line takes in no fewer')
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.click()
  assert.deepEqual(await ticked(page), drawn)
  await undo.click()
  assert.deepEqual(await ticked(page), [])
  assert.ok(await undo.isDisabled())

  await draw(page, 0.5, 0.4)
  assert.deepEqual(await ticked(page), drawn, 'the same line picks the same areas')
  await page.getByLabel('Why this boundary?').fill('The footpath joins them')
  await follow(page, () => save(page).click())
  await screenshot(page, 'place-decision')
  const place = await saved(page)
  assert.equal(place.length, drawn.length + 1)
  assert.deepEqual(
    place.filter((code) => !drawn.includes(code)).length,
    1,
    'the drawn areas and the chosen one',
  )

  const tab = await newPage(t)
  await editPage(tab, 'Ticked')
  const walk = byKeyboard(tab)
  for (const group of await tab.locator('[data-place-list] summary').all()) await walk.press(group)
  for (const code of drawn) await walk.tick(tab.locator(`[data-place-list] input[value=${code}]`))
  await tab
    .getByRole('status')
    .getByText(`The place is ${drawn.length + 1} areas: `)
    .waitFor()
  await walk.fill(tab.getByLabel('Why this boundary?'), 'The footpath joins them')
  await walk.go(save(tab))
  assert.deepEqual(await saved(tab), place)
})

test('[D16] pressing an area on the map ticks it in the list, and pressing it again takes it out', async (t) => {
  const page = await newPage(t, { viewport: { width: 390, height: 844 } })
  await editPage(page, 'Pressed')
  await page.locator('.wm-map--live').waitFor()
  const map = page.locator('[data-place-map] canvas')
  const box = await map.boundingBox()
  assert.ok(box)
  // Somewhere off the middle lies an area beside the chosen one; the first place pressed may be the chosen one.
  const press = (share: number) => map.click({ position: { x: box.width * share, y: box.height * share } })
  let pressed = 0
  for (const share of [0.3, 0.25, 0.7, 0.75, 0.2, 0.8]) {
    await press(share)
    await page.waitForTimeout(200)
    pressed = share
    if ((await ticked(page)).length > 0) break
  }
  assert.equal((await ticked(page)).length, 1)
  // Two presses in quick succession enlarge the map.
  await page.waitForTimeout(400)
  await press(pressed)
  await page.getByRole('status').getByText('The place is one area').waitFor()
  assert.deepEqual(await ticked(page), [])

  // A finger draws too, and the page does not scroll under it.
  await page.getByRole('button', { name: 'Draw a boundary' }).click()
  const touch = await page.context().newCDPSession(page)
  const at = await page.locator('[data-place-map]').boundingBox()
  assert.ok(at)
  const scrolled = () => page.evaluate(() => scrollY)
  const before = await scrolled()
  const corner = (x: number, y: number) => ({ x: at.x + at.width * x, y: at.y + at.height * y })
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints })
  await send('touchStart', [corner(0.1, 0.1)])
  for (const [x, y] of [
    [0.5, 0.1],
    [0.9, 0.1],
    [0.9, 0.5],
    [0.9, 0.9],
    [0.5, 0.9],
    [0.1, 0.9],
    [0.1, 0.5],
  ] as const)
    await send('touchMove', [corner(x, y)])
  await send('touchEnd', [])
  await page.getByRole('status').getByText('Drawn. The place is ').waitFor()
  assert.ok((await ticked(page)).length >= 2)
  assert.equal(await scrolled(), before)
  await screenshot(page, 'place-phone')
})

test('[D10] without script the list alone makes the place, and a far piece is warned of', async (t) => {
  const page = await newPage(t, { javaScript: false })
  await editPage(page, 'Listed')
  assert.equal(await page.locator('[data-place-live]').isVisible(), false)
  const far = page.locator('[data-place-list] details').last()
  await far.locator('summary').click()
  await far.getByRole('checkbox').last().check()
  await page.getByLabel('Why this boundary?').fill('One family in both')
  await follow(page, () => save(page).click())
  assert.equal((await saved(page)).length, 2)
  await page.getByText('the place is in 2 separate parts').waitFor()
  await screenshot(page, 'place-listed')
})
