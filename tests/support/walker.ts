import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { follow } from './browser.ts'

/** How a person uses a page: each act by whatever means they have. */
export type Walker = Readonly<{
  page: Page
  /** Scripts may replace parts of the page by themselves. */
  hasScripts: boolean
  /** Presses a link or button that leads to another page, and checks the page it leads to. */
  go(target: Locator): Promise<void>
  /** Presses something that stays on the page. */
  press(target: Locator): Promise<void>
  fill(field: Locator, text: string): Promise<void>
  /** Chooses the option of a select whose text starts so. */
  choose(field: Locator, start: string): Promise<void>
  tick(box: Locator): Promise<void>
  untick(box: Locator): Promise<void>
  upload(field: Locator, file: Readonly<{ name: string; bytes: Buffer }>): Promise<void>
}>

/** By pointing, as most people do. */
export function byPointer(page: Page, hasScripts: boolean): Walker {
  return {
    page,
    hasScripts,
    go: (target) => follow(page, () => target.click()),
    press: (target) => target.click(),
    fill: (field, text) => field.fill(text),
    async choose(field, start) {
      const texts = await field.locator('option').allTextContents()
      const index = texts.findIndex((text) => text.trim().startsWith(start))
      assert.ok(index >= 0, `no option starts with “${start}”: ${texts.join(' | ')}`)
      await field.selectOption({ index })
    },
    tick: (box) => box.check(),
    untick: (box) => box.uncheck(),
    upload: (field, { name, bytes }) =>
      field.setInputFiles({ name, mimeType: 'application/zip', buffer: bytes }),
  }
}

const MOST_TABS = 500
const MOST_RADIOS = 20

/** By keyboard alone: whatever Tab does not come to, or is not on the screen when it does, fails. */
export function byKeyboard(page: Page): Walker {
  const { keyboard } = page
  async function enter(target: Locator): Promise<void> {
    await reach(page, target)
    await keyboard.press('Enter')
  }
  return {
    page,
    hasScripts: true,
    async go(target) {
      await reach(page, target)
      await follow(page, () => keyboard.press('Enter'))
    },
    press: enter,
    async fill(field, text) {
      await reach(page, field)
      await keyboard.press('Control+A')
      await keyboard.type(text)
      assert.equal(await field.inputValue(), text)
    },
    async choose(field, start) {
      await reach(page, field)
      await keyboard.type(start)
      const chosen = await field.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text)
      assert.ok(chosen?.trim().startsWith(start), `typing “${start}” chose “${chosen}”`)
    },
    async tick(box) {
      await reach(page, box)
      const isFocused = await box.evaluate((one) => one === document.activeElement)
      if (isFocused && !(await box.isChecked())) await keyboard.press('Space')
      // Among radios Tab comes to one of them, and arrows to the others.
      for (let presses = 0; !(await box.isChecked()) && presses < MOST_RADIOS; presses++)
        await keyboard.press('ArrowDown')
      assert.ok(await box.isChecked(), `${box} cannot be ticked`)
    },
    async untick(box) {
      await reach(page, box)
      if (await box.isChecked()) await keyboard.press('Space')
      assert.ok(!(await box.isChecked()))
    },
    async upload(field, { name, bytes }) {
      await reach(page, field)
      // The window that opens next belongs to the operating system, which no test of a page can type into.
      await field.setInputFiles({ name, mimeType: 'application/zip', buffer: bytes })
    },
  }
}

async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const element = await target.elementHandle()
  assert.ok(element)
  const where = () =>
    element.evaluate((wanted) => {
      const active = document.activeElement ?? document.body
      const isAhead = (active.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
      const { top, bottom } = active.getBoundingClientRect()
      const radio = (one: Element) => (one instanceof HTMLInputElement && one.type === 'radio' ? one : null)
      const isBeside =
        radio(active) !== null &&
        radio(active)?.name === radio(wanted)?.name &&
        radio(active)?.form === radio(wanted)?.form
      return {
        isThere: active === wanted || isBeside,
        isAhead,
        isAtStart: active === document.body,
        isInMain: wanted.closest('main') !== null,
        isOnScreen: bottom > 0 && top < innerHeight,
      }
    })
  let found = await where()
  if (found.isAtStart && found.isInMain) {
    // A page that was led to at one of its parts is read on from there.
    await (new URL(page.url()).hash ? page.keyboard.press('Tab') : useSkipLink(page))
    found = await where()
  }
  const key = found.isAhead ? 'Tab' : 'Shift+Tab'
  for (let tabs = 0; !found.isThere; tabs++) {
    assert.ok(tabs < MOST_TABS, `${key} does not come to ${target} on ${page.url()}`)
    await page.keyboard.press(key)
    found = await where()
  }
  assert.ok(found.isOnScreen, `${target} has the focus but is not on the screen: ${page.url()}`)
}

async function useSkipLink(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  const focused = page.locator(':focus')
  assert.equal((await focused.textContent())?.trim(), 'Skip to main content')
  await page.keyboard.press('Enter')
  assert.equal(await focused.getAttribute('id'), 'main-content')
}
