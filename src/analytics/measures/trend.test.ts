import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mannKendall, seasonalMannKendall } from './mann-kendall.ts'
import { leastSquaresSlope, theilSen, theilSenSlope } from './theil-sen.ts'

const series = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 60 })
const gappy = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: Number.NaN }), {
  minLength: 4,
  maxLength: 60,
})

test('a series turned round has the opposite trend, as likely', () => {
  fc.assert(
    fc.property(series, (y) => {
      const [there, back] = [mannKendall(y), mannKendall(y.toReversed())]
      assert.equal(back.s + there.s, 0)
      assert.equal(back.variance, there.variance)
      assert.deepEqual(back.p, there.p)
      assert.ok(Math.abs(theilSenSlope(y) + theilSenSlope(y.toReversed())) < 1e-12)
    }),
  )
})

test('the slope alone is that of the whole line to the last digit, also where least squares is far from it', () => {
  const odd = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 4000 }).map((value) => value / 91.37) },
    { weight: 2, arbitrary: fc.constantFrom(0, 7, Number.NaN) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1e8 }).map((value) => value / 91.37) },
  )
  const short = fc.array(odd, { maxLength: 40 })
  fc.assert(fc.property(short, (y) => assert.deepEqual(theilSenSlope(y), theilSen(y).slope)))
  const long = fc.array(odd, { minLength: 170, maxLength: 190 })
  fc.assert(fc.property(long, (y) => assert.deepEqual(theilSenSlope(y), theilSen(y).slope)))
  const bent = Array.from({ length: 36 }, (_, t) => (t < 30 ? t : 1e6 + t))
  assert.equal(theilSenSlope(bent), theilSen(bent).slope)
})

test('any rising change of scale leaves Mann–Kendall as it is', () => {
  fc.assert(
    fc.property(series, (y) => assert.deepEqual(mannKendall(y.map((v) => Math.exp(v / 3))), mannKendall(y))),
  )
})

test('bounds: |tau-b| ≤ 1, p in [0, 1], variance never negative, the slope inside its interval', () => {
  fc.assert(
    fc.property(gappy, (y) => {
      const trend = mannKendall(y)
      assert.ok(trend.variance >= 0)
      assert.ok(Number.isNaN(trend.tauB) || Math.abs(trend.tauB) <= 1 + 1e-12)
      assert.ok(Number.isNaN(trend.p) || (trend.p >= 0 && trend.p <= 1))
      const line = theilSen(y)
      if (line.n < 2) assert.ok(Number.isNaN(line.slope))
      else assert.ok(line.low <= line.slope && line.slope <= line.high)
      assert.deepEqual(theilSenSlope(y), line.slope)
    }),
  )
})

test('a straight line is found exactly, whatever months are missing', () => {
  const y = Float64Array.from({ length: 40 }, (_, i) => (i % 7 === 3 ? Number.NaN : 2.5 * (i + 1) - 4))
  const line = theilSen(y)
  assert.deepEqual([line.slope, line.low, line.high, line.n], [2.5, 2.5, 2.5, 34])
  assert.ok(Math.abs(line.intercept + 4) < 1e-12)
  assert.ok(Math.abs(leastSquaresSlope(y) - 2.5) < 1e-12)
  assert.equal(mannKendall(y).tauB, 1)
})

test('one absurd month does not bend the Theil–Sen line, and does bend least squares', () => {
  const y = Array.from({ length: 36 }, (_, i) => i)
  y[35] = 10_000
  assert.equal(theilSen(y).slope, 1)
  assert.ok(leastSquaresSlope(y) > 10)
})

test('a missing value keeps its time: the slope is per step, not per known value', () => {
  assert.equal(theilSenSlope([1, Number.NaN, Number.NaN, 4]), 1)
  assert.deepEqual(theilSen([1, 4], [1, 4]).slope, 1)
})

test('no trend is told of nothing, one value or equal values', () => {
  for (const y of [[], [3], [5, 5, 5], [Number.NaN, Number.NaN]]) {
    const trend = mannKendall(y)
    assert.deepEqual([trend.s, trend.variance, trend.z, trend.p], [0, 0, Number.NaN, Number.NaN])
  }
})

test('a yearly cycle alone is no seasonal trend; a step up every year is', () => {
  const cycle = Array.from({ length: 48 }, (_, i) => 10 + (i % 12))
  assert.equal(seasonalMannKendall(cycle).s, 0)
  const rising = cycle.map((value, i) => value + Math.floor(i / 12) * 3)
  const trend = seasonalMannKendall(rising)
  assert.equal(trend.s, 12 * 6)
  assert.ok(trend.p < 1e-6)
})

test('seasons go by the time given: leaving a month out is the same as not knowing it', () => {
  const y = Array.from({ length: 40 }, (_, i) => (i * 7) % 11)
  const times = y.map((_, i) => i)
  const unknown = y.map((value, i) => (i === 5 ? Number.NaN : value))
  const without = seasonalMannKendall(y.toSpliced(5, 1), 12, times.toSpliced(5, 1))
  assert.deepEqual(seasonalMannKendall(unknown), without)
})
