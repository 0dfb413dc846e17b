import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { doubtStream } from './doubt.ts'
import { gammaCdf, gammaQuantile, logGamma, wilsonHilferty } from './gamma.ts'
import { gammaStream, NEAR_ENOUGH } from './gamma-stream.ts'
import { normalCdf, normalQuantile, normalUpperTail, twoSidedP } from './normal.ts'
import { normalOfBits } from './normal-table.ts'
import { medianInPlace, quantileOfSorted, select } from './quantile.ts'
import { seededRandom } from './random.ts'

function relative(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual / expected - 1) <= tolerance, `${actual} is not ${expected}`)
}

// Computed with mpmath at 40 digits.
const NORMAL: [z: number, p: number][] = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-12.5, 3.732564298877713e-36],
  [-8.3, 5.205569744890254e-17],
  [-6, 9.86587645037698e-10],
  [-5.656, 7.747073323749068e-9],
  [-5.66, 7.568649751997714e-9],
  [-4, 3.1671241833119924e-5],
  [-3.1, 0.0009676032132183566],
  [-2, 0.02275013194817921],
  [-1, 0.15865525393145705],
  [-0.7, 0.24196365222307303],
  [-0.6629, 0.2536973008682368],
  [-0.3, 0.3820885778110474],
  [0, 0.5],
  [0.1, 0.539827837277029],
  [0.5, 0.6914624612740131],
  [0.9, 0.8159398746532405],
  [1.5, 0.9331927987311419],
  [3, 0.9986501019683699],
  [6, 0.9999999990134123],
]
const QUANTILES: [p: number, z: number][] = [
  [1e-12, -7.034483825301132],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.2, -0.8416212335729142],
  [0.4999, -0.00025066283008800747],
  [0.7, 0.5244005127080407],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
]
const GAMMA: [x: number, shape: number, p: number][] = [
  [0.01, 0.1, 0.6626212599544798],
  [0.5, 0.1, 0.9414024458901336],
  [3, 2.5, 0.6937810815867216],
  [20, 2.5, 0.99999985066321],
  [90, 100, 0.15822098918643016],
  [130, 100, 0.9972495916326934],
  [4900, 5000, 0.07794495622651391],
  [5200, 5000, 0.9974151865046462],
]
const LOG_GAMMA: [x: number, value: number][] = [
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [7, 6.579251212010101],
  [30.5, 72.9534711841694],
  [5000, 37582.62631568535],
]

test('the normal distribution is right to 1e-15 of itself, far tails too', () => {
  for (const [z, p] of NORMAL) {
    relative(normalCdf(z), p, 1e-15)
    relative(normalUpperTail(-z), p, 1e-15)
  }
  assert.equal(normalCdf(0), 0.5)
  assert.equal(twoSidedP(0), 1)
  assert.deepEqual([normalCdf(Infinity), normalCdf(-Infinity), normalCdf(Number.NaN)], [1, 0, Number.NaN])
})

test('the normal quantile is right, and turns the distribution round', () => {
  for (const [p, z] of QUANTILES) relative(normalQuantile(p), z, 1e-12)
  assert.deepEqual([0, 0.5, 1, 1.1].map(normalQuantile), [-Infinity, 0, Infinity, Number.NaN])
  fc.assert(
    fc.property(fc.double({ min: -37, max: 8, noNaN: true }), (z) => {
      assert.ok(Math.abs(normalQuantile(normalCdf(z)) - z) <= 1e-13 * Math.abs(z) + (z > 2 ? 0.5 : 1e-13))
    }),
  )
})

test('the normal distribution only rises', () => {
  const z = fc.double({ min: -38, max: 38, noNaN: true })
  fc.assert(fc.property(z, z, (a, b) => a >= b || normalCdf(a) <= normalCdf(b)))
})

test('the gamma distribution, its logarithm and its quantile are right', () => {
  for (const [x, value] of LOG_GAMMA)
    assert.ok(Math.abs(logGamma(x) - value) < 1e-14 * Math.max(1, Math.abs(value)))
  for (const [x, shape, p] of GAMMA) relative(gammaCdf(x, shape), p, 1e-11)
  relative(gammaQuantile(0.975, 1), -Math.log(0.025), 1e-12)
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0.3, max: 5000, noNaN: true }),
      (p, shape) => relative(gammaCdf(gammaQuantile(p, shape), shape), p, 1e-9),
    ),
  )
})

test('the median and any order statistic are those of sorting', () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(values, fc.nat(), (list, place) => {
      const sorted = Float64Array.from(list).sort()
      const k = place % list.length
      assert.equal(select(Float64Array.from(list), k), sorted[k])
      assert.equal(medianInPlace(Float64Array.from(list)), quantileOfSorted(sorted, 0.5))
    }),
  )
  assert.ok(Number.isNaN(medianInPlace(new Float64Array(0))) && Number.isNaN(quantileOfSorted([], 0.5)))
  relative(quantileOfSorted([1, 2, 4, 8], 0.9), 6.8, 1e-15)
  const wild = fc.array(fc.double({ noNaN: true }), { minLength: 120, maxLength: 400 })
  fc.assert(
    fc.property(wild, (list) => {
      const sorted = Float64Array.from(list).sort()
      const [a, b] = [sorted[(list.length - 1) >>> 1]!, sorted[list.length >>> 1]!]
      assert.deepEqual(medianInPlace(Float64Array.from(list)) + 0, (a === b ? a : (a + b) / 2) + 0)
    }),
  )
})

