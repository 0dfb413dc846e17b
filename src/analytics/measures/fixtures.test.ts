import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { sharedData } from '#tests/support/shared-data.ts'
import { measure } from './named-measure.ts'

type Fixture = { input: unknown; expected: Record<string, unknown>; tolerance: number }

function fixture(name: string, t: TestContext): Fixture | null {
  const path = sharedData(`statistics/${name}.json`, t)
  return path && JSON.parse(readFileSync(path, 'utf8'))
}

/** Every leaf of `expected` is in `actual`, numbers within the tolerance; gives how many leaves there were. */
function agrees(actual: unknown, expected: unknown, tolerance: number, path: string): number {
  if (typeof expected === 'number') {
    assert.ok(typeof actual === 'number', `${path} is ${actual}`)
    const bound = tolerance * Math.max(1, Math.abs(expected))
    assert.ok(Math.abs(actual - expected) <= bound, `${path}: ${actual} is not ${expected}`)
    return 1
  }
  if (expected === null || typeof expected !== 'object') {
    assert.equal(actual, expected, path)
    return 1
  }
  let leaves = 0
  for (const [key, value] of Object.entries(expected)) {
    leaves += agrees((actual as Record<string, unknown>)?.[key], value, tolerance, `${path}.${key}`)
  }
  return leaves
}

const CASES: [name: string, measures: string[], leaves: number][] = [
  ['01-getis-ord-gi-star', ['gi-star'], 84],
  ['02-local-moran', ['local-moran'], 42 * 10 + 5],
  ['08-p-adjust', ['p-adjust'], 75],
  ['16-mann-kendall-theil-sen', ['mann-kendall', 'theil-sen'], 14],
  ['19-empirical-bayes-rates', ['empirical-bayes'], 42 * 3 + 2],
]
for (const [name, measures, leaves] of CASES) {
  test(`every figure R gave for ${name} comes out of ${measures.join(' and ')}`, (t) => {
    const found = fixture(name, t)
    if (!found) return
    const result = JSON.parse(
      JSON.stringify(Object.assign({}, ...measures.map((m) => measure(m, found.input)))),
    )
    assert.equal(agrees(result, found.expected, found.tolerance, name), leaves)
  })
}

// The fixture holds more than is asked of a network; each of these is there under its own name.
for (const name of ['betweenness', 'closeness', 'eigenvector', 'constraint']) {
  test(`every figure igraph gave of ${name} for the karate club comes out`, (t) => {
    const found = fixture('14-network-centrality', t)
    if (!found) return
    const expected = { [name]: found.expected[name] }
    assert.equal(agrees(measure(name, found.input), expected, found.tolerance, name), 34)
  })
}

test('moran prints the global part of the local Moran fixture', (t) => {
  const found = fixture('02-local-moran', t)
  if (!found) return
  assert.equal(agrees(measure('moran', found.input), found.expected.global, found.tolerance, 'moran'), 5)
})
