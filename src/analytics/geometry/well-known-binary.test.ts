import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromWellKnownBinary, toWellKnownBinary } from './well-known-binary.ts'

const number = fc.double({ noNaN: true })
const shape = fc.array(fc.array(fc.array(fc.tuple(number, number), { maxLength: 6 }), { maxLength: 3 }), {
  maxLength: 3,
})

test('any shape comes back as it went', () => {
  fc.assert(
    fc.property(shape, (given) => assert.deepEqual(fromWellKnownBinary(toWellKnownBinary(given)), given)),
  )
})

test('the bytes of a triangle are those of the standard', () => {
  const bytes = toWellKnownBinary([
    [
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  ])
  const head = '01' + '06000000' + '01000000' + '01' + '03000000' + '01000000' + '04000000'
  assert.equal(Buffer.from(bytes.subarray(0, 22)).toString('hex'), head)
  assert.equal(bytes.length, 22 + 64)
})

test('anything else is an error', () => {
  assert.throws(() => fromWellKnownBinary(new Uint8Array([0, 1, 2, 3])))
  assert.throws(() => fromWellKnownBinary(new Uint8Array(9)))
})
