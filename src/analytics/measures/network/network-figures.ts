import { betweenness } from './betweenness.ts'
import { type Brokerage, brokerage } from './brokerage.ts'
import { components, piecesWithout } from './components.ts'
import { constraint } from './constraint.ts'
import { heldTogetherBy } from './group-link.ts'
import { degrees, type Link, type Network, network } from './network.ts'

/** What is asked of a network of people: ties go both ways, and heavier ones count for more where weight counts. */
export type NetworkQuestion = Readonly<{
  groups: readonly string[]
  links: readonly Link[]
}>

/** Those without whom two groups are parted; nodes by number, in ascending order. */
export type GroupHold = Readonly<{ one: string; other: string; by: readonly number[] }>

/** Figures in the order of the nodes, and what follows from them. */
export type NetworkFigures = Readonly<{
  degree: Int32Array
  betweenness: Float64Array
  /** NaN for a node without ties. */
  constraint: Float64Array
  brokerage: Brokerage
  partOf: Int32Array
  /** Nodes in each part. */
  parts: readonly number[]
  /** Those without whom their part falls apart, and the pieces it falls into, by betweenness. */
  cutPoints: readonly Readonly<{ node: number; pieces: readonly (readonly number[])[] }>[]
  /** Pairs of groups of two or more that few hold together, fewest first. */
  holds: readonly GroupHold[]
}>

// As many as a sentence can name.
const FEW = 3
const MOST_CUT_POINTS = 20

/** Everything the pages of a network say of it. 500 nodes and 3,000 links take about 30 ms. */
export function networkFigures({ groups, links }: NetworkQuestion): NetworkFigures {
  const net = network(groups.length, links)
  const between = betweenness(net)
  const { partOf, sizes, isCutPoint } = components(net)
  const cutPoints = isCutPoint
    .flatMap((is, node) => (is ? [node] : []))
    .sort((a, b) => between[b]! - between[a]! || a - b)
    .slice(0, MOST_CUT_POINTS)
    .map((node) => ({ node, pieces: piecesWithout(net, node) }))
  return {
    degree: degrees(net),
    betweenness: between,
    constraint: constraint(net),
    brokerage: brokerage(net, groups),
    partOf,
    parts: sizes,
    cutPoints,
    holds: holdsOf(net, groups),
  }
}

// A group is held by fewer than its own number only: that it parts when all its members leave says nothing.
function holdsOf(net: Network, groups: readonly string[]): GroupHold[] {
  const members = new Map<string, number[]>()
  for (const [node, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), node])
  const several = [...members].filter(([, nodes]) => nodes.length > 1)
  const holds = several.flatMap(([one, a], at) =>
    several.slice(at + 1).flatMap(([other, b]): GroupHold[] => {
      const by = heldBy(net, a, b)
      return by.length ? [{ one, other, by }] : []
    }),
  )
  return holds.sort((a, b) => a.by.length - b.by.length)
}

// As few from outside both groups as from anywhere say more: those between are named rather than the groups' own.
function heldBy(net: Network, one: readonly number[], other: readonly number[]): readonly number[] {
  const by = heldTogetherBy(net, one, other, Math.min(FEW, one.length - 1, other.length - 1)) ?? []
  const own = [...one, ...other]
  const isOwn = new Set(own)
  const around = (group: readonly number[]) =>
    group.flatMap((node) => [...net.targets.subarray(net.offsets[node], net.offsets[node + 1])])
  const [near, far] = [around(one), around(other)]
  const isDirect = near.some((node) => other.includes(node))
  if (by.length === 0 || isDirect) return by
  const outside = (nodes: readonly number[]) => [...new Set(nodes)].filter((node) => !isOwn.has(node))
  return heldTogetherBy(net, outside(near), outside(far), by.length, own) ?? by
}
