import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { NotAllowed, type RequestEnv } from './request.ts'
import { type SecuritySettings, secure, TooLarge } from './security.ts'

const HERE = 'http://localhost:3000'
const SETTINGS = { publicUrl: HERE, trustProxy: false, uploadLimitMb: 3 }

function site(settings: SecuritySettings = SETTINGS) {
  const app = new Hono<RequestEnv>()
  app.use(...secure(settings))
  app.get('/', (c) => c.html('<h1>Yours</h1>'))
  app.get('/id', (c) => c.text(c.get('requestId')))
  app.get('/statement', (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.html('<h1>Everyone’s</h1>')
  })
  app.post('*', async (c) => c.text(String((await c.req.text()).length)))
  app.onError((error, c) => {
    if (error instanceof NotAllowed) return c.text('not allowed', 403)
    if (error instanceof TooLarge) return c.text('too large', 413)
    return c.text(error.message, 500)
  })
  return app
}

const form = (headers: Record<string, string>, body = 'a=1') => ({
  method: 'POST',
  body,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
})

test('a page may run only its own scripts, use only its own styles and be framed by nobody', async () => {
  const policy = (await site().request('/')).headers.get('Content-Security-Policy') ?? ''
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    assert.ok(policy.split('; ').includes(part), `${part} in ${policy}`)
  assert.doesNotMatch(policy, /unsafe|https?:|\*/)
})

test('an answer may say something stricter of itself', async () => {
  const app = new Hono<RequestEnv>()
  app.use(...secure(SETTINGS))
  app.get('/', (c) => c.text('x', 200, { 'Content-Security-Policy': 'sandbox' }))
  const { headers } = await app.request('/')
  assert.equal(headers.get('Content-Security-Policy'), 'sandbox')
  assert.equal(headers.get('X-Content-Type-Options'), 'nosniff')
})

test('the browser is told to stay on https only where the service is on https', async () => {
  assert.equal((await site().request('/')).headers.get('Strict-Transport-Security'), null)
  const secured = site({ ...SETTINGS, publicUrl: 'https://wardmote.example' })
  assert.match((await secured.request('/')).headers.get('Strict-Transport-Security') ?? '', /max-age=\d{8}/)
})

test('what a handler says nothing about is stored nowhere', async () => {
  const reply = await site().request('/')
  assert.equal(reply.headers.get('Cache-Control'), 'no-store')
  assert.equal(reply.headers.get('ETag'), null)
})

test('what a handler declares cacheable stays so', async () => {
  const reply = await site().request('/statement')
  assert.equal(reply.headers.get('Cache-Control'), 'public, max-age=300')
})

test('a form from this site passes; from another, or from nowhere said, it is not allowed', async () => {
  const app = site()
  const send = async (headers: Record<string, string>) =>
    (await app.request(`${HERE}/x`, form(headers))).status
  assert.equal(await send({ Origin: HERE }), 200)
  assert.equal(await send({ 'Sec-Fetch-Site': 'same-origin' }), 200)
  assert.equal(await send({ Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }), 403)
  assert.equal(await send({ Origin: 'null' }), 403)
  assert.equal(await send({}), 403)
})

test('behind a proxy the public address is this site too', async () => {
  const app = site({ ...SETTINGS, publicUrl: 'https://wardmote.example' })
  const reply = await app.request('http://10.0.0.7:3000/x', form({ Origin: 'https://wardmote.example' }))
  assert.equal(reply.status, 200)
})

test('a refused form carries the same headers as any page', async () => {
  const reply = await site().request(`${HERE}/x`, form({ Origin: 'https://elsewhere.example' }))
  assert.equal(reply.status, 403)
  assert.ok(reply.headers.get('Content-Security-Policy'))
  assert.equal(reply.headers.get('Cache-Control'), 'no-store')
})

test('a body above its limit is refused; files and imports may be larger', async () => {
  const app = site()
  const twoMegabytes = 'x'.repeat(2 * 1024 * 1024)
  const send = async (path: string, body: string) =>
    (await app.request(HERE + path, form({ Origin: HERE, 'Content-Length': String(body.length) }, body)))
      .status
  assert.equal(await send('/x', twoMegabytes), 413)
  assert.equal(await send('/importsomething', twoMegabytes), 413)
  assert.equal(await send('/projects/AVE-2026-001/files', twoMegabytes), 200)
  assert.equal(await send('/projects/AVE-2026-001/files', 'x'.repeat(22 * 1024 * 1024)), 413)
  assert.equal(await send('/projects/files/x', twoMegabytes), 413)
  assert.equal(await send('/imports', twoMegabytes), 200)
  assert.equal(await send('/imports', twoMegabytes + twoMegabytes), 413)
  assert.equal(await send('/projects/import/files', twoMegabytes), 200)
  assert.equal(await send('/projects/import/files', twoMegabytes + twoMegabytes), 413)
  assert.equal(await send('/projects/imported', twoMegabytes), 413)
})

test('a request id from outside is taken only from a trusted proxy', async () => {
  const asked = { headers: { 'X-Request-Id': 'given-from-outside' } }
  assert.notEqual(await (await site().request('/id', asked)).text(), 'given-from-outside')
  const trusting = site({ ...SETTINGS, trustProxy: true })
  assert.equal(await (await trusting.request('/id', asked)).text(), 'given-from-outside')
})
