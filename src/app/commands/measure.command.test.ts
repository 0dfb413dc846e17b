import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureText } from './measure.command.ts'

test('JSON in gives JSON out', () => {
  const answer = measureText('p-adjust', '\uFEFF{"p": [0.01, 0.02]}')
  assert.ok(answer.ok)
  assert.deepEqual(JSON.parse(answer.json).bonferroni, [0.02, 0.04])
})

test('what is not JSON, and what is not the right JSON, is refused in one sentence', () => {
  assert.deepEqual(measureText('moran', '{'), { ok: false, sentence: 'The input is not JSON.' })
  const answer = measureText('p-adjust', '{"p": 3}')
  assert.ok(!answer.ok)
  assert.match(answer.sentence, /^Field "p": .*\.$/)
})
