import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deviceSentence, pointIn, pointText } from './point-text.ts'

test('a point is written and read latitude first, to about a metre', () => {
  assert.equal(pointText(-1.129312345, 52.63456789), '52.63457, -1.12931')
  assert.deepEqual(pointIn(' 52.6346,-1.1293 '), [-1.1293, 52.6346])
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (x, y) => {
        const read = pointIn(pointText(x, y))
        return read !== null && Math.abs(read[0] - x) <= 1e-5 && Math.abs(read[1] - y) <= 1e-5
      },
    ),
  )
})

test('what is no point on earth is none', () => {
  for (const text of ['', '52.6', '91, 0', '0, 181', 'SK 58 04', '52.6 -1.1', '<b>, 1'])
    assert.equal(pointIn(text), null)
})

test('each answer of a device has its sentence', () => {
  assert.match(deviceSentence(11.6), /within about 12 metres/)
  assert.match(deviceSentence(0.4), /within about 1 metre\./)
  assert.match(deviceSentence(2500), /only roughly/)
  assert.match(deviceSentence(null, 1), /not allowed/)
  assert.match(deviceSentence(null, 3), /too long/)
  assert.match(deviceSentence(null, 2), /cannot tell/)
})
