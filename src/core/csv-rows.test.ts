import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvSheet } from './csv.ts'
import { csvRows } from './csv-rows.ts'

test('whatever is written as a sheet is read back, formulas and line breaks among it', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '-2', '@x', 'a,b', 'a\nb', '"', '', "it's", 'é;ü'),
  )
  // A mark that a person typed in front of a sign cannot be told from the one that a sheet puts there.
  const plain = cell.filter(
    (text) => !/^'\s*[=+\-@\t\r|%]/.test(text) && !text.includes('\r') && !text.startsWith('\uFEFF'),
  )
  fc.assert(
    fc.property(fc.array(fc.array(plain, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (rows) => {
      const read = csvRows(csvSheet(['a', 'b'], rows))
      assert.equal(read.brokenAt, null)
      assert.deepEqual(
        read.rows.slice(1).map(({ cells }) => cells),
        rows,
      )
    }),
  )
})

test('each row says its line, blank lines are left out and an open quote is told', () => {
  const read = csvRows('\uFEFFname,words\r\nA,"two\nlines"\r\n\r\nB,x\r\n')
  assert.deepEqual(read.rows, [
    { line: 1, cells: ['name', 'words'] },
    { line: 2, cells: ['A', 'two\nlines'] },
    { line: 5, cells: ['B', 'x'] },
  ])
  assert.equal(csvRows('a,b\n1,"2\n3').brokenAt, 2)
  assert.deepEqual(csvRows('a;b\n1;2').rows[1]?.cells, ['1', '2'])
  assert.deepEqual(csvRows('a,b\n1,').rows[1]?.cells, ['1', ''])
})
