/**
 * Who is tied to whom, as adjacency in typed arrays (compressed rows): the ties out of `i` lead to
 * `targets[offsets[i]]` up to, not with, `targets[offsets[i + 1]]`, in ascending order. Without direction each tie is
 * there from both its ends. No tie of a node to itself, none twice.
 */
export type Network = Readonly<{
  /** Nodes, numbered from 0. */
  size: number
  isDirected: boolean
  offsets: Int32Array
  targets: Int32Array
  /** Beside `targets`; 1 each where none were given. */
  weights: Float64Array
}>

/** One tie between two nodes; weight 1 where none is given. */
export type Link = readonly [from: number, to: number, weight?: number | undefined]

/** A network of `size` nodes. A tie given twice is one tie, with its weights together; one to itself is left out. */
export function network(size: number, links: readonly Link[], isDirected = false): Network {
  const rows: Map<number, number>[] = Array.from({ length: size }, () => new Map())
  const put = (from: number, to: number, weight: number | undefined) =>
    rows[from]!.set(to, weight === undefined ? 1 : (rows[from]!.get(to) ?? 0) + weight)
  for (const [from, to, weight] of links) {
    if (from === to) continue
    put(from, to, weight)
    if (!isDirected) put(to, from, weight)
  }
  return fromRows(rows, isDirected)
}

/** The same ties read from their other end; a network without direction is its own reverse. */
export function reversed(net: Network): Network {
  if (!net.isDirected) return net
  const rows: Map<number, number>[] = Array.from({ length: net.size }, () => new Map())
  for (let from = 0; from < net.size; from++)
    for (let at = net.offsets[from]!; at < net.offsets[from + 1]!; at++)
      rows[net.targets[at]!]!.set(from, net.weights[at]!)
  return fromRows(rows, true)
}

/** The network without direction: tied one way or both is tied, with the weights of both ways together. */
export function undirected(net: Network): Network {
  if (!net.isDirected) return net
  const links: Link[] = []
  for (let from = 0; from < net.size; from++)
    for (let at = net.offsets[from]!; at < net.offsets[from + 1]!; at++)
      links.push([from, net.targets[at]!, net.weights[at]!])
  return network(net.size, links)
}

/** How many others each node is tied to; with direction, the ties out of it. */
export function degrees({ size, offsets }: Network): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => offsets[i + 1]! - offsets[i]!)
}

function fromRows(rows: readonly Map<number, number>[], isDirected: boolean): Network {
  const size = rows.length
  const offsets = new Int32Array(size + 1)
  for (let i = 0; i < size; i++) offsets[i + 1] = offsets[i]! + rows[i]!.size
  const targets = new Int32Array(offsets[size]!)
  const weights = new Float64Array(targets.length)
  for (const [i, row] of rows.entries()) {
    let at = offsets[i]!
    for (const [to, weight] of [...row].sort((a, b) => a[0] - b[0])) {
      targets[at] = to
      weights[at++] = weight
    }
  }
  return { size, isDirected, offsets, targets, weights }
}
