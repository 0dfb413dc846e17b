import type { Link, Mesh } from './mesh.ts'

/**
 * Grows regions from their seed cells until every reachable cell belongs to the region that gets there first
 * (Dijkstra from many sources). `costOf` prices one step for one region; infinity forbids it. A cell always joins
 * the region of the cell it was reached from, so every region is in one piece.
 */
export function growRegions(
  mesh: Mesh,
  seeds: readonly number[],
  costOf: (region: number, from: number, link: Link) => number,
): Int32Array {
  const region = new Int32Array(mesh.sites.length).fill(-1)
  const queue = new Frontier()
  for (const [index, cell] of seeds.entries()) queue.push(0, cell, index)
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [cost, cell, owner] = entry
    if (region[cell] !== -1) continue
    region[cell] = owner
    for (const link of mesh.links[cell]!) {
      if (region[link.to] !== -1) continue
      const step = costOf(owner, cell, link)
      if (step < Number.POSITIVE_INFINITY) queue.push(cost + step, link.to, owner)
    }
  }
  return region
}

type Entry = readonly [cost: number, cell: number, owner: number]

/** Binary heap; equal costs come out by cell then owner, so that the order never depends on insertion. */
class Frontier {
  private readonly heap: Entry[] = []

  push(cost: number, cell: number, owner: number): void {
    this.heap.push([cost, cell, owner])
    for (let i = this.heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!this.isBefore(i, parent)) break
      this.swap(i, parent)
      i = parent
    }
  }

  pop(): Entry | undefined {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (!first || !last || this.heap.length === 0) return first
    this.heap[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.heap.length && this.isBefore(child, least)) least = child
      }
      if (least === i) return first
      this.swap(i, least)
      i = least
    }
  }

  private isBefore(i: number, j: number): boolean {
    const [a, b] = [this.heap[i]!, this.heap[j]!]
    return (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) < 0
  }

  private swap(i: number, j: number): void {
    ;[this.heap[i], this.heap[j]] = [this.heap[j]!, this.heap[i]!]
  }
}
