import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import sharp from 'sharp'
import { staticFiles } from '#platform/http/static-files.ts'
import { newPage, visit } from '#tests/support/browser.ts'
import { page as wholePage } from '#ui/frame/page.view.ts'
import { html } from '#ui/html.view.ts'
import { dataTable } from './data-table.view.ts'

const PHONE = { width: 390, height: 700 }
const frame = { viewer: null, currentPath: '/', navigation: [], isDemonstration: false }

async function startSite(t: TestContext): Promise<string> {
  const app = new Hono()
  app.use('/assets/*', staticFiles())
  app.get('/:columns', (c) => {
    const columns = Array.from({ length: Number(c.req.param('columns')) }, (_, index) => ({
      heading: `Column ${index}`,
      cell: () => 'x',
    }))
    const table = dataTable({
      id: 'wide',
      caption: 'A table of columns',
      columns: [{ heading: 'Row', cell: (row: string) => row }, ...columns],
      rows: ['One', 'Two', 'Three'],
    })
    return c.html(wholePage({ ...frame, title: 'Table' }, html`<h1>Table</h1>${table}`))
  })
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    t.after(() => server.close())
  })
}

test('a table wider than a phone shows at its edge that there is more, until its end is in sight', async (t) => {
  const url = await startSite(t)
  const page = await newPage(t, { viewport: PHONE })
  const region = page.getByRole('region', { name: 'A table of columns' })
  // How dark the right edge is where it is lightest, from 0 to 255: a line between rows is no shadow.
  const edge = async () => {
    const { data, info } = await sharp(await region.screenshot())
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const rows = Array.from({ length: info.height }, (_, row) => (row + 1) * info.width - 2)
    return 255 - Math.max(...rows.map((dot) => data[dot * info.channels] ?? 0))
  }
  await visit(page, `${url}/12`)
  assert.ok((await edge()) > 40, 'there is more to the right')
  await page.keyboard.press('Tab')
  await region.focus()
  for (let presses = 0; presses < 100; presses++) await page.keyboard.press('ArrowRight')
  await page.waitForFunction(() => {
    const one = document.querySelector('.wm-table-region')
    return one !== null && one.scrollLeft + one.clientWidth >= one.scrollWidth - 1
  })
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  assert.ok((await edge()) < 10, 'its end is in sight')
  await visit(page, `${url}/1`)
  assert.ok((await edge()) < 10, 'all of it is in sight')
})
