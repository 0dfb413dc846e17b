/**
 * Queen contiguity: two areas are neighbours when any vertex of one lies within the snap distance of any vertex of
 * the other (the rule of spdep's `poly2nb`). Vertices are hashed to squares twice the snap wide, so each looks in
 * four squares; linear in vertices.
 */

export type Contiguity = Readonly<{
  /** Adds the next area, numbered from 0: eastings and northings in metres, one after the other. */
  add: (eastings: ArrayLike<number>, northings: ArrayLike<number>) => void
  /** For each area in the order added, the numbers of its neighbours, ascending. Symmetric, never itself. */
  neighbours: () => number[][]
}>

/** `snapMetres` above 0. Holds 28 bytes a vertex: about 150 MB for every LSOA of England and Wales at 5 million vertices. */
export function contiguity(snapMetres: number): Contiguity {
  if (!(snapMetres > 0)) throw new RangeError('The snap distance must be above 0')
  let xs = new Float64Array(1024)
  let ys = new Float64Array(1024)
  let owners = new Int32Array(1024)
  let count = 0
  let areas = 0

  function add(eastings: ArrayLike<number>, northings: ArrayLike<number>): void {
    if (count + eastings.length > xs.length) {
      const size = Math.ceil(1.5 * (count + eastings.length))
      xs = grown(xs, new Float64Array(size))
      ys = grown(ys, new Float64Array(size))
      owners = grown(owners, new Int32Array(size))
    }
    for (let i = 0; i < eastings.length; i++) {
      xs[count] = eastings[i]!
      ys[count] = northings[i]!
      owners[count++] = areas
    }
    areas++
  }

  function neighbours(): number[][] {
    const found = Array.from({ length: areas }, () => new Set<number>())
    const width = 2 * snapMetres
    const mask = 2 ** Math.max(4, Math.ceil(Math.log2(count + 1))) - 1
    const heads = new Int32Array(mask + 1).fill(-1)
    const next = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      const x = xs[i]! / width
      const y = ys[i]! / width
      const column = Math.floor(x)
      const row = Math.floor(y)
      // Half a square away at most: only the squares on the nearer sides can hold a vertex within the snap.
      const otherColumn = x - column < 0.5 ? column - 1 : column + 1
      const otherRow = y - row < 0.5 ? row - 1 : row + 1
      const own = slot(column, row, mask)
      look(i, own)
      look(i, slot(otherColumn, row, mask))
      look(i, slot(column, otherRow, mask))
      look(i, slot(otherColumn, otherRow, mask))
      next[i] = heads[own]!
      heads[own] = i
    }
    return found.map((set) => [...set].sort((a, b) => a - b))

    function look(i: number, bucket: number): void {
      const owner = owners[i]!
      for (let j = heads[bucket]!; j >= 0; j = next[j]!) {
        const other = owners[j]!
        if (other === owner) continue
        if (Math.hypot(xs[i]! - xs[j]!, ys[i]! - ys[j]!) > snapMetres) continue
        found[owner]!.add(other)
        found[other]!.add(owner)
      }
    }
  }

  return { add, neighbours }
}

function grown<Numbers extends Float64Array | Int32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from)
  return into
}

function slot(column: number, row: number, mask: number): number {
  let hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)
  hash ^= hash >>> 15
  return hash & mask
}
