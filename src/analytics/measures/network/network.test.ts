import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { sharedData } from '#tests/support/shared-data.ts'
import { measure } from '../named-measure.ts'
import { components, piecesWithout } from './components.ts'
import { type Link, network } from './network.ts'

type Row = Readonly<Record<string, string>>

function sheet(name: string, t: TestContext): Row[] | null {
  const path = sharedData(`network/${name}`, t)
  if (!path) return null
  const [heading = [], ...rows] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Array.from(line.matchAll(/"([^"]*)"|([^,]+)/g), ([, quoted, bare]) => quoted ?? bare!))
  return rows.map((cells) => Object.fromEntries(heading.map((name, i) => [name, cells[i]!])))
}

function agree(found: unknown, expected: readonly unknown[], what: string): void {
  assert.ok(Array.isArray(found), what)
  assert.equal(found.length, expected.length, what)
  for (const [i, value] of expected.entries()) {
    const own: unknown = found[i]
    if (typeof value !== 'number' || typeof own !== 'number') assert.equal(own, value, `${what}[${i}]`)
    else
      assert.ok(
        Math.abs(own - value) <= 1e-7 * Math.max(1, Math.abs(value)),
        `${what}[${i}]: ${own}, ${value}`,
      )
  }
}

for (const name of ['krackhardt_kite', 'zachary_karate']) {
  test(`every node of ${name} has the figures igraph gave`, (t) => {
    const [nodes, edges] = [sheet(`${name}_centrality_igraph.csv`, t), sheet(`${name}_edges.csv`, t)]
    if (!nodes || !edges) return
    assert.ok(nodes.length >= 10 && edges.length >= 18)
    const place = new Map(nodes.map(({ node }, i) => [node, i]))
    const input = {
      n: nodes.length,
      edges_zero_based: edges.map(({ source, target }) => [place.get(source), place.get(target)]),
    }
    const column = (head: string) => nodes.map((row) => Number(row[head]))
    const between = measure('betweenness', input)
    agree(between.betweenness, column('betweenness'), 'betweenness')
    agree(between.betweenness_normalised, column('betweenness_norm'), 'normalised betweenness')
    const closeness = measure('closeness', input).closeness as number[]
    agree(
      closeness.map((value) => value * (nodes.length - 1)),
      column('closeness_norm'),
      'closeness',
    )
    agree(measure('eigenvector', input).eigenvector, column('eigenvector_max1'), 'eigenvector')
    agree(measure('constraint', input).constraint, column('constraint_burt'), 'constraint')
    const parts = measure('components', input)
    agree(parts.component, column('component'), 'component')
    agree(
      parts.is_cutpoint,
      nodes.map(({ is_cutpoint }) => is_cutpoint === 'TRUE'),
      'cut-points',
    )
  })
}

type Reference = Record<string, unknown[]> & {
  nodes: number
  arcs: number
  eigenvalue: number
  brokerage: Record<string, number[]>
  z: Record<string, number[]>
}
// Made once with R 4.2.2, igraph 1.3.5 and sna 2.7: ties one way or both as one for the undirected figures.
const emon = JSON.parse(readFileSync(new URL('emon-reference.json', import.meta.url), 'utf8')) as Record<
  string,
  Reference
>

for (const [name, reference] of Object.entries(emon)) {
  test(`the emergency network ${name} has igraph’s figures, with and without direction, and sna’s brokerage`, (t) => {
    const [nodes, edges] = [sheet(`emon/${name}_nodes.csv`, t), sheet(`emon/${name}_edges.csv`, t)]
    if (!nodes || !edges) return
    assert.equal(nodes.length, reference.nodes)
    assert.equal(edges.length, reference.arcs)
    const place = new Map(nodes.map(({ node }, i) => [node, i]))
    const input = {
      n: nodes.length,
      edges_zero_based: edges.map(({ source, target }) => [place.get(source), place.get(target)]),
    }
    const arcs = { ...input, directed: true }
    agree(measure('betweenness', input).betweenness, reference.betweenness!, 'betweenness')
    agree(measure('betweenness', arcs).betweenness, reference.betweenness_directed!, 'directed betweenness')
    agree(measure('closeness', input).closeness, reference.closeness!, 'closeness')
    agree(measure('closeness', arcs).closeness, reference.closeness_directed!, 'directed closeness')
    const eigen = measure('eigenvector', input)
    agree(eigen.eigenvector, reference.eigenvector!, 'eigenvector')
    agree([eigen.eigenvalue], [reference.eigenvalue], 'eigenvalue')
    agree(measure('constraint', input).constraint, reference.constraint!, 'constraint')
    agree(measure('constraint', arcs).constraint, reference.constraint_directed!, 'directed constraint')
    const parts = measure('components', input)
    agree(parts.component, reference.component!, 'component')
    agree((parts.is_cutpoint as boolean[]).map(Number), reference.is_cutpoint!, 'cut-points')
    const groups = nodes.map(({ Sponsorship }) => Sponsorship)
    const brokerage = measure('brokerage', { ...input, groups }) as Record<string, unknown>
    for (const [role, counts] of Object.entries(reference.brokerage)) agree(brokerage[role], counts, role)
    for (const [role, z] of Object.entries(reference.z))
      agree((brokerage.z as Record<string, unknown>)[role], z, `z of ${role}`)
  })
}

test('a cut-point is one without whom its part falls into several pieces', () => {
  const pairs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 })
  fc.assert(
    fc.property(pairs, (links) => {
      const net = network(12, links as Link[])
      const { isCutPoint, sizes, partOf } = components(net)
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        12,
      )
      for (const [node, is] of isCutPoint.entries()) {
        const pieces = piecesWithout(net, node)
        assert.equal(pieces.length > 1, is)
        assert.equal(pieces.flat().length, sizes[partOf[node]!]! - 1)
      }
    }),
  )
})

test('ties twice or to oneself change nothing, and nobody’s number matters', () => {
  const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(pairs, (links) => {
      const input = { n: 10, edges_zero_based: links }
      const again = { n: 10, edges_zero_based: [...links, ...links.map(([a, b]) => [b, a]), [3, 3]] }
      const turned = { n: 10, edges_zero_based: links.map(([a, b]) => [9 - a, 9 - b]) }
      for (const name of ['betweenness', 'closeness', 'constraint']) {
        const found = measure(name, input)[name] as (number | null)[]
        agree(measure(name, again)[name], found, name)
        agree((measure(name, turned)[name] as (number | null)[]).reverse(), found, name)
      }
    }),
  )
})

test('a network that cannot be read is refused in one sentence naming the field', () => {
  const refused = (name: string, input: unknown, why: RegExp) =>
    assert.throws(() => measure(name, input), { name: 'MeasureInputError', message: why })
  refused(
    'betweenness',
    { n: 3, edges_zero_based: [[0, 3]] },
    /"edges_zero_based\[0\]": must name two nodes from 0 to 2/,
  )
  refused('closeness', { edges_zero_based: [] }, /"n"/)
  refused(
    'constraint',
    { n: 2, edges_zero_based: [[0, 1]], weights: [1, 2] },
    /"weights": has 2 entries where there are 1/,
  )
  refused('brokerage', { n: 2, edges_zero_based: [[0, 1]] }, /"groups": is needed/)
  refused('brokerage', { n: 2, edges_zero_based: [[0, 1]], partition: [1] }, /"partition": has 1 entries/)
  refused('components', { n: 0, edges_zero_based: [] }, /"n"/)
})
