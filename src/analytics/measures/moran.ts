import { normalUpperTail } from './normal.ts'
import { knownOnly, neighbourCount, neighbourSums, type Weights, weightEach } from './weights.ts'

/** Global Moran's I with its moments under randomisation; `pGreater` is one-sided (clustering). */
export type Moran = Readonly<{ i: number; expected: number; variance: number; z: number; pGreater: number }>

/**
 * Do like values lie side by side over the whole map?
 * A. D. Cliff & J. K. Ord, "Spatial Processes" (1981), eqs 1.44 (I) and 1.47 with 2.38 (moments under
 * randomisation).
 *
 * `n` in the moments counts areas that have a neighbour, as in R's `spdep::moran.test(adjust.n = TRUE)`. Everything
 * is NaN below four such areas or when all values are equal. O(neighbours × neighbours of a neighbour).
 */
export function moran(values: ArrayLike<number>, weights: Weights): Moran {
  const { values: x, weights: w } = knownOnly(values, weights)
  const size = w.size
  let mean = 0
  for (let i = 0; i < size; i++) mean += x[i]! / size
  const z = x.map((value) => value - mean)
  const lags = neighbourSums(w, z)

  let squares = 0
  let fourths = 0
  let cross = 0
  let n = 0
  for (let i = 0; i < size; i++) {
    const square = z[i]! * z[i]!
    squares += square
    fourths += square * square
    const count = neighbourCount(w, i)
    if (count === 0) continue
    n++
    cross += z[i]! * lags[i]! * weightEach(w.style, count)
  }
  if (n < 4 || !(squares > 0)) {
    const none = Number.NaN
    return { i: none, expected: none, variance: none, z: none, pGreater: none }
  }
  const { s0, s1, s2 } = weightSums(w)
  const kurtosis = (size * fourths) / (squares * squares)
  const i = (n / s0) * (cross / squares)
  const expected = -1 / (n - 1)
  const plain = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
  const peaked = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
  const variance = (plain - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expected * expected
  const score = (i - expected) / Math.sqrt(variance)
  return { i, expected, variance, z: score, pGreater: normalUpperTail(score) }
}

/** S0 = Σ w, S1 = ½ Σ (w_ij + w_ji)², S2 = Σ (w_i· + w_·i)². */
function weightSums(w: Weights): { s0: number; s1: number; s2: number } {
  const { size, offsets, targets } = w
  const into = new Float64Array(size)
  let s0 = 0
  let s1 = 0
  for (let i = 0; i < size; i++) {
    const count = neighbourCount(w, i)
    const weight = weightEach(w.style, count)
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      const j = targets[k]!
      into[j] = into[j]! + weight
      s0 += weight
      s1 += weight * weight
      for (let back = offsets[j]!; back < offsets[j + 1]!; back++) {
        if (targets[back] !== i) continue
        s1 += weight * weightEach(w.style, neighbourCount(w, j))
        break
      }
    }
  }
  let s2 = 0
  for (let i = 0; i < size; i++) {
    const count = neighbourCount(w, i)
    const total = into[i]! + (count === 0 ? 0 : count * weightEach(w.style, count))
    s2 += total * total
  }
  return { s0, s1, s2 }
}
