/** Another area and how far it lies from the one asked about, in standard deviations per column. */
export type Alike = Readonly<{ index: number; distance: number }>

/**
 * The `k` areas most like area `index`, nearest first: root mean square difference over the columns, each divided by its
 * standard deviation. A column unknown (NaN) for either area is skipped, and an area that shares fewer than half of the
 * columns known for area `index` is left out, since likeness on little is no likeness. Columns that do not vary say
 * nothing. Equal distances keep the order of areas. O(areas × columns).
 */
export function mostAlike(columns: readonly ArrayLike<number>[], index: number, k: number): Alike[] {
  const used = columns
    .map((column) => ({ column, spread: standardDeviation(column) }))
    .filter(({ column, spread }) => spread > 0 && !Number.isNaN(column[index]!))
  const areas = columns[0]?.length ?? 0
  const found: Alike[] = []
  for (let other = 0; other < areas; other++) {
    if (other === index) continue
    let squares = 0
    let shared = 0
    for (const { column, spread } of used) {
      const gap = (column[other]! - column[index]!) / spread
      if (Number.isNaN(gap)) continue
      squares += gap * gap
      shared++
    }
    if (shared === 0 || shared * 2 < used.length) continue
    found.push({ index: other, distance: Math.sqrt(squares / shared) })
  }
  return found.sort((a, b) => a.distance - b.distance || a.index - b.index).slice(0, k)
}

function standardDeviation(values: ArrayLike<number>): number {
  let n = 0
  let mean = 0
  let squares = 0
  // Welford's running update: one pass, no loss of digits.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    n++
    const gap = value - mean
    mean += gap / n
    squares += gap * (value - mean)
  }
  return Math.sqrt(squares / n)
}
