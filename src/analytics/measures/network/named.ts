import { z } from 'zod'
import { betweenness, normalisedBetweenness } from './betweenness.ts'
import { BROKER_ROLES, type Brokerage, brokerage, brokerageByChance } from './brokerage.ts'
import { closeness } from './closeness.ts'
import { components } from './components.ts'
import { constraint } from './constraint.ts'
import { eigenvector } from './eigenvector.ts'
import { type Link, type Network, network } from './network.ts'

const MOST_NODES = 100_000

const shape = {
  n: z.number().int().min(1).max(MOST_NODES),
  /** From, to, and where it is given the tie's weight. */
  edges_zero_based: z.array(z.array(z.number()).min(2).max(3)),
  weights: z.array(z.number().positive()).optional(),
  directed: z.boolean().optional(),
}

const graph = z.object(shape).superRefine(checkEdges)

const group = z.union([z.number(), z.string()])
const grouped = z
  .object({
    ...shape,
    groups: z.array(group).optional(),
    partition: z.array(group).optional(),
  })
  .superRefine((input, context) => {
    checkEdges(input, context)
    const groups = input.groups ?? input.partition
    if (groups?.length === input.n) return
    const message = groups
      ? `has ${groups.length} entries where there are ${input.n} nodes`
      : 'is needed: the group of each node'
    context.addIssue({
      code: 'custom',
      path: [input.partition && !input.groups ? 'partition' : 'groups'],
      message,
    })
  })

/**
 * The network statistics as `wardmote measure` names them. Input as `{ n, edges_zero_based, directed?, weights? }`;
 * ties go both ways unless `directed` is true, but for brokerage, whose roles are about direction: there they go as
 * written unless it is false. Results are lists in the order of the nodes.
 */
export const NETWORK_MEASURES: Readonly<Record<string, (input: unknown) => Record<string, unknown>>> = {
  betweenness: (input) => {
    const net = read(graph.parse(input), false)
    const raw = betweenness(net)
    return { betweenness: list(raw), betweenness_normalised: list(normalisedBetweenness(net, raw)) }
  },
  closeness: (input) => ({ closeness: list(closeness(read(graph.parse(input), false))) }),
  eigenvector: (input) => {
    const { scores, eigenvalue } = eigenvector(read(graph.parse(input), false))
    return { eigenvector: list(scores), eigenvalue }
  },
  constraint: (input) => ({ constraint: list(constraint(read(graph.parse(input), false))) }),
  brokerage: (input) => {
    const given = grouped.parse(input)
    const net = read(given, true)
    const groups = (given.groups ?? given.partition)!
    const found = brokerage(net, groups)
    const { expected, deviation } = brokerageByChance(net, groups)
    return {
      ...byRole((role) => found[role]),
      expected: byRole((role) => expected[role]),
      sd: byRole((role) => deviation[role]),
      z: byRole((role) => found[role].map((count, i) => (count - expected[role][i]!) / deviation[role][i]!)),
    }
  },
  components: (input) => {
    const { partOf, sizes, isCutPoint } = components(read(graph.parse(input), false))
    return {
      component: Array.from(partOf, (part) => part + 1),
      count: sizes.length,
      sizes,
      is_cutpoint: isCutPoint,
      cutpoints_zero_based: isCutPoint.flatMap((is, node) => (is ? [node] : [])),
    }
  },
}

function read(
  { n, edges_zero_based, weights, directed }: z.infer<typeof graph>,
  byDefault: boolean,
): Network {
  const links = edges_zero_based.map(([from, to, weight], i): Link => [from!, to!, weights?.[i] ?? weight])
  return network(n, links, directed ?? byDefault)
}

function checkEdges(
  { n, edges_zero_based, weights }: Pick<z.infer<typeof graph>, 'n' | 'edges_zero_based' | 'weights'>,
  context: z.RefinementCtx,
): void {
  const fault = edges_zero_based.findIndex(
    ([from, to, weight = 1]) =>
      ![from, to].every((node) => Number.isInteger(node) && node! >= 0 && node! < n) || !(weight > 0),
  )
  if (fault >= 0)
    context.addIssue({
      code: 'custom',
      path: ['edges_zero_based', fault],
      message: `must name two nodes from 0 to ${n - 1}, and a weight above 0 where it has one`,
    })
  if (weights && weights.length !== edges_zero_based.length)
    context.addIssue({
      code: 'custom',
      path: ['weights'],
      message: `has ${weights.length} entries where there are ${edges_zero_based.length} ties`,
    })
}

function byRole(values: (role: keyof Brokerage) => Float64Array) {
  return Object.fromEntries([...BROKER_ROLES, 'total' as const].map((role) => [role, list(values(role))]))
}

function list(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null))
}
