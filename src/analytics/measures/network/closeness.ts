import type { Network } from './network.ts'

/**
 * One over the steps from each node to all it can reach together, as igraph 1.3 has it: those it cannot reach do not
 * count, and a node that reaches nobody has NaN. With direction, ways out. Freeman (1979); ties count alike.
 */
export function closeness({ size, offsets, targets }: Network): Float64Array {
  const result = new Float64Array(size)
  const distance = new Int32Array(size)
  const order = new Int32Array(size)
  for (let source = 0; source < size; source++) {
    distance.fill(-1)
    distance[source] = 0
    order[0] = source
    let found = 1
    let steps = 0
    for (let next = 0; next < found; next++) {
      const node = order[next]!
      steps += distance[node]!
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
        const other = targets[at]!
        if (distance[other]! >= 0) continue
        distance[other] = distance[node]! + 1
        order[found++] = other
      }
    }
    result[source] = found > 1 ? 1 / steps : Number.NaN
  }
  return result
}
