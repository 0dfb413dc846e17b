import type { Network } from './network.ts'

/**
 * For each node, over all pairs of others, the share of shortest ways between the two that lead through it; ties count
 * alike whatever their weight. Not normalised; without direction each pair counts once, as in igraph. Brandes (2001),
 * algorithm 1; time grows with nodes × ties, 2,000 and 10,000 take about a quarter of a second.
 */
export function betweenness({ size, offsets, targets, isDirected }: Network): Float64Array {
  const total = new Float64Array(size)
  const ways = new Float64Array(size)
  // What a node hands to each way that ends in it: (1 + its own share) / ways.
  const handed = new Float64Array(size)
  const distance = new Int32Array(size).fill(-1)
  const order = new Int32Array(size)
  // The ties that are steps of a shortest way, in the order of their first ends, and where each first end's begin.
  const steps = new Int32Array(targets.length)
  const begins = new Int32Array(size + 1)
  for (let source = 0; source < size; source++) {
    let found = 1
    let stepped = 0
    order[0] = source
    distance[source] = 0
    ways[source] = 1
    for (let next = 0; next < found; next++) {
      const node = order[next]!
      const further = distance[node]! + 1
      const here = ways[node]!
      begins[next] = stepped
      for (let at = offsets[node]!, end = offsets[node + 1]!; at < end; at++) {
        const other = targets[at]!
        const there = distance[other]!
        if (there < 0) {
          distance[other] = further
          ways[other] = here
          order[found++] = other
          steps[stepped++] = other
        } else if (there === further) {
          ways[other]! += here
          steps[stepped++] = other
        }
      }
    }
    begins[found] = stepped
    for (let last = found - 1; last > 0; last--) {
      const node = order[last]!
      let sum = 0
      for (let at = begins[last]!, end = begins[last + 1]!; at < end; at++) sum += handed[steps[at]!]!
      const share = sum * ways[node]!
      handed[node] = (1 + share) / ways[node]!
      total[node]! += share
      distance[node] = -1
    }
    distance[source] = -1
  }
  if (!isDirected) for (let i = 0; i < size; i++) total[i]! /= 2
  return total
}

/** Betweenness as a share of the pairs there are, 0 to 1; NaN where there are no two others. */
export function normalisedBetweenness(net: Network, raw: Float64Array): Float64Array {
  const pairs = ((net.size - 1) * (net.size - 2)) / (net.isDirected ? 1 : 2)
  return raw.map((value) => value / pairs)
}
