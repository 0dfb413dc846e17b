import assert from 'node:assert/strict'
import { readdir, rename } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { IsoMonth } from '#core/time/month.ts'
import { averleyArchive } from '#tests/support/averley-archive.ts'
import { Browser, OVER_THE_NETWORK, type Reply } from '#tests/support/cookie-browser.ts'
import { ledTo, signedIn } from '#tests/support/demonstration-visitor.ts'
import { prepareDecision } from '#tests/support/saved-decision.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { PEOPLE } from '../../scripts/demonstration/people.ts'

let server: Server
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) }, { LOG_LEVEL: 'debug' })
})
after(async () => {
  for (const ending of endings) await ending()
})

const stranger = () => new Browser(OVER_THE_NETWORK, server.url, '127.0.0.1')

test('operators are told that the process lives, that it is ready, and what it does', async () => {
  const visitor = stranger()
  assert.deepEqual(JSON.parse((await visitor.get('/health/live')).text), { status: 'live' })
  assert.deepEqual(JSON.parse((await visitor.get('/health/ready')).text), { status: 'ready' })
  const unknown = '/decisions/00000000-0000-4000-8000-000000000000'
  assert.equal((await (await signedIn(server, 'farida.lockyer')).get(unknown)).status, 404)
  const { text, headers } = await visitor.get('/metrics')
  assert.match(headers.get('content-type') ?? '', /^text\/plain/)
  assert.match(text, /^wardmote_requests_total\{.*route="\/decisions\/:id".*status="404".*\} 1$/m)
  assert.match(text, /^process_resident_memory_bytes \d/m)
  assert.ok(!text.includes('00000000-0000'), 'a record’s address is not among the labels')
})

test('pages of every kind keep to this origin, and no shared cache keeps them', async () => {
  const analyst = await signedIn(server, 'pavel.quillfeather')
  const officer = await signedIn(server, 'maren.tolliver')
  const upload = new FormData()
  upload.set('_key', 'x')
  const kinds: readonly (readonly [number, () => Promise<Reply>])[] = [
    [200, () => stranger().get('/')],
    [200, () => analyst.get('/screening')],
    [303, () => stranger().get('/screening')],
    [404, () => stranger().get('/no-such-page')],
    [404, () => officer.get('/decisions/00000000-0000-4000-8000-000000000000')],
    [403, () => officer.get('/escalations/contacts/new')],
    [403, () => officer.post('/imports/upload', upload)],
    [413, () => stranger().post('/sign-in', { email: 'x'.repeat(1_100_000) })],
    [422, () => analyst.post('/imports/upload', upload)],
    [500, () => brokenReport(analyst)],
  ]
  // One after the other: the last one takes a file away that the others may read.
  for (const [status, ask] of kinds) {
    const reply = await ask()
    assert.equal(reply.status, status)
    assertGuarded(reply)
  }
})

// A report whose file has gone is nothing anybody expects.
async function brokenReport(analyst: Browser): Promise<Reply> {
  const link = /href="(\/imports\/reports\/([^"]+))"/.exec((await analyst.get('/imports')).text)
  assert.ok(link, 'no report is listed')
  const file = join(server.dataFolder, 'store/reports', `${link[2]}.json`)
  await rename(file, `${file}.away`)
  const reply = await analyst.get(link[1] ?? '')
  await rename(`${file}.away`, file)
  await until(() => server.log().includes('request failed'))
  const reference = /"requestId":"([^"]+)"/.exec(server.log())?.[1]
  assert.ok(reference && reply.text.includes(reference), 'the page names the request that the log names')
  assert.ok(!reply.text.includes(server.dataFolder), 'the page says nothing of the inside')
  return reply
}

function assertGuarded({ status, headers, text }: Reply): void {
  const policy = new Map(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/)
      return [name, sources]
    }),
  )
  assert.deepEqual(policy.get('default-src'), ["'none'"], `${status}`)
  for (const name of ['script-src', 'style-src', 'connect-src', 'form-action'])
    assert.deepEqual(policy.get(name), ["'self'"], `${status}: ${name}`)
  for (const name of ['frame-ancestors', 'base-uri']) assert.deepEqual(policy.get(name), ["'none'"], name)
  for (const sources of policy.values())
    for (const source of sources) assert.match(source, /^'(none|self)'$|^data:$|^blob:$/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('x-frame-options'), 'DENY')
  assert.equal(headers.get('referrer-policy'), 'same-origin')
  assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/)
  assert.match(headers.get('cache-control') ?? '', /^(no-store|private, no-cache)$/)
  assert.equal(headers.get('x-powered-by'), null)
  if (status !== 303) assert.match(text, /^<!DOCTYPE html>/i, `${status} is a whole page`)
  assert.doesNotMatch(
    text,
    /<(script|img|link|iframe)[^>]+(src|href)="(https?:)?\/\//,
    'nothing comes from outside',
  )
  assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|\son[a-z]+="|\sstyle="/, 'no script or style is inline')
}

