import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { doubtStream } from './doubt.ts'
import { empiricalBayes, localEmpiricalBayes } from './empirical-bayes.ts'
import { type RateBelief, rateDoubt, ratePosterior } from './rate-posterior.ts'
import { neighbourWeights } from './weights.ts'

const areas = fc.array(fc.record({ count: fc.nat(60), people: fc.integer({ min: 50, max: 5000 }) }), {
  minLength: 3,
  maxLength: 40,
})

test('a smoothed rate lies between the raw rate and the overall rate', () => {
  fc.assert(
    fc.property(areas, (list) => {
      const { raw, smoothed, a, b } = empiricalBayes(
        list.map((x) => x.count),
        list.map((x) => x.people),
      )
      assert.ok(a >= 0)
      raw.forEach((rate, i) => {
        assert.ok(smoothed[i]! >= Math.min(rate, b) - 1e-12 && smoothed[i]! <= Math.max(rate, b) + 1e-12)
      })
    }),
  )
})

test('of two areas with the same raw rate, the smaller is drawn further in', () => {
  const { smoothed, b } = empiricalBayes([1, 100, 10, 2000], [100, 10_000, 10_000, 10_000])
  assert.ok(Math.abs(smoothed[0]! - b) < Math.abs(smoothed[1]! - b))
})

test('areas that differ no more than counting would: a is 0 and everyone gets the overall rate', () => {
  const { smoothed, a, b } = empiricalBayes([10, 10, 10], [1000, 1000, 1000])
  assert.deepEqual([a, b, ...smoothed], [0, 0.01, 0.01, 0.01, 0.01])
  const posterior = ratePosterior([10, 10, 10], [1000, 1000, 1000])
  assert.deepEqual([...posterior.low, ...posterior.high], Array(6).fill(0.01))
  assert.deepEqual(drawRates(posterior, 2, 1), new Float64Array(6).fill(0.01))
})

test('zero or unknown population, or an unknown count, is unknown and takes no part', () => {
  const counts = [12, 4, 30, 5, Number.NaN]
  const people = [1000, 900, 1200, 0, 800]
  const all = empiricalBayes(counts, people)
  const known = empiricalBayes(counts.slice(0, 3), people.slice(0, 3))
  assert.deepEqual([...all.smoothed], [...known.smoothed, Number.NaN, Number.NaN])
  const lists = [[1, 3], [0, 2, 4], [1], [0], [1]]
  const local = localEmpiricalBayes(counts, people, neighbourWeights(lists))
  const without = localEmpiricalBayes(
    counts.slice(0, 3),
    people.slice(0, 3),
    neighbourWeights([[1], [0, 2], [1]]),
  )
  assert.deepEqual([...local], [...without, Number.NaN, Number.NaN])
  const posterior = ratePosterior(counts, people)
  assert.ok(Number.isNaN(posterior.low[3]!) && Number.isNaN(drawRates(posterior, 1, 1)[4]!))
  assert.ok(Number.isNaN(empiricalBayes([1], [0]).b))
})

test('no crime anywhere is a rate of zero, locally too', () => {
  assert.deepEqual([...empiricalBayes([0, 0], [10, 20]).smoothed], [0, 0])
  assert.deepEqual([...localEmpiricalBayes([0, 0], [10, 20], neighbourWeights([[1], [0]]))], [0, 0])
})

test('the posterior mean is the empirical-Bayes rate, inside its interval', () => {
  fc.assert(
    fc.property(areas, (list) => {
      const counts = list.map((x) => x.count)
      const people = list.map((x) => x.people)
      const { shape, rate, mean, low, high, a } = ratePosterior(counts, people)
      if (a === 0) return
      mean.forEach((value, i) => {
        assert.ok(Math.abs(shape[i]! / rate[i]! - value) <= 1e-9 * value)
        assert.ok(low[i]! < high[i]!)
        // A gamma's mean passes its 97.5 % point only at tiny shapes, where nearly all belief is at zero.
        assert.ok(shape[i]! < 0.1 || (low[i]! < value && value < high[i]!))
      })
    }),
  )
})

test('draws have the posterior mean and 95 % of them fall inside the interval', () => {
  const posterior = ratePosterior([3, 40, 150, 0], [1000, 2000, 1500, 800])
  const draws = 20_000
  const drawn = drawRates(posterior, draws, 9)
  for (let i = 0; i < 4; i++) {
    const own = Float64Array.from({ length: draws }, (_, d) => drawn[d * 4 + i]!)
    const mean = own.reduce((sum, x) => sum + x, 0) / draws
    assert.ok(Math.abs(mean / posterior.mean[i]! - 1) < 0.05, `${i}: mean ${mean}`)
    const inside = own.filter((x) => x >= posterior.low[i]! && x <= posterior.high[i]!).length / draws
    assert.ok(Math.abs(inside - 0.95) < 0.008, `${i}: inside ${inside}`)
  }
  assert.deepEqual(drawRates(posterior, 3, 9), drawn.slice(0, 12))
})

/** `draws` draws of every area, one after the other. */
function drawRates(belief: RateBelief, draws: number, seed: number): Float64Array {
  const areas = belief.mean.length
  const next = doubtStream(rateDoubt(belief), seed)
  const drawn = new Float64Array(draws * areas)
  for (let d = 0; d < draws; d++) next(drawn.subarray(d * areas, (d + 1) * areas))
  return drawn
}
