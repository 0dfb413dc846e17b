import { seededRandom } from './random.ts'
import { inPlace, knownOnly, neighbourCount, neighbourSums, type Weights } from './weights.ts'

/** Pseudo p-values, each (as extreme or more + 1) / (draws + 1); NaN where an area has no value or no neighbours. */
export type PermutationP = Readonly<{
  /** The neighbours' sum is at least as high as observed. */
  greater: Float64Array
  /** The neighbours' sum is at most as high as observed. */
  less: Float64Array
  /** Twice the smaller of the two, at most 1. */
  twoSided: Float64Array
}>

/**
 * Conditional permutation: each area keeps its own value and its neighbours' values are drawn without replacement from
 * all other areas (L. Anselin, Geographical Analysis 27, 1995, section 3.2). Given the own value, Gi* and local
 * Moran's I both move with the sum over the neighbours alone, so these p-values are those of either.
 *
 * One set of random picks serves every area, as in PySAL: a pick that is the area itself is replaced by the pick
 * after the last, which leaves a fair draw from the others. So areas with equally many neighbours share one sorted
 * list of sums and need only a binary search and a correction for the few draws that hit them:
 * O(draws × most neighbours + areas × log draws) instead of areas × neighbours × draws. Each p-value is as exact as
 * with picks of its own; errors of different areas are not independent, so ask for more draws where that matters
 * (9,999 cost little).
 */
export function conditionalPermutation(
  values: ArrayLike<number>,
  weights: Weights,
  options: Readonly<{ draws?: number; seed?: number }> = {},
): PermutationP {
  const { draws = 999, seed = 1 } = options
  const { values: x, weights: w, rows } = knownOnly(values, weights)
  const n = w.size
  const observed = neighbourSums(w, x)
  const picks = drawPicks(w, draws, seed)
  const reference = new Map<number, { sums: Float64Array; sorted: Float64Array }>()

  const greater = new Float64Array(n).fill(Number.NaN)
  const less = new Float64Array(n).fill(Number.NaN)
  const twoSided = new Float64Array(n).fill(Number.NaN)
  for (let i = 0; i < n; i++) {
    const count = neighbourCount(w, i)
    if (count === 0) continue
    let shared = reference.get(count)
    if (!shared) {
      const sums = sumsOfFirst(count, x, picks)
      shared = { sums, sorted: sums.slice().sort() }
      reference.set(count, shared)
    }
    const sum = observed[i]!
    const { sums, sorted } = shared
    let atLeast = draws - firstAtOrAbove(sorted, sum)
    let atMost = firstAbove(sorted, sum)
    for (let hit = picks.hitOffsets[i]!; hit < picks.hitOffsets[i + 1]!; hit++) {
      const draw = Math.floor(picks.hits[hit]! / picks.width)
      if (picks.hits[hit]! - draw * picks.width >= count) continue
      const before = sums[draw]!
      const after = sumWithout(i, count, draw, x, picks)
      atLeast += Number(after >= sum) - Number(before >= sum)
      atMost += Number(after <= sum) - Number(before <= sum)
    }
    greater[i] = (atLeast + 1) / (draws + 1)
    less[i] = (atMost + 1) / (draws + 1)
    twoSided[i] = Math.min(1, 2 * Math.min(greater[i]!, less[i]!))
  }
  const size = weights.size
  return {
    greater: inPlace(greater, rows, size),
    less: inPlace(less, rows, size),
    twoSided: inPlace(twoSided, rows, size),
  }
}

/** `draws` rows of `width` distinct areas, and for each area where in that table it stands. */
type Picks = Readonly<{ width: number; table: Int32Array; hitOffsets: Int32Array; hits: Int32Array }>

function drawPicks(w: Weights, draws: number, seed: number): Picks {
  const n = w.size
  let most = 0
  for (let i = 0; i < n; i++) most = Math.max(most, neighbourCount(w, i))
  const width = Math.min(n, most + 1)
  const random = seededRandom(seed)
  const shuffled = Int32Array.from({ length: n }, (_, i) => i)
  const table = new Int32Array(draws * width)
  const hitOffsets = new Int32Array(n + 1)
  for (let at = 0; at < table.length; at++) {
    // A shuffle stopped after `width` cards is fair whatever order the pack is in, so the pack is never put back.
    const place = at % width
    const other = place + random.int(n - place)
    const picked = shuffled[other]!
    shuffled[other] = shuffled[place]!
    shuffled[place] = picked
    table[at] = picked
    hitOffsets[picked + 1] = hitOffsets[picked + 1]! + 1
  }
  for (let i = 0; i < n; i++) hitOffsets[i + 1] = hitOffsets[i + 1]! + hitOffsets[i]!
  const next = hitOffsets.slice()
  const hits = new Int32Array(table.length)
  for (let at = 0; at < table.length; at++) {
    const picked = table[at]!
    hits[next[picked]!] = at
    next[picked] = next[picked]! + 1
  }
  return { width, table, hitOffsets, hits }
}

function sumsOfFirst(count: number, x: Float64Array, picks: Picks): Float64Array {
  const sums = new Float64Array(picks.table.length / picks.width)
  for (let draw = 0; draw < sums.length; draw++) {
    const start = draw * picks.width
    let sum = 0
    for (let k = 0; k < count; k++) sum += x[picks.table[start + k]!]!
    sums[draw] = sum
  }
  return sums
}

/** Added up afresh rather than by difference, so that whole-number values stay exact and ties are seen as ties. */
function sumWithout(area: number, count: number, draw: number, x: Float64Array, picks: Picks): number {
  const start = draw * picks.width
  let sum = 0
  for (let k = 0; k <= count; k++) {
    const pick = picks.table[start + k]!
    if (pick !== area) sum += x[pick]!
  }
  return sum
}

function firstAtOrAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
