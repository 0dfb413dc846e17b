import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { secure } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { checkPage, newPage, visit } from '#tests/support/browser.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { form } from '#ui/forms/form.view.ts'
import { type Frame, page as wholePage } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html } from '#ui/html.view.ts'
import { progress } from '#ui/progress/progress.view.ts'

const frame: Frame = { viewer: null, currentPath: '/', navigation: [], isDemonstration: false }
const KEY = '00000000-0000-4000-8000-000000000000'

/** A site whose work finishes at the third time of asking, and whose uploads are refused once. */
async function startSite(t: TestContext) {
  const app = new Hono()
  let asked = 0
  let sent = 0
  const work = () =>
    progress({
      id: 'p',
      label: 'Loading',
      share: Math.min(1, asked / 3),
      isFinished: asked >= 3,
      pollUrl: '/work/bar',
    })
  app.use('/assets/*', staticFiles())
  app.use(...secure({ publicUrl: 'http://localhost', trustProxy: false, uploadLimitMb: 1 }))
  app.get('/work', (c) => c.html(wholePage({ ...frame, title: 'Work' }, html`<h1>Work</h1>${work()}`)))
  app.get('/work/bar', (c) => {
    asked++
    return c.html(work().toString())
  })
  const upload = (errors: { field: string; text: string }[]) =>
    wholePage(
      { ...frame, title: 'Upload', errors },
      html`<h1>Upload</h1>${form({ action: '/imports', key: KEY, isMultipart: true }, html`${fileField({ errors }, { field: 'archive', label: 'Archive' })}${govuk.button({ text: 'Upload' })}`)}`,
    )
  app.get('/imports', (c) => c.html(upload([])))
  app.post('/imports', async (c) => {
    const { archive, _key } = await c.req.parseBody()
    assert.equal(_key, KEY)
    sent++
    if (sent === 1) return c.html(upload([{ field: 'archive', text: 'That is not a zip' }]), 422)
    return c.redirect(`/imports/done?bytes=${archive instanceof File ? archive.size : 0}`, 303)
  })
  app.get('/told', (c) => {
    const flash = c.req.query('kept') ? ({ tone: 'success', text: 'It is kept' } as const) : null
    return c.html(wholePage({ ...frame, title: 'Told', flash }, html`<h1>Told</h1>`))
  })
  let read = 0
  app.get('/imports/done', (c) =>
    c.html(
      wholePage(
        { ...frame, title: 'Done' },
        html`<h1>${c.req.query('bytes')} bytes arrived</h1><p>Read ${++read} time</p>`,
      ),
    ),
  )
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ server, url: `http://127.0.0.1:${port}` }),
    )
  })
  t.after(() => server.close())
  return url
}

test('a running progress bar moves by itself and the page is loaded again when the work has finished', async (t) => {
  const url = await startSite(t)
  const page = await newPage(t)
  await visit(page, `${url}/work`)
  assert.equal(await page.getByRole('progressbar', { name: 'Loading' }).getAttribute('value'), '0')
  await page.locator('progress[value="33"]').waitFor()
  await page.locator('[data-wm-progress="finished"]').waitFor()
  assert.equal(await page.getByRole('progressbar', { name: 'Loading' }).getAttribute('value'), '100')
})

for (const javaScript of [true, false]) {
  test(`a refused upload shows its problem and the next one arrives, scripts ${javaScript ? 'on' : 'off'}`, async (t) => {
    const url = await startSite(t)
    const page = await newPage(t, { javaScript })
    await visit(page, `${url}/imports`)
    const file = { name: 'a.zip', mimeType: 'application/zip', buffer: Buffer.alloc(5000) }
    await page.getByLabel('Archive').setInputFiles(file)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByRole('link', { name: 'That is not a zip' }).waitFor()
    assert.match(await page.title(), /^Error: Upload/)
    await page.getByLabel('Archive').setInputFiles(file)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByRole('heading', { name: '5000 bytes arrived' }).waitFor()
    assert.equal(await page.title(), 'Done – Wardmote')
    assert.equal(new URL(page.url()).pathname, '/imports/done')
    assert.ok(await page.getByText('Read 1 time').isVisible(), 'what a page says once is not lost')
    await checkPage(page)
    if (!javaScript) return
    await page.goBack()
    await page.getByLabel('Archive').waitFor()
  })
}

test('what was done is told once: it has the focus, and is gone when the page is loaded again', async (t) => {
  const url = await startSite(t)
  const page = await newPage(t)
  await visit(page, `${url}/told?page=2&kept=1`)
  const banner = page.getByRole('alert').filter({ hasText: 'It is kept' })
  await banner.waitFor()
  assert.ok(await banner.evaluate((one) => one === document.activeElement))
  assert.equal(new URL(page.url()).search, '?page=2')
  await page.reload()
  assert.equal(await banner.count(), 0)
})

test('without scripts what was done is told above the heading', async (t) => {
  const url = await startSite(t)
  const page = await newPage(t, { javaScript: false })
  await visit(page, `${url}/told?kept=1`)
  assert.ok(await page.getByRole('alert').getByText('It is kept').isVisible())
})
