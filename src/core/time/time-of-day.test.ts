import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseTimeOfDay, timeOfDayInWords } from './time-of-day.ts'

test('a time of day is read as people write it', () => {
  for (const [kept, ...ways] of [
    [
      '18:30',
      '18:30',
      '18.30',
      '1830',
      '6.30pm',
      '6:30pm',
      '6:30 PM',
      '6.30 p.m.',
      '630pm',
      '18:30pm',
      '6 30pm',
    ],
    ['18:00', '6pm', '6 pm', '6.00pm', '18:00'],
    ['06:30', '6:30', '6.30', '06:30', '6.30am', '0630'],
    ['12:00', '12pm', 'noon', 'Midday', '12 noon', '12:00', '12.00pm'],
    ['00:00', '12am', 'midnight', '00:00', '0.00'],
    ['00:15', '12.15am', '0:15am', '00.15'],
  ] as const)
    for (const way of ways) assert.equal(parseTimeOfDay(way), kept, way)
})

test('what is no time of day, or could be two, is none', () => {
  for (const text of [
    '',
    '6',
    '18',
    '630',
    '24:00',
    '18:60',
    '25pm',
    '18:30am',
    '6:3pm',
    'half six',
    '6pm7',
    '::',
  ])
    assert.equal(parseTimeOfDay(text), null, text)
})

test('every minute of the day is shown so that it is read as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const kept = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      assert.equal(parseTimeOfDay(timeOfDayInWords(kept)), kept)
      assert.equal(parseTimeOfDay(kept), kept)
    }),
  )
  assert.equal(timeOfDayInWords('18:30'), '6:30pm')
  assert.equal(timeOfDayInWords('00:05'), '12:05am')
  assert.equal(timeOfDayInWords(''), '')
})
