import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, newPage, screenshot, visit } from '#tests/support/browser.ts'
import { signedIn } from '#tests/support/demonstration-visitor.ts'
import { type Server, startServer } from '#tests/support/server.ts'

let server: Server
let form: string
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
  const list = (await (await signedIn(server, 'maren.tolliver')).get('/projects')).text
  form = `${/href="(\/projects\/AVE-[\d-]+)"/.exec(list)?.[1]}/issues/new`
})
after(async () => {
  for (const ending of endings) await ending()
})

const title = (page: Page) => page.getByRole('textbox', { name: 'What is the issue?' })
const offered = (page: Page) => page.getByRole('region', { name: 'Words you have not saved' })
const status = (page: Page, text: RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()

async function open(page: Page, who = 'maren.tolliver'): Promise<void> {
  const officer = await signedIn(server, who)
  for (const [name, value] of officer.cookies)
    await page.context().addCookies([{ name, value, url: server.url }])
  await visit(page, server.url + form)
}

test('[F2] words left behind are offered back on the form, and gone once they are saved', async (t) => {
  const page = await newPage(t)
  await open(page)
  await title(page).fill('Cars race along the row')
  await status(page, /kept until you save it/)
  await checkPage(page)
  await visit(page, server.url + form)
  await offered(page).waitFor()
  assert.equal(await title(page).inputValue(), '', 'nothing is put in unasked')
  await checkPage(page)
  await screenshot(page, 'draft-offered')
  await page.getByRole('button', { name: 'Put it back' }).click()
  assert.equal(await title(page).inputValue(), 'Cars race along the row')
  await page.getByRole('textbox', { name: /Why does Step 1 need to change/ }).fill('A walk showed it')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Cars race along the row').first().waitFor()
  await visit(page, `${server.url}/drafts`)
  await checkPage(page)
  await page.getByText('everything you typed has been saved').waitFor()
})

test('[F7] without a connection words stay on the device, and are offered when it is back', async (t) => {
  const page = await newPage(t)
  await open(page)
  await page.context().setOffline(true)
  await title(page).fill('No signal under the bridge')
  await status(page, /kept on this device/)
  await page.context().setOffline(false)
  await visit(page, server.url + form)
  await offered(page).waitFor()
  await page.getByRole('button', { name: 'Throw it away' }).click()
  await visit(page, server.url + form)
  await page.waitForTimeout(500)
  assert.equal(await offered(page).count(), 0)
})

test('[F7] words left on a shared device are offered to nobody but their writer', async (t) => {
  const page = await newPage(t)
  await open(page)
  await page.context().setOffline(true)
  await title(page).fill('What she told me in confidence')
  await status(page, /kept on this device/)
  await page.context().setOffline(false)
  const asked = () => page.waitForResponse((reply) => reply.url().includes('/drafts/of'))
  const [reply] = await Promise.all([asked(), open(page, 'idris.penhollow')])
  await reply.finished()
  await page.waitForTimeout(500)
  assert.equal(await offered(page).count(), 0)
  await open(page)
  await offered(page).waitFor()
  await page.getByRole('button', { name: 'Throw it away' }).click()
})

test('[F2] without scripts, words kept elsewhere are listed and brought back by a link', async (t) => {
  const officer = await signedIn(server, 'maren.tolliver')
  const reply = await fetch(`${server.url}/drafts`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      cookie: [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: JSON.stringify({
      form: form.replace('/new', ''),
      page: form,
      key: null,
      fields: { title: 'Typed on the phone' },
    }),
  })
  assert.equal(reply.status, 200)
  const page = await newPage(t, { javaScript: false })
  await open(page)
  await visit(page, `${server.url}/drafts`)
  await page.getByRole('link', { name: /Go back to the form/ }).click()
  assert.equal(await title(page).inputValue(), 'Typed on the phone')
  await screenshot(page, 'draft-brought-back')
})
