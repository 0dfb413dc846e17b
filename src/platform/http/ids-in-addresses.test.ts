import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { onlyRealIds } from './ids-in-addresses.ts'
import { NotFound } from './request.ts'

test('an address with what only looks like an id leads nowhere', async () => {
  const app = new Hono()
  app.use(onlyRealIds)
  app.get('*', (c) => c.text('here'))
  app.onError((error, c) => c.text('', error instanceof NotFound ? 404 : 500))
  const status = async (path: string) => (await app.request(path)).status
  const id = '0b9ad0a2-43f4-4b6e-8a83-6b5b3a1e6f10'
  for (const path of ['/', `/files/${id}/x`, `/meetings/${id}.ics`, '/projects/AVE-2026-001/assets'])
    assert.equal(await status(path), 200, path)
  for (const none of ['-'.repeat(36), 'a'.repeat(36), id.replaceAll('-', '0')])
    for (const path of [`/files/${none}/x`, `/meetings/${none}.ics`])
      assert.equal(await status(path), 404, path)
})
