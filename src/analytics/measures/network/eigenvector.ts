import type { Network } from './network.ts'

const ENOUGH = 1e-13
const MOST_ROUNDS = 100_000

/**
 * Each node's score is what those tied to it have together (with direction, those whose ties lead to it), over the
 * eigenvalue; the largest is 1. Bonacich (1972). Where nobody is tied every score is 1 and the eigenvalue 0, as in
 * igraph. Weights count.
 */
export function eigenvector(net: Network): Readonly<{ scores: Float64Array; eigenvalue: number }> {
  const { size, offsets, targets, weights } = net
  let scores = new Float64Array(size).fill(1)
  if (targets.length === 0) return { scores, eigenvalue: 0 }
  let eigenvalue = 0
  // Each round keeps its own score besides (A + I): otherwise two sides of a bipartite network take turns for ever.
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = scores.slice()
    for (let node = 0; node < size; node++)
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++)
        next[targets[at]!]! += scores[node]! * weights[at]!
    const largest = next.reduce((most, value) => Math.max(most, value), 0)
    let change = 0
    for (let i = 0; i < size; i++) {
      next[i]! /= largest
      change = Math.max(change, Math.abs(next[i]! - scores[i]!))
    }
    scores = next
    eigenvalue = largest - 1
    if (change < ENOUGH) break
  }
  return { scores, eigenvalue }
}