test('the cookie is out of reach of scripts and other sites', async () => {
  const reply = await stranger().post('/sign-in', {
    email: 'maren.tolliver@averley.example',
    password: 'averley-demo-2025',
    back: '/',
  })
  const cookies = reply.headers.getSetCookie()
  assert.ok(cookies.length > 0)
  for (const cookie of cookies) {
    assert.match(cookie, /;\s*HttpOnly/i)
    assert.match(cookie, /;\s*SameSite=(Lax|Strict)/i)
    assert.match(cookie, /;\s*Path=\//i)
  }
})

test('a form from another origin is refused and does nothing', async () => {
  const officer = await signedIn(server, 'maren.tolliver')
  const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const origin of ['https://elsewhere.example', 'null', server.url.replace('localhost', '127.0.0.1')]) {
    const reply = await fetch(`${server.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    assert.equal(reply.status, 403, origin)
  }
  assert.equal((await officer.get('/account')).status, 200, 'still signed in')
})

test('asked to stop, it finishes what runs; started again, it goes on', async () => {
  const analyst = await signedIn(server, 'pavel.quillfeather')
  const { _key = '' } = hiddenFields((await analyst.get('/imports')).text, '/imports/upload')
  const archive = averleyArchive('2026-01' as IsoMonth)
  const form = new FormData()
  form.set('_key', _key)
  form.set('files', new Blob([new Uint8Array(archive.bytes)]), archive.name)
  const body = new Response(form)
  const bytes = Buffer.from(await body.arrayBuffer())
  const half = Math.floor(bytes.length / 2)
  const sending = request(`${server.url}/imports/upload`, {
    method: 'POST',
    headers: {
      cookie: [...analyst.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: server.url,
      'content-type': body.headers.get('content-type') ?? '',
      'content-length': bytes.length,
    },
  })
  const answered = statusOf(sending)
  await new Promise<void>((resolve) => sending.write(bytes.subarray(0, half), () => resolve()))
  await uploadBegun()
  const stopped = server.stop()
  await until(() => server.output().includes('Finishing what runs'))
  sending.end(bytes.subarray(half))
  const { status, location } = await answered
  assert.equal(status, 303, 'a request begun before the signal is answered')
  await stopped
  await assert.rejects(fetch(`${server.url}/health/live`))
  const before = server.output().length

  await server.start()
  assert.equal((await stranger().get('/')).status, 200)
  assert.doesNotMatch(server.output().slice(before), /Making the demonstration force/, 'made once')
  // What was asked for before the stop is done after it.
  await until(async () => /<h1[^>]*>Import <strong[^>]*>\s*Loaded/.test((await analyst.get(location)).text))
})

const uploadBegun = () =>
  until(async () => {
    const begun = await readdir(join(server.dataFolder, 'uploads')).catch(() => [])
    return begun.length > 0
  })

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, `waited in vain until ${isTrue}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function statusOf(sending: ClientRequest): Promise<{ status: number; location: string }> {
  return new Promise((resolve, reject) => {
    sending.once('error', reject)
    sending.once('response', (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '' })
    })
  })
}

test('after all of it the log names nobody', async () => {
  const analyst = await signedIn(server, 'pavel.quillfeather')
  await prepareDecision(analyst, 'A place that names Pavel Quillfeather')
  await stranger().post('/sign-in', { email: 'maren.tolliver@averley.example', password: 'wrong', back: '/' })
  await ledTo(analyst.post('/sign-out'))
  const log = server.log()
  assert.ok(log.includes('request failed'), 'the log was kept')
  for (const line of log.trim().split('\n'))
    assert.doesNotThrow(() => JSON.parse(line), `not structured: ${line}`)
  for (const { name, email } of PEOPLE) for (const told of [name, email]) assert.ok(!log.includes(told), told)
  assert.doesNotMatch(log, /averley-demo-2025|@averley\.example/)
})
