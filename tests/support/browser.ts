import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { brokenRules } from './axe.ts'
import { startChromium } from './chromium.ts'

export type PageOptions = Readonly<{
  viewport?: { width: number; height: number }
  javaScript?: boolean
  /** A page in the same context shares its cookies: a second tab of the same person. */
  context?: BrowserContext
  locale?: string
}>

// One browser serves a whole test file; node:test gives each file a process of its own.
let browser: Promise<Browser> | null = null
after(async () => {
  await (await browser?.catch(() => null))?.close()
})

type Watch = { javaScript: boolean; problems: string[] }
const watches = new WeakMap<Page, Watch>()

/**
 * A page in a fresh context, closed when the test ends. From its first request it is watched: a script error, a
 * content-security-policy violation, a failed request, a missing asset or a request to anywhere but this machine
 * fails the next `checkPage`, or the test's end.
 */
export async function newPage(t: TestContext, options: PageOptions = {}): Promise<Page> {
  const javaScript = options.javaScript ?? true
  browser ??= startChromium()
  const context =
    options.context ??
    (await (
      await browser
    ).newContext({
      javaScriptEnabled: javaScript,
      viewport: options.viewport ?? { width: 1280, height: 800 },
      locale: options.locale ?? 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
    }))
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const watch: Watch = { javaScript, problems: [] }
  watches.set(page, watch)
  watchPage(page, watch.problems)
  t.after(async () => {
    await (options.context ? page.close() : context.close())
    failOn(watch.problems, page.url())
  })
  return page
}

function watchPage(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
    if (/^(https?|wss?):$/.test(url.protocol) && !isHere)
      problems.push(`asked an outside address: ${url.href}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed'
    // A download, or leaving a page before it is complete, ends its requests; that is no failure of the page, and
    // neither is a connection that the test itself took away.
    if (why !== 'net::ERR_ABORTED' && why !== 'net::ERR_INTERNET_DISCONNECTED')
      problems.push(`${why}: ${request.url()}`)
  })
  page.on('response', (response) => {
    // Documents and what scripts ask may answer 4xx on purpose; a style, script, picture or font may not.
    const isAsset = ['stylesheet', 'script', 'image', 'font', 'media'].includes(
      response.request().resourceType(),
    )
    if (isAsset && response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`)
  })
}

/** Goes to an address and checks the page found there. */
export async function visit(page: Page, url: string): Promise<Response | null> {
  const response = await page.goto(url, { waitUntil: 'load' })
  await checkPage(page)
  return response
}

/** Does what makes the browser leave for another page (a link, a form) and checks the page it arrives at. */
export async function follow(page: Page, action: () => Promise<unknown>): Promise<void> {
  const arrival = page.waitForEvent('domcontentloaded')
  await Promise.all([arrival, action()])
  await page.waitForLoadState('load')
  await checkPage(page)
}

/** Fails on any accessibility rule axe-core finds broken (none is switched off) and on anything the watch saw. */
export async function checkPage(page: Page): Promise<void> {
  const watch = watches.get(page)
  assert.ok(watch, 'checkPage needs a page made by newPage')
  failOn(watch.problems, page.url())
  const broken = await brokenRules(page, watch.javaScript)
  assert.equal(broken.length, 0, `${page.url()} breaks accessibility rules:\n${broken.join('\n')}`)
}

function failOn(problems: string[], url: string): void {
  const seen = problems.splice(0)
  assert.equal(seen.length, 0, `${url} has problems:\n${seen.join('\n')}`)
}

/** Writes a picture of the whole page to the folder `WARDMOTE_SCREENSHOTS`, where that is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.WARDMOTE_SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
