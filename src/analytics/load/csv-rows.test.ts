import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { csvField, csvRows, NeverClosed } from './csv-rows.ts'

async function read(pieces: readonly string[]) {
  const rows = []
  for await (const row of csvRows(pieces, 10_000)) rows.push(row)
  return rows
}

const field = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é'), maxLength: 6 })

test('what is written as CSV is read back, wherever the text is cut and whatever ends its lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(60), { maxLength: 5 }),
      async (rows, lineEnd, cuts) => {
        const text = rows.map((fields) => fields.map(csvField).join(',') + lineEnd).join('')
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ]
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end))
        const found = await read(pieces)
        assert.deepEqual(
          found.map(({ fields }) => fields),
          rows,
        )
        assert.ok(found.every(({ fault }) => fault === null))
      },
    ),
  )
})

test('a row’s line is the one it starts on, lines inside quotes counted', async () => {
  const rows = await read(['a,b\n"x\ny",1\r\n\r\nc,d'])
  assert.deepEqual(
    rows.map(({ line }) => line),
    [1, 2, 5],
  )
})

test('text after a closing quote is a fault of the row, and a quote never closed is one of the file', async () => {
  assert.equal((await read(['"a"b,c\nd,e\n']))[0]?.fault, 'quote')
  assert.equal((await read(['a "b" c,d\n']))[0]?.fault, null)
  await assert.rejects(
    read(['a,b\n"c,d\ne,f\n']),
    (error) => error instanceof NeverClosed && error.line === 2,
  )
})
