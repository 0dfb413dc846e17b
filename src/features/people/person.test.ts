import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayHold, type RolePeriod, tenureDays, tenureInWords } from './person.ts'

const period = (fromOn: string, untilOn: string | null) => ({ fromOn, untilOn })
const role = (over: Partial<RolePeriod>): RolePeriod => ({
  id: 'r',
  role: 'officer',
  areaCode: 'N1',
  areaName: null,
  fromOn: '2025-01-01',
  untilOn: null,
  ...over,
})

test('[PE10] tenure counts both ends, overlaps once, and no day to come', () => {
  assert.equal(tenureDays([period('2026-01-01', '2026-01-10')], '2026-03-01'), 10)
  assert.equal(tenureDays([period('2026-01-01', null)], '2026-01-01'), 1)
  assert.equal(
    tenureDays([period('2026-01-01', '2026-01-10'), period('2026-01-05', '2026-01-12')], '2026-03-01'),
    12,
  )
  assert.equal(
    tenureDays([period('2026-01-01', '2026-01-31'), period('2026-01-05', '2026-01-12')], '2026-03-01'),
    31,
  )
  assert.equal(
    tenureDays([period('2026-01-01', '2026-01-02'), period('2026-02-01', '2026-02-02')], '2026-03-01'),
    4,
  )
  assert.equal(tenureDays([period('2026-05-01', null)], '2026-03-01'), 0)
  assert.equal(tenureDays([], '2026-03-01'), 0)
})

test('[PE10] tenure equals counting the days one by one', () => {
  const day = fc
    .integer({ min: 0, max: 120 })
    .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
  const spans = fc.array(
    fc.tuple(day, fc.option(day)).map(([a, b]) => (b && b < a ? period(b, a) : period(a, b))),
    {
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(spans, day, (held, today) => {
      let counted = 0
      for (let n = 0; n <= 120; n++) {
        const date = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
        if (date <= today && held.some((one) => one.fromOn <= date && (one.untilOn ?? '9999') >= date))
          counted++
      }
      assert.equal(tenureDays(held, today), counted)
    }),
  )
})

test('tenure is told in the unit a person would use', () => {
  assert.equal(tenureInWords(1), '1 day')
  assert.equal(tenureInWords(45), '45 days')
  assert.equal(tenureInWords(366), '1 year')
  assert.equal(tenureInWords(400), '1 year 1 month')
  assert.equal(tenureInWords(2 * 366 + 100), '2 years 3 months')
})

test('[PE4] the same role for the same area is not held twice at once', () => {
  const fresh = { role: 'officer', areaCode: 'N1', fromOn: '2026-01-01', untilOn: null } as const
  assert.deepEqual(mayHold([role({})], fresh), { ok: false, reason: 'held-already' })
  assert.equal(mayHold([role({ untilOn: '2025-12-31' })], fresh).ok, true)
  assert.equal(mayHold([role({ areaCode: 'N2' })], fresh).ok, true)
  assert.equal(mayHold([role({ role: 'coach' })], fresh).ok, true)
  assert.deepEqual(mayHold([], { ...fresh, untilOn: '2025-12-31' }), {
    ok: false,
    reason: 'ends-before-it-begins',
  })
  assert.deepEqual(mayHold([], { ...fresh, role: 'administrator' }), {
    ok: false,
    reason: 'administrator-has-no-area',
  })
})
