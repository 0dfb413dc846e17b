import { select } from './quantile.ts'
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
  const known = new Float64Array(values.length)
  let size = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) known[size++] = values[i]!
  // The tiny allowance keeps 0.1 × 70 at 7 places, not 8.
  const places = Math.min(size, Math.ceil(size * share - 1e-9))
  if (places <= 0) return flags
  const last = select(known, size - places, 0, size - 1)
  let reach = 0
  for (let i = 0; i < size; i++) if (known[i]! >= last) reach++
  for (let i = 0; i < flags.length; i++) {
    const value = values[i]!
    if (value > 0 && (value > last || (value === last && reach <= places))) flags[i] = 1
  }
  return flags
}
