import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { codeOf, parseCode } from './invitation.ts'

test('[W6] a code survives being read out: any case, spaces, dashes, O for nought and I or L for one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
      const code = codeOf(random)
      assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      const read = code.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')
      assert.equal(parseCode(read), code)
    }),
  )
})

test('[W6] what is no code is none', () => {
  for (const typed of [
    '',
    'ABCD',
    'ABCD-EFGH-JKMN-PQR',
    'ABCD-EFGH-JKMN-PQRSU',
    'ABCD-EFGH-JKMN-PQR!',
    '../../../etc/passwd',
  ])
    assert.equal(parseCode(typed), null, typed)
})
