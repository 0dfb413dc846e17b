import { orderDescending } from './sort-order.ts'

/** Competition ranks, 1 for the highest, equals alike (1, 2, 2, 4); 0 where the value is unknown (NaN). O(n). */
export function competitionRanks(values: ArrayLike<number>): Int32Array {
  const ranks = new Int32Array(values.length)
  const order = orderDescending(values)
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!
    const before = order[k - 1]
    ranks[i] = before !== undefined && values[before] === values[i] ? ranks[before]! : k + 1
  }
  return ranks
}

/**
 * 1 for areas in the top `share` of the known ones, else 0. The top holds at most `share` of them, rounded up: a group
 * of equals that does not fit whole is left out, so a month in which half the areas had one crime each has no false
 * top tenth. A value of zero or less is never in the top.
 */
export function topShareFlags(values: ArrayLike<number>, share = 0.1): Uint8Array {
  const flags = new Uint8Array(values.length)
  const order = orderDescending(values)
  // The tiny allowance keeps 0.1 × 70 at 7 places, not 8.
  const places = Math.ceil(order.length * share - 1e-9)
  for (let start = 0; start < order.length; ) {
    const value = values[order[start]!]!
    let end = start + 1
    while (end < order.length && values[order[end]!] === value) end++
    if (end > places || !(value > 0)) break
    for (let k = start; k < end; k++) flags[order[k]!] = 1
    start = end
  }
  return flags
}
