import { type Network, undirected } from './network.ts'

/** What hangs together, and what holds it. */
export type Parts = Readonly<{
  /** Which part each node is in, from 0, in the order of their first nodes; direction does not matter. */
  partOf: Int32Array
  /** Nodes in each part. */
  sizes: readonly number[]
  /** Whether the part falls in two or more without the node. */
  isCutPoint: readonly boolean[]
}>

/** The parts of a network and its cut-points (Tarjan 1972, without recursion). Time grows with nodes and ties. */
export function components(net: Network): Parts {
  const { size, offsets, targets } = undirected(net)
  const partOf = new Int32Array(size).fill(-1)
  const isCutPoint = new Array<boolean>(size).fill(false)
  const sizes: number[] = []
  const seen = new Int32Array(size)
  const lowest = new Int32Array(size)
  const cameFrom = new Int32Array(size).fill(-1)
  const at = Int32Array.from(offsets.subarray(0, size))
  const path: number[] = []
  let clock = 0
  for (let root = 0; root < size; root++) {
    if (partOf[root]! >= 0) continue
    const part = sizes.push(0) - 1
    let branches = 0
    const enter = (node: number) => {
      partOf[node] = part
      sizes[part]!++
      seen[node] = lowest[node] = ++clock
      path.push(node)
    }
    enter(root)
    while (path.length > 0) {
      const node = path.at(-1)!
      if (at[node]! < offsets[node + 1]!) {
        const other = targets[at[node]!++]!
        if (partOf[other]! < 0) {
          cameFrom[other] = node
          if (node === root) branches++
          enter(other)
        } else if (other !== cameFrom[node]) lowest[node] = Math.min(lowest[node]!, seen[other]!)
        continue
      }
      path.pop()
      const above = cameFrom[node]!
      if (above < 0) continue
      lowest[above] = Math.min(lowest[above]!, lowest[node]!)
      // Nothing below reaches past the node above, so without it they are cut off.
      if (above !== root && lowest[node]! >= seen[above]!) isCutPoint[above] = true
    }
    isCutPoint[root] = branches > 1
  }
  return { partOf, sizes, isCutPoint }
}

/** The pieces that one node's part falls into without it, each as its nodes, largest first. */
export function piecesWithout(net: Network, without: number): readonly (readonly number[])[] {
  const { size, offsets, targets } = undirected(net)
  const isSeen = new Uint8Array(size)
  isSeen[without] = 1
  const pieces: number[][] = []
  for (let at = offsets[without]!; at < offsets[without + 1]!; at++) {
    const first = targets[at]!
    if (isSeen[first]) continue
    const piece = [first]
    isSeen[first] = 1
    for (const node of piece)
      for (let on = offsets[node]!; on < offsets[node + 1]!; on++) {
        const other = targets[on]!
        if (isSeen[other]) continue
        isSeen[other] = 1
        piece.push(other)
      }
    pieces.push(piece)
  }
  return pieces.sort((a, b) => b.length - a.length)
}
