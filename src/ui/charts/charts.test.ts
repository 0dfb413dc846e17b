import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type IsoMonth, monthAt } from '#core/time/month.ts'
import type { Html } from '#ui/html.view.ts'
import { knownRuns, linePath, unknownRuns } from './month-line.ts'
import { monthlySeries } from './monthly-series.view.ts'
import { rankInterval } from './rank-interval.view.ts'
import { linear, ticks } from './scale.ts'
import { seasonality } from './seasonality.view.ts'
import { smallMultiples } from './small-multiples.view.ts'
import { typesBar } from './types-bar.view.ts'

const HOSTILE = '"><script>alert(1)</script>'
const months = (count: number): IsoMonth[] =>
  Array.from({ length: count }, (_, at) => monthAt(2021 * 12 + at))
const value = fc.oneof(fc.constant(null), fc.nat(500), fc.double({ min: 0, max: 1e6, noNaN: true }))

function cells(markup: Html): string[] {
  return [...markup.toString().matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) =>
    cell!.replace(/<[^>]*>/g, ''),
  )
}

test('ticks hold the data, are evenly spaced and are not many', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 8 }),
      (low, length, count) => {
        const high = low + length
        const made = ticks(low, high, count)
        const step = made[1]! - made[0]!
        assert.ok(made[0]! <= low + step * 1e-6 && made.at(-1)! >= high - step * 1e-6)
        assert.ok(made.length <= count + 3)
        for (let at = 1; at < made.length; at++)
          assert.ok(Math.abs(made[at]! - made[at - 1]! - step) < step * 1e-3)
      },
    ),
  )
})

test('ticks are round numbers', () => {
  assert.deepEqual(ticks(0, 26, 4), [0, 10, 20, 30])
  assert.deepEqual(ticks(0.8, 1.3, 4), [0.8, 1, 1.2, 1.4])
  assert.deepEqual(ticks(5, 5, 4), [5])
})

test('known and unknown months share out the whole line', () => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const covered = [...knownRuns(values), ...unknownRuns(values)].flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      )
      assert.deepEqual(
        covered.sort((a, b) => a - b),
        values.map((_, at) => at),
      )
    }),
  )
})

test('a line breaks at an unknown month and shows a month that stands alone', () => {
  const x = linear([0, 1], [0, 10])
  const y = linear([0, 1], [0, 10])
  assert.equal(linePath([1, 2, null, 3, null], x, y), 'M5,10L15,20M32,30L38,30')
  assert.equal(linePath([null, null], x, y), '')
})

test('an unknown month is a shaded gap and the word unknown, never zero', () => {
  const made = monthlySeries({
    id: 'c',
    title: 'Burglary',
    unit: 'crimes',
    series: [{ name: 'Here', months: months(4), values: [3, null, 0, 4] }],
  })
  assert.deepEqual(cells(made), ['3', 'unknown', '0', '4'])
  assert.match(made.toString(), /class="wm-unknown-band"/)
  assert.match(made.toString(), /1 unknown/)
})

test('months that a series does not list are unknown in it', () => {
  const [first, second, third] = months(3) as [IsoMonth, IsoMonth, IsoMonth]
  const made = monthlySeries({
    id: 'c',
    title: 'Two',
    unit: 'crimes',
    series: [
      { name: 'One', months: [first, third], values: [1, 3] },
      { name: 'Other', months: [second], values: [2] },
    ],
  })
  assert.deepEqual(cells(made), ['1', 'unknown', 'unknown', '2', '3', 'unknown'])
})

test('any series at all draws finite coordinates inside its picture', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(70), fc.nat(70), (values, from, length) => {
      const made = monthlySeries({
        id: 'c',
        title: 'Any',
        unit: 'crimes',
        series: [{ name: 'Here', months: months(values.length), values }],
        annotations: [
          { from: monthAt(24250 + from), to: monthAt(24250 + from + length), label: 'A long known break' },
        ],
      }).toString()
      assert.doesNotMatch(made, /NaN|Infinity|undefined|width="-/)
    }),
  )
})

test('hostile names come out as text in every chart', () => {
  const charts = [
    monthlySeries({
      id: 'a',
      title: HOSTILE,
      unit: HOSTILE,
      note: HOSTILE,
      series: [
        { name: HOSTILE, months: months(3), values: [1, null, 2] },
        { name: HOSTILE, months: months(3), values: [1, null, 2] },
      ],
      annotations: [{ from: months(1)[0]!, label: HOSTILE }],
    }),
    seasonality({ id: 'b', title: HOSTILE, note: HOSTILE, index: new Array(12).fill(1) }),
    typesBar({ id: 'c', title: HOSTILE, unit: HOSTILE, bars: [{ name: HOSTILE, value: 3 }] }),
    rankInterval({
      id: 'd',
      title: HOSTILE,
      areas: [{ name: HOSTILE, href: HOSTILE, rank: 1, rankLow: 1, rankHigh: 2 }],
    }),
    smallMultiples({
      id: 'e',
      title: HOSTILE,
      unit: HOSTILE,
      months: months(2),
      panels: [{ name: HOSTILE, href: HOSTILE, values: [1, 2] }],
    }),
  ]
  for (const chart of charts) {
    assert.doesNotMatch(chart.toString(), /<script>|"><script/)
    assert.doesNotMatch(chart.toString(), /\sstyle=|<style/)
  }
})

test('every picture has a name, and a table with as many rows as it has data', () => {
  const made = typesBar({
    id: 'c',
    title: 'Types',
    unit: 'crimes',
    bars: [
      { name: 'A', value: 30 },
      { name: 'B', value: null },
      { name: 'C', value: 10 },
    ],
  })
  assert.deepEqual(cells(made), ['30', '75%', 'unknown', 'unknown', '10', '25%'])
  for (const [, ids] of made.toString().matchAll(/aria-labelledby="(c-(?:wide|narrow)-title)"/g)) {
    assert.ok(made.toString().includes(`<title id="${ids}">Types</title>`))
  }
})

test('a year has twelve months', () => {
  assert.throws(() => seasonality({ id: 'b', title: 'x', index: [1, 2] }), RangeError)
})
