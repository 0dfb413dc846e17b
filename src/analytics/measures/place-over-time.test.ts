import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mostAlike } from './likeness.ts'
import { persistenceByMonth, persistenceByYear, rollingYears } from './persistence.ts'
import { deseasonalised, seasonalIndices } from './seasonality.ts'
import { vulnerableLocalities } from './vulnerable-localities.ts'

const unknown = Number.NaN
const near = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9) => {
  assert.equal(actual.length, expected.length)
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs(actual[i]! - expected[i]!) <= tolerance, `[${i}]: ${actual[i]} is not ${expected[i]}`)
  }
}

test('a planted cycle is found whatever month the series starts in, and evened out to a flat line', () => {
  const shape = [0.5, 0.6, 0.8, 1, 1.2, 1.4, 1.5, 1.4, 1.2, 1, 0.8, 0.6]
  for (const firstMonth of [0, 4, 11]) {
    const series = Array.from({ length: 48 }, (_, t) => 40 * shape[(firstMonth + t) % 12]!)
    const indices = seasonalIndices(series, firstMonth)
    assert.equal(indices.method, 'moving-average')
    near(indices.index, shape)
    near(deseasonalised(series, firstMonth, indices), Array(48).fill(40))
  }
})

test('a steady trend is not taken for a season by the moving average', () => {
  const series = Array.from({ length: 60 }, (_, t) => 100 + 2 * t)
  near(seasonalIndices(series, 0).index, Array(12).fill(1), 1e-9)
})

test('an unknown month stays unknown and does not move the indices of a pure cycle', () => {
  const series = Array.from({ length: 72 }, (_, t) => 20 + 10 * Math.cos((t * Math.PI) / 6))
  const gap = series.map((value, t) => (t === 30 ? unknown : value))
  near(seasonalIndices(gap, 0).index, seasonalIndices(series, 0).index)
  assert.ok(Number.isNaN(deseasonalised(gap, 0, seasonalIndices(gap, 0))[30]!))
})

test('short series fall back to month means, and nothing known gives nothing', () => {
  const year = [1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1]
  const short = seasonalIndices(year, 0)
  assert.equal(short.method, 'month-means')
  near(
    short.index,
    year.map((value) => value / 3.5),
  )
  const none = seasonalIndices([unknown, unknown], 0)
  assert.equal(none.method, 'none')
  assert.deepEqual([...deseasonalised([7], 0, none)], [7])
  assert.deepEqual([...deseasonalised([3, 0], 0, seasonalIndices([0, 0], 0))], [3, 0])
})

test('indices average 1 over the months they speak of', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }),
      fc.nat(11),
      (y, first) => {
        const known = [...seasonalIndices(y, first).index].filter((value) => !Number.isNaN(value))
        assert.ok(Math.abs(known.reduce((sum, value) => sum + value, 0) / known.length - 1) < 1e-9)
      },
    ),
  )
})

test('persistence counts known months only; an unknown month is neither in nor out', () => {
  const counts = [
    [9, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    null,
    [9, 1, 0, 0, 0, 0, 0, 0, 0, unknown],
    [1, 9, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ]
  const months = persistenceByMonth(counts, 10)
  assert.deepEqual([months.inTop[0], months.known[0], months.share[0]], [2, 4, 0.5])
  assert.deepEqual([months.inTop[1], months.inTop[2], months.known[9]], [1, 0, 3])
  assert.ok(Number.isNaN(persistenceByMonth([null], 2).share[0]!))
})

test('a year with a gap is judged on its known months, and not at all on too few', () => {
  const areas = 10
  const month = (top: number) => Array.from({ length: areas }, (_, i) => (i === top ? 5 : 1))
  const counts = [...Array(12).fill(month(0)), ...Array(4).fill(month(1)), ...Array(8).fill(null)]
  const years = persistenceByYear(counts, areas, rollingYears(24))
  assert.deepEqual([years.inTop[0], years.inTop[1], years.known[0]], [1, 0, 1])
  assert.equal(persistenceByYear(counts, areas, rollingYears(24), 0.1, 4).inTop[1], 1)
})

test('rolling years count back from the last month', () => {
  assert.deepEqual(rollingYears(27), [
    { from: 3, to: 15 },
    { from: 15, to: 27 },
  ])
  assert.deepEqual(rollingYears(11), [])
})

test('the vulnerable localities index is 100 on average and twice that at twice every mean', () => {
  const rates = [2, 4, 6]
  const inputs = {
    burglary: rates,
    criminalDamage: rates,
    income: rates,
    employment: rates,
    young: rates,
    education: rates,
  }
  const { vli, inputsKnown } = vulnerableLocalities(inputs, 3)
  near(vli, [50, 100, 150])
  assert.deepEqual([...inputsKnown], [6, 6, 6])
})

test('an unknown input has no index of its own, the mean is of the rest, and of fewer than four there is none', () => {
  const same = [1, 1, 1]
  const { vli, inputsKnown, indices } = vulnerableLocalities(
    {
      burglary: [1, 3, unknown],
      criminalDamage: same,
      income: same,
      employment: [unknown, 5, unknown],
      young: same,
    },
    3,
  )
  near(vli.slice(0, 2), [(50 + 3 * 100) / 4, (150 + 4 * 100) / 5])
  assert.ok(
    Number.isNaN(vli[2]!) && Number.isNaN(indices.employment[0]!) && indices.education.every(Number.isNaN),
  )
  assert.deepEqual([...inputsKnown], [4, 5, 3])
})

test('areas most alike come nearest first, whatever the units, skipping what is unknown', () => {
  const columns = [
    [10, 11, 30, 10, 12],
    [1, 1, 1.1, unknown, 9],
  ]
  const found = mostAlike(columns, 0, 2)
  assert.deepEqual(
    found.map((x) => x.index),
    [3, 1],
  )
  const otherUnits = [columns[0]!.map((x) => x * 1000), columns[1]!.map((x) => x - 50)]
  near(
    mostAlike(otherUnits, 0, 4).map((x) => x.distance),
    mostAlike(columns, 0, 4).map((x) => x.distance),
  )
  const little = [
    [1, 2, 3],
    [1, unknown, 3],
    [1, unknown, 3],
  ]
  assert.deepEqual(
    mostAlike(little, 0, 5).map((x) => x.index),
    [2],
  )
  assert.deepEqual(mostAlike([], 0, 5), [])
})
