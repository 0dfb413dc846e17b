import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { checkPage, follow, newPage, visit } from './support/browser.ts'

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>${body}</main></body></html>`

async function serve(t: TestContext, pages: Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const found = pages[request.url ?? '']
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': 'text/html',
      'content-security-policy':
        "default-src 'self'; connect-src *; img-src *; script-src 'self' 'nonce-ours'",
    })
    response.end(found ?? page('<p>Not found</p>'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

for (const javaScript of [true, false]) {
  const scripts = javaScript ? 'on' : 'off'

  test(`a sound page passes with scripts ${scripts}, and so does the one its link leads to`, async (t) => {
    const site = await serve(t, { '/': page('<a href="/next">Next</a>'), '/next': page('<p>Here</p>') })
    const tab = await newPage(t, { javaScript })
    assert.equal((await visit(tab, `${site}/`))?.status(), 200)
    await follow(tab, () => tab.getByRole('link', { name: 'Next' }).click())
    assert.equal(tab.url(), `${site}/next`)
  })

  test(`an unlabelled field is found with scripts ${scripts}`, async (t) => {
    const site = await serve(t, { '/': page('<form><input name="x"></form>') })
    const tab = await newPage(t, { javaScript })
    await assert.rejects(visit(tab, `${site}/`), /label \(critical\)/)
  })
}

test('a page’s own scripts do not run with scripts off', async (t) => {
  const site = await serve(t, { '/': page('<script nonce="ours">document.title = "ran"</script>') })
  const withScripts = await newPage(t)
  const without = await newPage(t, { javaScript: false })
  await visit(withScripts, `${site}/`)
  await visit(without, `${site}/`)
  assert.deepEqual([await withScripts.title(), await without.title()], ['ran', 'A page'])
})

const PROBLEMS: [what: string, body: string, expected: RegExp][] = [
  [
    'an inline script the policy refuses',
    '<script>document.title = "ran"</script>',
    /Content Security Policy/,
  ],
  [
    'a script error',
    '<script nonce="ours">throw new Error("broken on purpose")</script>',
    /broken on purpose/,
  ],
  ['a missing picture', '<img alt="A map" src="/missing.png">', /404: .*missing\.png/],
  ['a request to another address', '<img alt="A map" src="http://example.test/x.png">', /outside address/],
]
for (const [what, body, expected] of PROBLEMS) {
  test(`${what} fails the page`, async (t) => {
    const site = await serve(t, { '/': page(body) })
    const tab = await newPage(t)
    await assert.rejects(visit(tab, `${site}/`), expected)
    // What else the same cause brings (a failed request after a refused one) belongs to the same finding.
    await checkPage(tab).catch(() => {})
  })
}
