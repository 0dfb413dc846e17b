import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bands } from './bands.ts'
import { compositeRankIntervals, compositeScores, rangeOf, rerank, scaleTo } from './composite.ts'
import type { DrawStream } from './gamma-stream.ts'
import { competitionRanks, topShareFlags } from './rank.ts'
import { rankIntervals, takeIn } from './rank-interval.ts'
import { descendingSorter, orderDescending } from './sort-order.ts'

const unknown = Number.NaN
const anyNumbers = fc.array(fc.double(), { maxLength: 200 })
const small = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(unknown)), { maxLength: 60 })

test('the radix order is the order of a stable sort, for any numbers', () => {
  fc.assert(
    fc.property(anyNumbers, (values) => {
      const expected = values
        .map((_, i) => i)
        .filter((i) => !Number.isNaN(values[i]!))
        .sort((a, b) => (values[a]! === values[b]! ? a - b : values[a]! > values[b]! ? -1 : 1))
      assert.deepEqual([...orderDescending(values)], expected)
    }),
  )
})

test('sorting again and again gives the same order, however uneven the values', () => {
  const size = 150
  const sort = descendingSorter(size)
  const even = fc.double({ min: 0, max: 100, noNaN: true })
  const uneven = fc.oneof(
    even,
    fc.constant(unknown),
    fc.constant(7),
    fc.double(),
    fc.nat(9).map((x) => x * 1e-9),
  )
  fc.assert(
    fc.property(
      fc.oneof(...[even, uneven].map((value) => fc.array(value, { minLength: size, maxLength: size }))),
      (values) => {
        assert.deepEqual([...sort(Float64Array.from(values))], [...orderDescending(values)])
      },
    ),
  )
})

test('a rank is one more than the number of higher values; unknown has none', () => {
  fc.assert(
    fc.property(small, (values) => {
      const ranks = competitionRanks(values)
      values.forEach((value, i) => {
        assert.equal(ranks[i], Number.isNaN(value) ? 0 : 1 + values.filter((other) => other > value).length)
      })
    }),
  )
})

test('the top tenth holds at most a tenth rounded up, never a zero, and never half of a group of equals', () => {
  fc.assert(
    fc.property(small, (values) => {
      const flags = topShareFlags(values)
      const known = values.filter((value) => !Number.isNaN(value))
      const top = values.filter((_, i) => flags[i])
      assert.ok(top.length <= Math.ceil(known.length / 10))
      assert.ok(top.every((value) => value > 0))
      values.forEach((value, i) => {
        if (top.length && value >= Math.min(...top)) assert.equal(flags[i], 1)
      })
    }),
  )
  assert.deepEqual([...topShareFlags([9, 1, 1, 1, 1, 1, 1, 1, 1, 1])], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual([...topShareFlags([1, 1, 0, 0, 0, 0])], [0, 0, 0, 0, 0, 0])
  assert.equal(topShareFlags(Array.from({ length: 70 }, (_, i) => i)).filter(Boolean).length, 7)
})

/** A stream that gives these rows in turn. */
function fromTable(rows: readonly (readonly number[])[]): DrawStream {
  let row = 0
  return (into) => into.set(rows[row++]!)
}

test('rank intervals are the middle of every area’s ranks, written out and sorted', () => {
  const areas = 6
  const row = fc.array(fc.oneof(fc.nat(4), fc.constant(unknown)), { minLength: areas, maxLength: areas })
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 90 }),
      fc.constantFrom(0.5, 0.95),
      (rows, coverage) => {
        const { low, high } = rankIntervals(areas, rows.length, fromTable(rows), coverage)
        const place = Math.floor(((1 - coverage) / 2) * (rows.length - 1))
        for (let i = 0; i < areas; i++) {
          const best = rows.map((values) => 1 + values.filter((other) => other > values[i]!).length)
          const worst = rows.map((values) => values.filter((other) => other >= values[i]!).length)
          const isKnown = rows.every((values) => !Number.isNaN(values[i]!))
          const ascending = (list: number[]) => list.sort((a, b) => a - b)
          assert.equal(low[i], isKnown ? ascending(best)[place] : 0)
          assert.equal(high[i], isKnown ? ascending(worst)[rows.length - 1 - place] : 0)
        }
      },
    ),
  )
})

test('rank intervals: certain draws give the rank itself, equals span all their places', () => {
  const certain = rankIntervals(3, 10, (into) => into.set([5, 9, unknown]))
  assert.deepEqual(
    [[...certain.low], [...certain.high]],
    [
      [2, 1, 0],
      [2, 1, 0],
    ],
  )
  const equal = rankIntervals(4, 10, (into) => into.set([1, 7, 7, 7]))
  assert.deepEqual(
    [[...equal.low], [...equal.high]],
    [
      [4, 1, 1, 1],
      [4, 3, 3, 3],
    ],
  )
  const none = rankIntervals(2, 0, () => {})
  assert.deepEqual(
    [[...none.low], [...none.high]],
    [
      [0, 0],
      [0, 0],
    ],
  )
})

