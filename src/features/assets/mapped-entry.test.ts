import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markOf, pointOf } from './mapped-entry.ts'

test('[AS1] a point is longitude before latitude, and what is no point is none', () => {
  assert.deepEqual(pointOf({ kind: 'asset', content: { kind: 'place', point: '52.6,-1.13' } }), [-1.13, 52.6])
  for (const point of [null, '', '52.6', 'x,y'])
    assert.equal(pointOf({ kind: 'asset', content: { kind: 'place', point } }), null)
})

test('[AS1] no person is on the map, whatever was written or imported', () => {
  assert.equal(pointOf({ kind: 'asset', content: { kind: 'person', point: '52.6,-1.13' } }), null)
})

test('[AS1] what was seen is marked good or bad; entries of other kinds have no mark', () => {
  assert.equal(markOf({ kind: 'audit-sighting', content: { seems: 'good' } }), 'good')
  assert.equal(markOf({ kind: 'audit-sighting', content: { seems: 'bad' } }), 'bad')
  assert.equal(markOf({ kind: 'vulnerability', content: {} }), 'vulnerability')
  assert.equal(markOf({ kind: 'evidence', content: {} }), null)
})
