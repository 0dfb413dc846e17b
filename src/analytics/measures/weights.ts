/** How much each neighbour counts: 1 each, or 1 / (number of neighbours) each. */
export type WeightStyle = 'binary' | 'row-standardised'

/**
 * Who is next to whom, as compressed sparse rows: the neighbours of area `i` are
 * `targets[offsets[i]] … targets[offsets[i + 1] - 1]`. Never holds an area as its own neighbour; a measure that
 * counts the area itself (Gi*, local empirical Bayes) adds it. Every neighbour in a row weighs the same.
 */
export type Weights = Readonly<{
  size: number
  offsets: Int32Array
  targets: Int32Array
  style: WeightStyle
}>

/**
 * Weights from one list of zero-based neighbours for each area. Lists may be empty and need not be mutual.
 * Throws `RangeError` on an index outside the areas, on the area itself and on a repeated neighbour.
 */
export function neighbourWeights(
  lists: readonly ArrayLike<number>[],
  style: WeightStyle = 'row-standardised',
): Weights {
  const size = lists.length
  const offsets = new Int32Array(size + 1)
  for (let i = 0; i < size; i++) offsets[i + 1] = offsets[i]! + lists[i]!.length
  const targets = new Int32Array(offsets[size]!)
  const seenBy = new Int32Array(size).fill(-1)
  for (let i = 0; i < size; i++) {
    const list = lists[i]!
    for (let k = 0; k < list.length; k++) {
      const j = list[k]!
      if (!Number.isInteger(j) || j < 0 || j >= size) throw new RangeError(`area ${i} names neighbour ${j}`)
      if (j === i) throw new RangeError(`area ${i} names itself as a neighbour`)
      if (seenBy[j] === i) throw new RangeError(`area ${i} names neighbour ${j} twice`)
      seenBy[j] = i
      targets[offsets[i]! + k] = j
    }
  }
  return { size, offsets, targets, style }
}

/** The same neighbours, weighed another way. */
export function withStyle(weights: Weights, style: WeightStyle): Weights {
  return { ...weights, style }
}

/** Number of neighbours of area `i`. */
export function neighbourCount(weights: Weights, i: number): number {
  return weights.offsets[i + 1]! - weights.offsets[i]!
}

/** The weight each neighbour of an area with `count` neighbours carries. */
export function weightEach(style: WeightStyle, count: number): number {
  return style === 'binary' ? 1 : 1 / count
}

/** For each area, the plain sum of `values` over its neighbours (0 where it has none). */
export function neighbourSums(weights: Weights, values: ArrayLike<number>): Float64Array {
  const { size, offsets, targets } = weights
  const sums = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let k = offsets[i]!, end = offsets[i + 1]!; k < end; k++) sum += values[targets[k]!]!
    sums[i] = sum
  }
  return sums
}

/** The areas a measure can speak about, closed up; `rows[k]` is the original index of row `k`, `null` when all are known. */
export type Known = Readonly<{ values: Float64Array; weights: Weights; rows: Int32Array | null }>

/**
 * Leaves out areas whose value is unknown (not finite), and takes them off everybody's neighbour list, because
 * unknown is not zero.
 */
export function knownOnly(values: ArrayLike<number>, weights: Weights): Known {
  if (values.length !== weights.size) {
    throw new RangeError(`${values.length} values for ${weights.size} areas`)
  }
  const place = new Int32Array(weights.size)
  let known = 0
  for (let i = 0; i < weights.size; i++) place[i] = Number.isFinite(values[i]!) ? known++ : -1
  if (known === weights.size) return { values: Float64Array.from(values), weights, rows: null }

  const rows = new Int32Array(known)
  const kept = new Float64Array(known)
  const offsets = new Int32Array(known + 1)
  const targets: number[] = []
  for (let i = 0; i < weights.size; i++) {
    const row = place[i]!
    if (row < 0) continue
    rows[row] = i
    kept[row] = values[i]!
    for (let k = weights.offsets[i]!; k < weights.offsets[i + 1]!; k++) {
      const target = place[weights.targets[k]!]!
      if (target >= 0) targets.push(target)
    }
    offsets[row + 1] = targets.length
  }
  const closed = { size: known, offsets, targets: Int32Array.from(targets), style: weights.style }
  return { values: kept, weights: closed, rows }
}

/** Puts results of {@link knownOnly} areas back in their places; NaN elsewhere. */
export function inPlace(results: Float64Array, rows: Int32Array | null, size: number): Float64Array {
  if (!rows) return results
  const all = new Float64Array(size).fill(Number.NaN)
  for (let k = 0; k < rows.length; k++) all[rows[k]!] = results[k]!
  return all
}
