import { type Network, undirected } from './network.ts'

/**
 * How far each node's ties lead back to one another: c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over those j tied to i, where
 * p_ij is the share of i's ties, both ways and by weight, that it spends on j. Burt (1992), equation 2.4, as igraph has
 * it. Low: free to bring different people together. NaN for a node without ties.
 */
export function constraint(net: Network): Float64Array {
  const { size, offsets, targets, weights } = undirected(net)
  const share = new Float64Array(targets.length)
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) sum += weights[at]!
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) share[at] = weights[at]! / sum
  }
  const result = new Float64Array(size)
  const spent = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const [start, end] = [offsets[i]!, offsets[i + 1]!]
    for (let at = start; at < end; at++) spent[targets[at]!] = share[at]!
    for (let at = start; at < end; at++) {
      const q = targets[at]!
      for (let on = offsets[q]!; on < offsets[q + 1]!; on++)
        if (targets[on] !== i) spent[targets[on]!]! += share[at]! * share[on]!
    }
    let sum = 0
    for (let at = start; at < end; at++) sum += spent[targets[at]!]! ** 2
    result[i] = start === end ? Number.NaN : sum
    for (let at = start; at < end; at++) {
      const q = targets[at]!
      spent[q] = 0
      for (let on = offsets[q]!; on < offsets[q + 1]!; on++) spent[targets[on]!] = 0
    }
  }
  return result
}
