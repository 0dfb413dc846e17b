import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { staticFiles } from './static-files.ts'

const SCRIPT = 'console.log(1)\n'.repeat(40)

function site(t: TestContext) {
  const parent = mkdtempSync(join(tmpdir(), 'wardmote-static-'))
  t.after(() => rmSync(parent, { recursive: true }))
  const folder = join(parent, 'assets')
  mkdirSync(folder)
  writeFileSync(join(parent, 'secret.js'), 'secret')
  writeFileSync(join(folder, 'main-AbCd1234.js'), SCRIPT)
  writeFileSync(join(folder, 'main-AbCd1234.js.gz'), gzipSync(SCRIPT))
  writeFileSync(join(folder, 'mark.svg'), '<svg/>')
  writeFileSync(join(folder, 'manifest.json'), '{}')
  const app = new Hono().use('/assets/*', staticFiles(folder))
  return { folder, get: (path: string, headers = {}) => app.request(path, { headers }) }
}

test('a hashed name is kept for ever, another for an hour', async (t) => {
  const { get } = site(t)
  const script = await get('/assets/main-AbCd1234.js')
  assert.equal(script.headers.get('Cache-Control'), 'public, max-age=31536000, immutable')
  assert.match(script.headers.get('Content-Type') ?? '', /^text\/javascript/)
  assert.equal((await get('/assets/mark.svg')).headers.get('Cache-Control'), 'public, max-age=3600')
})

test('a browser that takes gzip gets the smaller file, one that refuses it does not', async (t) => {
  const { get } = site(t)
  const small = await get('/assets/main-AbCd1234.js', { 'Accept-Encoding': 'gzip, deflate' })
  assert.equal(small.headers.get('Content-Encoding'), 'gzip')
  assert.equal(gunzipSync(await small.arrayBuffer()).toString(), SCRIPT)
  const plain = await get('/assets/main-AbCd1234.js', { 'Accept-Encoding': 'gzip;q=0' })
  assert.equal(plain.headers.get('Content-Encoding'), null)
  assert.equal(await plain.text(), SCRIPT)
})

test('a file that is still the same is not sent again', async (t) => {
  const { get } = site(t)
  const etag = (await get('/assets/mark.svg')).headers.get('ETag') ?? ''
  assert.equal((await get('/assets/mark.svg', { 'If-None-Match': etag })).status, 304)
  assert.equal((await get('/assets/mark.svg', { 'If-None-Match': '"other"' })).status, 200)
})

test('no name leads out of the folder, and the manifest is nobody’s business', async (t) => {
  const { get } = site(t)
  for (const path of [
    '/assets/../secret.js',
    '/assets/%2e%2e/secret.js',
    '/assets/..%2fsecret.js',
    '/assets//etc/passwd',
    '/assets/manifest.json',
    '/assets/main-AbCd1234.js.gz',
    '/assets/',
  ])
    assert.equal((await get(path)).status, 404, path)
})

test('files of a later build are found without a restart', async (t) => {
  const { folder, get } = site(t)
  assert.equal((await get('/assets/later-AbCd1234.css')).status, 404)
  writeFileSync(join(folder, 'later-AbCd1234.css'), 'a{}')
  utimesSync(folder, 2_000_000_000, 2_000_000_000)
  assert.equal((await get('/assets/later-AbCd1234.css')).status, 200)
})
