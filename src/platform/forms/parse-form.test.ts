import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Hono } from 'hono'
import { z } from 'zod'
import { many, parseFields, parseForm, parseQuery } from './parse-form.ts'

const Schema = z.object({
  name: z.string('Enter a name').min(1, 'Enter a name'),
  reason: z
    .string('Write why')
    .min(5, 'Write why in at least 5 letters')
    .regex(/^[^<]/, 'Begin with a letter'),
  areas: many(z.string()),
})

test('what was typed comes back with one problem for each field, in order', () => {
  const parsed = parseFields({ name: ' ', reason: '<', other: 'kept' }, Schema)
  assert.ok(!parsed.ok)
  assert.deepEqual(parsed.errors, [
    { field: 'name', text: 'Enter a name' },
    { field: 'reason', text: 'Write why in at least 5 letters' },
  ])
  assert.deepEqual({ ...parsed.values }, { name: '', reason: '<', other: 'kept' })
})

test('a field that may repeat is always a list', () => {
  const areas = (sent: Record<string, string | string[]>) => {
    const parsed = parseFields({ name: 'A', reason: 'because', ...sent }, Schema)
    return parsed.ok ? parsed.value.areas : null
  }
  assert.deepEqual(areas({}), [])
  assert.deepEqual(areas({ areas: 'E1' }), ['E1'])
  assert.deepEqual(areas({ areas: ['E1', 'E2'] }), ['E1', 'E2'])
})

test('text keeps its lines and loses what cannot be stored', () => {
  const parsed = parseFields(
    { text: '\r\n one\r\ntwo\u0000\u0007\tthree\u009f ' },
    z.object({ text: z.string() }),
  )
  assert.deepEqual(parsed.ok && parsed.value.text, 'one\ntwo\tthree')
})

test('any names and texts at all are parsed without an exception, and no prototype is touched', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (body) => {
      const parsed = parseFields({ ...body, ['__proto__']: 'x', constructor: 'y' }, Schema)
      assert.equal(typeof parsed.ok, 'boolean')
      assert.equal(({} as Record<string, unknown>).polluted, undefined)
    }),
  )
})

function site() {
  const app = new Hono()
  app.post('/', async (c) => c.json(await parseForm(c.req, Schema)))
  app.get('/', (c) => c.json(parseQuery(c.req, Schema)))
  return app
}

test('a sent form is read with repeated fields', async () => {
  const body = new URLSearchParams([
    ['name', 'Jo'],
    ['reason', 'because'],
    ['areas', 'E1'],
    ['areas', 'E2'],
  ])
  const reply = await (await site().request('/', { method: 'POST', body })).json()
  assert.deepEqual(reply.value, { name: 'Jo', reason: 'because', areas: ['E1', 'E2'] })
})

test('a broken multipart body is told, not thrown', async () => {
  const reply = await site().request('/', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: 'not a form',
  })
  const { ok, errors } = await reply.json()
  assert.equal(ok, false)
  assert.equal(errors[0].field, null)
})

test('a query is read as a form is', async () => {
  const reply = await (await site().request('/?name=Jo&reason=because&areas=E1')).json()
  assert.deepEqual(reply.value, { name: 'Jo', reason: 'because', areas: ['E1'] })
})