test('a seed fixes every number, and another seed changes them', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed)
    return [random.uniform(), random.int(1000), ...drawGammas([0.4, 0.5, 3, 200], seed, 5)]
  }
  assert.deepEqual(draw(42), draw(42))
  assert.notDeepEqual(draw(42), draw(43))
})

test('uniform and whole draws have the mean and spread they should', () => {
  const random = seededRandom(11)
  const n = 200_000
  const moments = (next: () => number): [mean: number, variance: number] => {
    const draws = Float64Array.from({ length: n }, next)
    const mean = draws.reduce((sum, x) => sum + x, 0) / n
    return [mean, draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n]
  }
  const cases: [next: () => number, mean: number, variance: number][] = [
    [random.uniform, 1 / 2, 1 / 12],
    [() => random.int(6), 2.5, 35 / 12],
  ]
  for (const [next, mean, variance] of cases) {
    const [m, v] = moments(next)
    assert.ok(Math.abs(m - mean) < 5 * Math.sqrt(variance / n), `mean ${m} is not ${mean}`)
    assert.ok(Math.abs(v / variance - 1) < 0.05, `variance ${v} is not ${variance}`)
  }
})

/** `draws` draws of each shape, one after the other. */
function drawGammas(shapes: readonly number[], seed: number, draws: number): Float64Array {
  const next = gammaStream(Float64Array.from(shapes), seed)
  const drawn = new Float64Array(draws * shapes.length)
  for (let d = 0; d < draws; d++) next(drawn.subarray(d * shapes.length, (d + 1) * shapes.length))
  return drawn
}

test('gamma draws follow the gamma distribution at every shape, tails too', () => {
  const n = 60_000
  for (const shape of [0.05, 0.3, 0.5, 0.9, 1, 1.5, 7.5, 8, 60, 5000]) {
    const drawn = drawGammas([shape], 11, n).sort()
    // The largest gap of Kolmogorov and Smirnov; chance alone passes this once in 20,000 times.
    const widest = drawn.reduce((most, x, k) => {
      const p = gammaCdf(x, shape)
      return Math.max(most, p - k / n, (k + 1) / n - p)
    }, 0)
    assert.ok(widest < 2.3 / Math.sqrt(n), `shape ${shape}: ${widest}`)
    for (const tail of [0.001, 0.999]) {
      const below = drawn.findLastIndex((x) => x < gammaQuantile(tail, shape)) + 1
      assert.ok(
        Math.abs(below - n * tail) < 5 * Math.sqrt(n * 0.001),
        `shape ${shape}: ${below} below ${tail}`,
      )
    }
  }
})

test('the cube of a normal is as near a gamma as is said, from the shape on from which it is drawn so', () => {
  for (const shape of [NEAR_ENOUGH, 12, 100, 5000]) {
    for (let z = -5; z <= 5; z += 0.02) {
      const miss = Math.abs(gammaCdf(wilsonHilferty(z, shape), shape) - normalCdf(z))
      assert.ok(miss < (Math.abs(z) > 1.95 ? 0.0004 : 0.0008), `shape ${shape}, z ${z}: ${miss}`)
    }
  }
})

test('a normal from a table is as near as is said, and its spread is that of a normal', () => {
  const [normals, step] = [2 ** 16, 2 ** 16]
  let squares = 0
  for (let k = 0; k < normals; k++) {
    const normal = normalOfBits(k * step + step / 2)
    squares += normal * normal
    assert.ok(Math.abs(normalCdf(normal) - (k + 0.5) / normals) < 0.0001, `${k} of ${normals}: ${normal}`)
  }
  relative(squares / normals, 1, 0.001)
})

test('gamma draws of neighbouring areas and of successive draws have nothing to do with each other', () => {
  const [areas, draws] = [50, 4000]
  const shapes = Array.from({ length: areas }, (_, i) => 0.5 + (i % 7) * 4)
  const drawn = drawGammas(shapes, 3, draws)
  const score = drawn.map((x, at) => (x - shapes[at % areas]!) / Math.sqrt(shapes[at % areas]!))
  for (const step of [1, 2, areas]) {
    let product = 0
    for (let at = step; at < score.length; at++) product += score[at]! * score[at - step]!
    const correlation = product / (score.length - step)
    assert.ok(Math.abs(correlation) < 5 / Math.sqrt(score.length), `${step} apart: ${correlation}`)
  }
})

test('an unknown shape, and one without end, give no gamma', () => {
  const drawn = drawGammas([Number.NaN, 2, 0, Number.POSITIVE_INFINITY, 9], 7, 3)
  for (const [at, x] of drawn.entries()) assert.equal(x > 0, [1, 4].includes(at % 5), `${at}: ${x}`)
  assert.equal(drawn.filter((x) => Number.isNaN(x)).length, 9)
})

test('a doubtful share follows the beta distribution', () => {
  // Of 4 in 36 under Jeffreys' prior: beta(4.5, 32.5), whose mean and variance are known.
  const [inside, outside, draws] = [4.5, 32.5, 100_000]
  const one = (value: number) => Float64Array.of(value)
  const next = doubtStream({ kind: 'share', inside: one(inside), outside: one(outside), each: one(1) }, 5)
  const drawn = Float64Array.from({ length: draws }, () => {
    const into = one(0)
    next(into)
    return into[0]!
  })
  const mean = drawn.reduce((sum, x) => sum + x, 0) / draws
  const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws
  const all = inside + outside
  const expected = (inside * outside) / (all * all * (all + 1))
  assert.ok(Math.abs(mean - inside / all) < 5 * Math.sqrt(expected / draws), `mean ${mean}`)
  relative(variance, expected, 0.03)
})
