import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { createAdaptorServer } from '@hono/node-server'
import { peoplePages } from '#features/people/index.ts'
import { PASSWORD, startAccountSite } from '#tests/support/account-site.ts'
import { checkPage, follow, newPage, screenshot, visit } from '#tests/support/browser.ts'

async function serve(t: TestContext) {
  const site = await startAccountSite(t, { mount: (routes, parts) => peoplePages(routes, parts) })
  const server = createAdaptorServer({ fetch: site.routes.fetch, createServer })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return { site, home: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const PHONE = { width: 320, height: 640 }

for (const { javaScript, viewport, where } of [
  { javaScript: true, viewport: { width: 1280, height: 800 }, where: 'at a desk' },
  { javaScript: false, viewport: PHONE, where: 'on a phone without scripts' },
]) {
  test(`an administrator sets up a second factor and adds a colleague, who comes in by e-mail, ${where}`, async (t) => {
    const { site, home } = await serve(t)
    const { email } = await site.member('Ada Moss', 'administrator')
    const name = (part: string) => `accounts-${javaScript ? 'desk' : 'phone'}-${part}`
    const tab = await newPage(t, { javaScript, viewport })
    await visit(tab, `${home}/sign-in?back=/people`)
    await tab.getByLabel('E-mail address').fill(email)
    await tab.getByRole('textbox', { name: 'Password' }).fill('not it, not it')
    await follow(tab, () => tab.getByRole('button', { name: 'Sign in' }).click())
    await screenshot(tab, name('wrong'))
    assert.match((await tab.getByRole('alert').textContent()) ?? '', /is not right/)
    await tab.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await follow(tab, () => tab.getByRole('button', { name: 'Sign in' }).click())
    assert.equal(new URL(tab.url()).pathname, '/account/second-factor')
    await screenshot(tab, name('set-up'))
    const key = ((await tab.locator('.wm-key').textContent()) ?? '').replaceAll(' ', '')
    const otp = createOTP(new TextDecoder().decode(base32.decode(key)))
    const codeNow = () => otp.hotp(Math.floor(site.clock().getTime() / 30_000))
    await tab.getByLabel('Code', { exact: true }).fill(await codeNow())
    await follow(tab, () => tab.getByRole('button', { name: 'Turn on' }).click())
    await screenshot(tab, name('codes'))
    assert.equal(await tab.locator('.wm-codes li').count(), 10)
    await follow(tab, () =>
      tab
        .getByRole('button', { name: 'I have kept them safe' })
        .or(tab.getByRole('link', { name: 'I have kept them safe' }))
        .click(),
    )
    await screenshot(tab, name('account'))
    await visit(tab, `${home}/account/second-factor`)
    await visit(tab, `${home}/account/password`)
    await visit(tab, `${home}/account/sessions`)
    await screenshot(tab, name('sessions'))

    await visit(tab, `${home}/people/new`)
    await follow(tab, () => tab.getByRole('button', { name: 'Add' }).click())
    await screenshot(tab, name('add-errors'))
    await tab.getByLabel('Full name').fill('Jo Bell')
    await tab.getByLabel('E-mail address').fill('jo.bell@example.test')
    await tab.getByLabel('Organisation').selectOption({ index: 1 })
    await tab.getByLabel('Police rank').selectOption('constable')
    await tab.getByLabel('Role').selectOption('officer')
    await follow(tab, () => tab.getByRole('button', { name: 'Add' }).click())
    await follow(tab, () => tab.getByRole('button', { name: 'Send an invitation by e-mail' }).click())
    await screenshot(tab, name('person'))
    await visit(tab, `${home}/people`)
    await screenshot(tab, name('people'))
    await follow(tab, () => tab.getByRole('link', { name: 'Jo Bell' }).click())
    await follow(tab, () => tab.getByRole('link', { name: 'Change these details' }).click())
    await tab.goBack()
    await follow(tab, () => tab.getByRole('link', { name: 'Give a role' }).click())
    await visit(tab, `${home}/people/organisations`)
    await screenshot(tab, name('organisations'))

    const colleague = await newPage(t, { javaScript, viewport })
    await visit(colleague, `${home}/sign-in/link`)
    await visit(colleague, `${home}/mail`)
    await screenshot(colleague, name('mail'))
    await follow(colleague, () =>
      colleague
        .getByRole('link', { name: /\/sign-in\/link\// })
        .first()
        .click(),
    )
    await screenshot(colleague, name('link'))
    await colleague.getByRole('button', { name: 'Sign in' }).click()
    await colleague.waitForURL(`${home}/`)
    assert.equal(await colleague.locator('body').textContent(), 'Jo Bell')

    await visit(tab, `${home}/account`)
    const out = await newPage(t, { javaScript, viewport })
    await visit(out, `${home}/sign-in`)
    await out.getByLabel('E-mail address').fill(email)
    await out.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await follow(out, () => out.getByRole('button', { name: 'Sign in' }).click())
    await screenshot(out, name('code'))
    site.later(30_000)
    await out.getByLabel('Code', { exact: true }).fill(await codeNow())
    await out.getByRole('button', { name: 'Continue' }).click()
    await out.waitForURL(`${home}/`)
    if (viewport === PHONE) {
      for (const path of ['/people', '/account', '/account/sessions', '/people/new']) {
        await visit(tab, `${home}${path}`)
        const wide = await tab.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
        assert.equal(wide, false, `${path} scrolls sideways`)
      }
    }
    await checkPage(tab)
  })
}
