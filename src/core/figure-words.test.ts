import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  countOf,
  listInWords,
  NOT_KNOWN,
  oneDecimal,
  ordinal,
  percent,
  probability,
  rankWithInterval,
  signed,
  twoDecimals,
  whole,
} from './figure-words.ts'

test('what is not known is said as that by every word for a number', () => {
  for (const say of [whole, oneDecimal, twoDecimals, percent, signed, probability])
    assert.equal(say(null), NOT_KNOWN)
  for (const say of [whole, oneDecimal, twoDecimals, percent]) assert.notEqual(say(0), NOT_KNOWN)
})

test('numbers are grouped and rounded', () => {
  assert.equal(whole(12_345.6), '12,346')
  assert.equal(oneDecimal(1_234), '1,234.0')
  assert.equal(twoDecimals(0.005), '0.01')
  assert.equal(percent(0.249), '25%')
})

test('a change carries its sign, and none where it rounds to nothing', () => {
  assert.deepEqual([3.24, -1, 0.04, -0.04, 0].map(signed), ['+3.2', '−1.0', '0.0', '0.0', '0.0'])
})

test('a small probability is not written as zero', () => {
  assert.deepEqual([0, 0.0009, 0.001, 0.0301, 0.42, 1].map(probability), [
    '< 0.001',
    '< 0.001',
    '0.001',
    '0.030',
    '0.42',
    '1.00',
  ])
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => Number(probability(p)) !== 0))
})

test('a rank comes with its interval', () => {
  assert.equal(rankWithInterval({ rank: 3, rankLow: 1, rankHigh: 1_009 }), '3 (1 to 1,009)')
})

test('one is one, and anything else is many', () => {
  assert.equal(countOf(1, 'area'), '1 area')
  assert.equal(countOf(0, 'area'), '0 areas')
  assert.equal(countOf(1_200, 'entry', 'entries'), '1,200 entries')
})

test('a list reads as one', () => {
  assert.deepEqual([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(listInWords), [
    '',
    'A',
    'A and B',
    'A, B and C',
  ])
})

test('ordinals end as they are spoken', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 112, 1_003].map(ordinal), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '112th',
    '1,003rd',
  ])
})
