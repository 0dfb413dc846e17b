import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { receiveUpload, UploadRefused } from './receive-upload.ts'

async function sent(t: TestContext, contentType: string, body: string) {
  const own = await mkdtemp(join(tmpdir(), 'wardmote-upload-'))
  t.after(() => rm(own, { recursive: true, force: true }))
  const folder = join(own, 'upload')
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  })
  return { folder, received: () => receiveUpload(request, folder) }
}

const bodyWith = (boundary: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="_key"\r\n\r\nkept\r\n--${boundary}--\r\n`

test('a form with any boundary that the standard allows is read', async (t) => {
  for (const boundary of ['x', 'x'.repeat(70)]) {
    const { received } = await sent(t, `multipart/form-data; boundary=${boundary}`, bodyWith(boundary))
    assert.deepEqual((await received()).fields, { _key: 'kept' })
  }
})

test('a boundary that is missing or too long to look for is refused in words, and leaves no folder', async (t) => {
  const long = 'x'.repeat(300)
  for (const [type, body] of [
    ['multipart/form-data', bodyWith('x')],
    [`multipart/form-data; boundary=${long}`, bodyWith(long)],
  ] as const) {
    const { folder, received } = await sent(t, type, body)
    await assert.rejects(received(), (error) => {
      assert.ok(error instanceof UploadRefused)
      assert.match(error.message, /The form could not be read/)
      return true
    })
    assert.equal(existsSync(folder), false)
  }
})
