/** Ways to correct p-values for having made many tests. */
export const ADJUSTMENTS = ['holm', 'hochberg', 'BH', 'BY', 'bonferroni'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

/**
 * Adjusted p-values in the order given. Unknown p (NaN) stay unknown and do not count as tests.
 *
 * Holm, Scandinavian Journal of Statistics 6 (1979); Hochberg, Biometrika 75 (1988); BH: Benjamini & Hochberg, JRSS B
 * 57 (1995), (1); BY: Benjamini & Yekutieli, Annals of Statistics 29 (2001), theorem 1.3. Holm, Hochberg and
 * Bonferroni bound the chance of any false finding, BH and BY the share of findings that are false. O(n log n).
 */
export function pAdjust(p: ArrayLike<number>, method: Adjustment): Float64Array {
  const adjusted = new Float64Array(p.length).fill(Number.NaN)
  const order: number[] = []
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i]!)) order.push(i)
  order.sort((a, b) => p[a]! - p[b]!)
  const n = order.length

  if (method === 'bonferroni') {
    for (const i of order) adjusted[i] = Math.min(1, p[i]! * n)
    return adjusted
  }
  if (method === 'holm') {
    let highest = 0
    for (let rank = 1; rank <= n; rank++) {
      const i = order[rank - 1]!
      highest = Math.max(highest, p[i]! * (n - rank + 1))
      adjusted[i] = Math.min(1, highest)
    }
    return adjusted
  }
  let harmonic = 1
  if (method === 'BY') for (let k = 2; k <= n; k++) harmonic += 1 / k
  let lowest = 1
  for (let rank = n; rank >= 1; rank--) {
    const i = order[rank - 1]!
    const factor = method === 'hochberg' ? n - rank + 1 : (harmonic * n) / rank
    lowest = Math.min(lowest, p[i]! * factor)
    adjusted[i] = lowest
  }
  return adjusted
}
