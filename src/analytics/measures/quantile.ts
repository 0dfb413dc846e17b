/**
 * Moves the `k`-th smallest (0-based) of `values[left…right]` to place `k`, with nothing larger before it and nothing
 * smaller after it, and gives it back. Reorders in place; no NaN. C. A. R. Hoare's FIND, CACM 4 (1961); O(n) on average.
 */
export function select(values: Float64Array, k: number, left = 0, right = values.length - 1): number {
  let low = left
  let high = right
  while (low < high) {
    const pivot = middleOfThree(values[low]!, values[(low + high) >>> 1]!, values[high]!)
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const held = values[i]!
      values[i++] = values[j]!
      values[j--] = held
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return values[k]!
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** The median of the first `length` values, which it may reorder and overwrite. No NaN among them; NaN of nothing. */
export function medianInPlace(values: Float64Array, length = values.length): number {
  if (length === 0) return Number.NaN
  const middle = length >>> 1
  const narrowed = length < NARROW_FROM ? null : narrow(values, length, middle)
  const kept = narrowed ? narrowed.kept : length
  const place = narrowed ? middle - narrowed.before : middle
  const upper = select(values, place, 0, kept - 1)
  if (length % 2 === 1) return upper
  let lower = values[0]!
  for (let i = 1; i < place; i++) if (values[i]! > lower) lower = values[i]!
  return (lower + upper) / 2
}

// Below this many values a selection alone is quicker than counting them into bins first.
const NARROW_FROM = 128
const BINS = 256
// Kept between calls, which never overlap: making it afresh costs more than the median of a short series.
const counts = new Int32Array(BINS)

/**
 * Moves to the front only the values that share a bin with the `middle`-th smallest or the one before it, and tells how
 * many smaller ones were left behind: two straight passes that halve the time of a selection on the slopes of a
 * three-year series. `null` where bins cannot be made.
 */
function narrow(
  values: Float64Array,
  length: number,
  middle: number,
): { kept: number; before: number } | null {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < length; i++) {
    const value = values[i]!
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const scale = (BINS - 1) / (highest - lowest)
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return null
  counts.fill(0)
  for (let i = 0; i < length; i++) {
    const bin = ((values[i]! - lowest) * scale) | 0
    counts[bin] = counts[bin]! + 1
  }
  let first = 0
  let before = 0
  while (before + counts[first]! < middle) before += counts[first++]!
  let last = first
  for (let reached = before + counts[first]!; reached <= middle; ) reached += counts[++last]!
  let kept = 0
  for (let i = 0; i < length; i++) {
    const value = values[i]!
    const bin = ((value - lowest) * scale) | 0
    values[kept] = value
    if (bin >= first && bin <= last) kept++
  }
  return { kept, before }
}

/**
 * Quantile of ascending values without NaN, linear between neighbours: R's type 7 (R. J. Hyndman & Y. Fan, American
 * Statistician 50, 1996). NaN of nothing.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  return atRank(sorted, share * (sorted.length - 1))
}

/** The value at a 0-based rank that may fall between two, linear between them and held at the ends. */
export function atRank(sorted: ArrayLike<number>, rank: number): number {
  const held = Math.min(Math.max(rank, 0), sorted.length - 1)
  const below = Math.floor(held)
  const value = sorted[below]!
  return below === held ? value : value + (held - below) * (sorted[below + 1]! - value)
}
