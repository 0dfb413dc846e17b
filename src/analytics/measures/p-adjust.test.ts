import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ADJUSTMENTS, pAdjust } from './p-adjust.ts'

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 })

test('an adjusted p is never below the p itself nor above 1, and keeps the order', () => {
  fc.assert(
    fc.property(chances, fc.constantFrom(...ADJUSTMENTS), (p, method) => {
      const adjusted = pAdjust(p, method)
      p.forEach((value, i) => {
        assert.ok(adjusted[i]! >= value * (1 - 1e-12) && adjusted[i]! <= 1)
        p.forEach((other, j) => {
          if (value < other) assert.ok(adjusted[i]! <= adjusted[j]! + 1e-15)
        })
      })
    }),
  )
})

test('the stricter method never gives the smaller p: BH ≤ Hochberg ≤ Holm ≤ Bonferroni, BH ≤ BY', () => {
  fc.assert(
    fc.property(chances, (p) => {
      const [holm, hochberg, bh, by, bonferroni] = ADJUSTMENTS.map((method) => pAdjust(p, method))
      p.forEach((_, i) => {
        const climb = [bh![i]!, hochberg![i]!, holm![i]!, bonferroni![i]!]
        climb.forEach((value, k) => {
          assert.ok(k === 0 || value >= climb[k - 1]! - 1e-12)
        })
        assert.ok(by![i]! >= bh![i]! - 1e-12)
      })
    }),
  )
})

test('an unknown p is no test', () => {
  for (const method of ADJUSTMENTS) {
    const known = pAdjust([0.01, 0.04], method)
    assert.deepEqual([...pAdjust([0.01, Number.NaN, 0.04], method)], [known[0], Number.NaN, known[1]])
  }
})
