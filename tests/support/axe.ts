import { readFile } from 'node:fs/promises'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

let source: Promise<string> | null = null

/** Every rule of axe-core that the page breaks, each as lines a person can act on; empty when there is none. */
export async function brokenRules(page: Page, javaScript: boolean): Promise<string[]> {
  source ??= readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
  if (!javaScript) await letPromisesWait(page)
  await page.evaluate(await source)
  // Preloading fetches style sheets again for one rule (css-orientation-lock), which waits for events that never
  // come with scripts off; that rule is judged on the same page with scripts on.
  // A finding is told by its HTML, so that axe-core need not seek a selector for each element it looks at.
  const options: RunOptions = {
    resultTypes: ['violations'],
    selectors: false,
    ...(javaScript ? {} : { preload: false }),
  }
  const violations = await page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const found = await axe.run(document, given)
    return found.violations.map(({ id, impact, help, nodes }) => ({
      rule: `${id} (${impact ?? 'no impact given'}): ${help}`,
      places: nodes.map(({ html, failureSummary }) => `${html}\n      ${failureSummary ?? ''}`),
    }))
  }, options)
  return violations.map(({ rule, places }) => `  ${rule}\n    ${places.slice(0, 5).join('\n    ')}`)
}

// With scripts off Chromium still evaluates what a test asks and still settles promises, but runs no timer. axe-core
// defers its work by timers of a millisecond or none; its long ones are time limits, which need not strike.
async function letPromisesWait(page: Page): Promise<void> {
  await page.evaluate(() => {
    const later = (work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
      if (milliseconds < 50) Promise.resolve().then(() => work(...given))
      return 0
    }
    Object.assign(globalThis, { setTimeout: later })
  })
}
