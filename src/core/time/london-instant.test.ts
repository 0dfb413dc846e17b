import assert from 'node:assert/strict'
import { test } from 'node:test'
import { londonInstant } from './london-instant.ts'

const CASES: readonly (readonly [day: string, time: string, instant: string])[] = [
  ['2026-01-15', '19:30', '2026-01-15T19:30:00Z'],
  ['2026-07-15', '19:30', '2026-07-15T18:30:00Z'],
  ['2026-07-15', '00:15', '2026-07-14T23:15:00Z'],
  // Clocks go forward at 01:00 on 29 March 2026 and back at 02:00 on 25 October 2026.
  ['2026-03-29', '00:59', '2026-03-29T00:59:00Z'],
  ['2026-03-29', '01:30', '2026-03-29T01:30:00Z'],
  ['2026-03-29', '02:00', '2026-03-29T01:00:00Z'],
  ['2026-10-25', '01:30', '2026-10-25T00:30:00Z'],
  ['2026-10-25', '02:00', '2026-10-25T02:00:00Z'],
]

test('a time by the clocks of the United Kingdom is one instant, in winter, in summer and when they change', () => {
  for (const [day, time, instant] of CASES)
    assert.equal(londonInstant(day, time).toISOString(), new Date(instant).toISOString(), `${day} ${time}`)
})