test('rank intervals leave out 2.5 % at each end, rounded outwards', () => {
  // Area 0 wins draw d when d < 3 of 100; three wins are more than 2.5 %.
  const rare = (wins: number) =>
    rankIntervals(2, 100, fromTable(Array.from({ length: 100 }, (_, d) => (d < wins ? [2, 1] : [1, 2]))))
  assert.equal(rare(3).low[0], 1)
  assert.equal(rare(2).low[0], 2)
  assert.equal(rare(97).high[0], 2)
  assert.equal(rare(98).high[0], 1)
})

test('the shown rank can be taken into the interval, and only widens it', () => {
  const wide = takeIn({ low: Int32Array.of(3, 2, 0), high: Int32Array.of(4, 5, 0) }, [1, 6, 0])
  assert.deepEqual(
    [[...wide.low], [...wide.high]],
    [
      [1, 2, 0],
      [4, 6, 0],
    ],
  )
})

test('a band starts where an area is told apart from one that is in it, so any two of a band overlap', () => {
  const intervals = { low: Int32Array.of(1, 1, 3, 4, 6, 0), high: Int32Array.of(2, 4, 5, 6, 6, 0) }
  assert.deepEqual([...bands([1, 2, 3, 4, 5, 0], intervals)], [1, 1, 2, 2, 3, 0])
  const same = { low: Int32Array.of(1, 1, 1), high: Int32Array.of(3, 3, 3) }
  assert.deepEqual([...bands([1, 2, 3], same)], [1, 1, 1])
})

test('any two areas of a band overlap', () => {
  const interval = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 30 }), (reaches) => {
      const ranks = reaches.map((_, i) => i + 1)
      const low = Int32Array.from(reaches, ([better], i) => Math.max(1, i + 1 - better))
      const high = Int32Array.from(reaches, ([, worse], i) => i + 1 + worse)
      const band = bands(ranks, { low, high })
      for (let i = 0; i < ranks.length; i++) {
        for (let j = 0; j < i; j++)
          if (band[i] === band[j]) assert.ok(low[i]! <= high[j]! && low[j]! <= high[i]!)
      }
    }),
  )
})

test('a criterion is scaled between the lowest area and the highest, by distance', () => {
  const put = (values: number[], on: number[], shape?: 'linear' | 'root') => [
    ...scaleTo(rangeOf(on, shape), Float64Array.from(values)),
  ]
  assert.deepEqual(put([10, 35, 110, unknown], [10, 110, unknown, 35]), [0, 25, 100, unknown])
  assert.deepEqual(put([0, 25, 100, 400], [0, 100, 25], 'root'), [0, 50, 100, 200])
  assert.deepEqual(put([7, unknown], [7, 7]), [50, unknown])
})

test('a scale keeps the order of areas, whichever its shape', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2 }), (values) => {
      for (const shape of ['linear', 'root'] as const) {
        const scaled = scaleTo(rangeOf(values, shape), Float64Array.from(values))
        assert.ok(scaled.every((value) => value >= 0 && value <= 100))
        values.forEach((value, i) => {
          values.forEach((other, j) => {
            if (value < other) assert.ok(scaled[i]! < scaled[j]!)
          })
        })
      }
    }),
  )
})

test('an unknown criterion is left out and its weight shared by the rest', () => {
  const columns = [
    [100, 0, unknown, unknown],
    [0, 100, 40, unknown],
  ]
  assert.deepEqual([...compositeScores(columns, [3, 1])], [75, 25, 40, unknown])
  assert.deepEqual([...rerank(columns, [3, 1]).ranks], [1, 3, 2, 0])
  assert.deepEqual([...compositeScores(columns, [0, 0])], [unknown, unknown, unknown, unknown])
  assert.throws(() => compositeScores(columns, [1]), /1 weights for 2 criteria/)
  assert.throws(() => compositeScores(columns, [1, -1]), /weight -1/)
})

test('weights matter only in proportion, and a score never leaves the range of its criteria', () => {
  const column = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 })
  const weight = fc.integer({ min: 1, max: 9 })
  fc.assert(
    fc.property(fc.tuple(column, column, column), fc.tuple(weight, weight, weight), (columns, weights) => {
      const scores = compositeScores(columns, weights)
      const doubled = compositeScores(
        columns,
        weights.map((w) => w * 2),
      )
      scores.forEach((score, i) => {
        const own = columns.map((c) => c[i]!)
        assert.ok(Math.abs(score - doubled[i]!) < 1e-9)
        assert.ok(score >= Math.min(...own) - 1e-9 && score <= Math.max(...own) + 1e-9)
      })
    }),
  )
})

test('the composite is as uncertain as its drawn criteria, in the measure of their weight', () => {
  const doubt = () => fromTable([1, -1, 1, -1].map((way) => [50 - 50 * way, 50, 50 + 50 * way]))
  const columns = [
    [50, 50, 50],
    [100, 50, 0],
  ]
  const doubtful = compositeRankIntervals(columns, [doubt(), null], [1, 0], 4)
  assert.deepEqual(
    [[...doubtful.low], [...doubtful.high]],
    [
      [1, 2, 1],
      [3, 2, 3],
    ],
  )
  const settled = compositeRankIntervals(columns, [doubt(), null], [0, 1], 4)
  assert.deepEqual(
    [[...settled.low], [...settled.high]],
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
  )
  const alone = compositeRankIntervals([columns[1]!], [null], [1], 4)
  assert.deepEqual([...alone.high], [1, 2, 3])
})
