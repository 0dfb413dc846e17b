import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { secure } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { newPage, screenshot, visit } from '#tests/support/browser.ts'
import { pageAssets } from '#ui/assets.ts'
import {
  accessibilityPage,
  cookiesPage,
  examplesPage,
  type Frame,
  notAllowedPage,
  notFoundPage,
  privacyPage,
  problemPage,
  tooLargePage,
} from '#ui/index.ts'

const frame: Frame = {
  viewer: { name: 'Amina Yusuf', forceName: 'Averley Constabulary' },
  currentPath: '/screening/12',
  navigation: ['Screening', 'Decisions', 'Projects', 'Imports'].map((text) => ({
    text,
    href: `/${text.toLowerCase()}`,
  })),
  isDemonstration: true,
}
const PAGES: Readonly<Record<string, string>> = {
  examples: examplesPage(frame),
  'not-found': notFoundPage(frame),
  'not-allowed': notAllowedPage(frame),
  problem: problemPage(frame, '0c7b1c7e-6f3c-4b51-9f0e-6a8c2c1d2e3f'),
  'too-large': tooLargePage(frame, 2048),
  cookies: cookiesPage(frame),
  accessibility: accessibilityPage(frame),
  privacy: privacyPage(frame),
}

async function startSite(t: TestContext): Promise<string> {
  const app = new Hono()
  app.use('/assets/*', staticFiles())
  app.use(...secure({ publicUrl: 'http://localhost', trustProxy: false, uploadLimitMb: 1 }))
  app.get('/:name', (c) => c.html(PAGES[c.req.param('name')] ?? '', 200))
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ server, url: `http://127.0.0.1:${port}` }),
    )
  })
  t.after(() => server.close())
  return url
}

test('styles and scripts are built', () => {
  assert.ok(pageAssets().styles.length > 0, 'npm run build comes first')
})

for (const width of [1280, 320]) {
  for (const javaScript of [true, false]) {
    test(`every component and plain page is accessible ${width} pixels wide, scripts ${javaScript ? 'on' : 'off'}`, async (t) => {
      const url = await startSite(t)
      const page = await newPage(t, { viewport: { width, height: 800 }, javaScript })
      for (const name of Object.keys(PAGES)) {
        await visit(page, `${url}/${name}`)
        if (javaScript) await screenshot(page, `ui-${name}-${width}`)
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        assert.ok(overflow <= 0, `${name} is ${overflow} pixels too wide at ${width}`)
      }
    })
  }
}

test('the skip link moves the keyboard to the main content', async (t) => {
  const url = await startSite(t)
  const page = await newPage(t)
  await visit(page, `${url}/cookies`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main-content')
})
