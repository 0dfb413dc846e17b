import { type Network, undirected } from './network.ts'

/*
 * A largest set of ways from one group to another that share no node, found one way after another (Ford & Fulkerson
 * 1956, every node split into its way in and its way out). By Menger (1927) there are as many as nodes that must leave
 * to part the two, and what the last search reached shows which. Each node is on one way at most, so the ways are kept
 * as the node before and the node after.
 */

const NOBODY = -1
const START = -2
const END = -3

/**
 * The fewest nodes whose leaving parts two groups: members of the groups may be among them. Empty where no way of ties
 * leads from one to the other; `null` where more than `most` would have to leave. No way leads through those who are `barred`.
 * Time grows with `most` × ties.
 */
export function heldTogetherBy(
  net: Network,
  one: readonly number[],
  other: readonly number[],
  most: number,
  barred: readonly number[] = [],
): readonly number[] | null {
  const { size, offsets, targets } = undirected(net)
  const before = new Int32Array(size).fill(NOBODY)
  const after = new Int32Array(size).fill(NOBODY)
  const isGoal = new Uint8Array(size)
  for (const node of other) isGoal[node] = 1
  const isBarred = new Uint8Array(size)
  for (const node of barred) isBarred[node] = 1
  // Places of the search: 2 × node on the way in, 2 × node + 1 on the way out.
  const cameFrom = new Int32Array(2 * size)
  for (let found = 0; ; found++) {
    const end = search()
    if (end === NOBODY) break
    if (found === most) return null
    layWay(end)
  }
  return Array.from({ length: size }, (_, node) => node).filter(
    (node) => cameFrom[2 * node] !== NOBODY && cameFrom[2 * node + 1] === NOBODY,
  )

  function search(): number {
    cameFrom.fill(NOBODY)
    const queue: number[] = []
    const reach = (place: number, from: number) => {
      if (cameFrom[place] !== NOBODY) return
      cameFrom[place] = from
      queue.push(place)
    }
    for (const node of one) reach(2 * node, START)
    for (const place of queue) {
      const node = place >> 1
      if (place % 2 === 0) {
        // A node that is on a way can only be gone back along, to the one before it.
        if (before[node] === NOBODY) reach(place + 1, place)
        else if (before[node] !== START) reach(2 * before[node]! + 1, place)
        continue
      }
      if (isGoal[node] && after[node] !== END) return place
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++)
        if (after[node] !== targets[at] && !isBarred[targets[at]!]) reach(2 * targets[at]!, place)
      if (before[node] !== NOBODY) reach(place - 1, place)
    }
    return NOBODY
  }

  function layWay(end: number): void {
    const places = [end]
    for (let place = end; cameFrom[place] !== START; place = cameFrom[place]!)
      places.unshift(cameFrom[place]!)
    const isUndone = new Set<number>()
    const laid: (readonly [from: number, to: number])[] = [[START, places[0]! >> 1]]
    for (const [index, place] of places.entries()) {
      const next = places[index + 1]
      if (next === undefined) laid.push([place >> 1, END])
      else if (place % 2 === 0) continue
      else if (next >> 1 === place >> 1) isUndone.add(place >> 1)
      else laid.push([place >> 1, next >> 1])
    }
    for (const node of isUndone) before[node] = after[node] = NOBODY
    for (const [from, to] of laid) {
      if (from !== START) after[from] = to
      if (to !== END) before[to] = from
    }
  }
}
