import assert from 'node:assert/strict'
import test from 'node:test'
import { ImportRefused, refusalIn } from './import-refusal.ts'

test('a full disk is a refusal, whether the system or the engine reports it', () => {
  const ofSystem = Object.assign(new Error('write failed'), { code: 'ENOSPC' })
  const ofEngine = new Error('IO Error: Could not write file "x.parquet": No space left on device')
  for (const error of [ofSystem, ofEngine]) assert.match(refusalIn(error)!.sentence, /disk is full/)
})

test('an error nobody expects is no refusal', () => {
  assert.equal(refusalIn(new TypeError('x is not a function')), null)
})

test('a refusal’s sentence starts with file and line', () => {
  assert.equal(new ImportRefused('a.csv', 3, 'wrong.').refusal.sentence, 'a.csv, line 3: wrong.')
})
