import type { Network } from './network.ts'

/** The parts a go-between can play: `first → go-between → last`, with no tie from first to last. */
export const BROKER_ROLES = ['coordinator', 'itinerant', 'representative', 'gatekeeper', 'liaison'] as const
export type BrokerRole = (typeof BROKER_ROLES)[number]

export type Brokerage = Readonly<Record<BrokerRole | 'total', Float64Array>>

/**
 * How often each node stands between two others who are not tied themselves, by whose groups the three are of: all one
 * group, coordinator; the two of one group and the node of another, itinerant; node and first of one group,
 * representative; node and last, gatekeeper; three groups, liaison. Gould & Fernandez (1989). Without direction each
 * two count both ways, so representative and gatekeeper are equal.
 */
export function brokerage({ size, offsets, targets }: Network, groups: readonly unknown[]): Brokerage {
  const group = numbered(groups)
  const counts = BROKER_ROLES.map(() => new Float64Array(size))
  const isTied = new Int32Array(size).fill(-1)
  for (let first = 0; first < size; first++) {
    const [start, end] = [offsets[first]!, offsets[first + 1]!]
    for (let at = start; at < end; at++) isTied[targets[at]!] = first
    for (let at = start; at < end; at++) {
      const between = targets[at]!
      for (let on = offsets[between]!; on < offsets[between + 1]!; on++) {
        const last = targets[on]!
        if (last === first || isTied[last] === first) continue
        counts[roleOf(group[first]!, group[between]!, group[last]!)]![between]!++
      }
    }
  }
  const [coordinator, itinerant, representative, gatekeeper, liaison] = counts as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const total = coordinator.map((_, i) => counts.reduce((sum, count) => sum + count[i]!, 0))
  return { coordinator, itinerant, representative, gatekeeper, liaison, total }
}

function roleOf(first: number, between: number, last: number): number {
  if (first === between) return last === between ? 0 : 2
  if (last === between) return 3
  return first === last ? 1 : 4
}

function numbered(groups: readonly unknown[]): number[] {
  const numbers = new Map<unknown, number>()
  return groups.map((group) => {
    const known = numbers.get(group)
    if (known !== undefined) return known
    numbers.set(group, numbers.size)
    return numbers.size - 1
  })
}

/**
 * What {@link brokerage} would be by chance: its mean and standard deviation for each node over networks with as many
 * ties (with direction) laid at random between the same groups. Gould & Fernandez (1989), as R's sna has it: with d the
 * density, any first and last make a way through a node with chance d²(1 − d); two such ways depend on each other where
 * they share their first or their last.
 */
export function brokerageByChance(
  { size, targets }: Network,
  groups: readonly unknown[],
): Readonly<{ expected: Brokerage; deviation: Brokerage }> {
  const group = numbered(groups)
  const members: number[] = []
  for (const one of group) members[one] = (members[one] ?? 0) + 1
  const d = targets.length / (size * (size - 1))
  const chance = d ** 2 * (1 - d)
  const shared = d ** 3 * (1 - d) ** 2 - chance ** 2
  const ofGroup = members.map((own, broker) => waysFor(members, broker, own, size))
  const each = (value: (ways: Ways) => number) => {
    const of = (role: keyof Brokerage) => Float64Array.from(group, (one) => value(ofGroup[one]![role]))
    return {
      coordinator: of('coordinator'),
      itinerant: of('itinerant'),
      representative: of('representative'),
      gatekeeper: of('gatekeeper'),
      liaison: of('liaison'),
      total: of('total'),
    }
  }
  return {
    expected: each(([ways]) => chance * ways),
    deviation: each(([ways, together]) => Math.sqrt(ways * chance * (1 - chance) + together * shared)),
  }
}

// Ways that could lead through a node, and ordered pairs of them that share one end.
type Ways = readonly [ways: number, together: number]

function waysFor(
  members: readonly number[],
  broker: number,
  own: number,
  size: number,
): Record<keyof Brokerage, Ways> {
  const outside = size - own
  const others = members.filter((_, other) => other !== broker)
  const sum = (value: (count: number) => number) => others.reduce((total, n) => total + value(n), 0)
  const within = (n: number): Ways => [n * (n - 1), 2 * n * (n - 1) * (n - 2)]
  const across: Ways = [(own - 1) * outside, (own - 1) * outside * (outside - 1 + own - 2)]
  return {
    coordinator: within(own - 1),
    itinerant: [sum((n) => within(n)[0]), sum((n) => within(n)[1])],
    representative: across,
    gatekeeper: across,
    liaison: [sum((n) => n * (outside - n)), 2 * sum((n) => n * (outside - n) * (outside - n - 1))],
    total: within(size - 1),
  }
}
