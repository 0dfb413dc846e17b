import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ForceSlug } from '#core/access/viewer.ts'
import { UNITS } from '#core/area/area.ts'
import { CRITERIA, DEFAULT_WEIGHTS, type Weights } from '#core/screening/criterion.ts'
import { type IsoMonth, monthAt } from '#core/time/month.ts'
import { PUBLISHED_TYPES } from './crime-type.ts'
import { addressOf, questionParts, readQuestion, weightField } from './question.ts'
import { queriesOf } from './request-query.ts'

const force = 'averley' as ForceSlug
const month = fc.integer({ min: 2010 * 12, max: 2030 * 12 }).map(monthAt)
const questions = fc
  .record({
    unit: fc.constantFrom(...UNITS),
    months: fc.tuple(month, month).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [IsoMonth, IsoMonth]),
    types: fc.subarray([...PUBLISHED_TYPES]).map((types) => types.sort()),
    weights: fc
      .tuple(...CRITERIA.map(() => fc.integer({ min: 0, max: 100 })))
      .filter((weights) => weights.some((weight) => weight > 0))
      .map((weights) => Object.fromEntries(CRITERIA.map(({ key }, at) => [key, weights[at]])) as Weights),
  })
  .map(({ unit, months: [from, to], types, weights }) => ({ force, unit, from, to, types, weights }))

test('[S3] a question survives the way through its address', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const read = readQuestion(force, queriesOf(addressOf('/screening', question)))
      assert.deepEqual(read, { question, problems: [] })
    }),
  )
})

test('[S3] the plain address asks the plain question, and the plain question has the plain address', () => {
  const { question } = readQuestion(force, {})
  assert.deepEqual(question, {
    force,
    unit: 'lsoa',
    from: undefined,
    to: undefined,
    types: [],
    weights: DEFAULT_WEIGHTS,
  })
  assert.deepEqual(questionParts(question), [])
})

test('nothing a person can put in an address makes reading it fail', () => {
  const names = fc.constantFrom('unit', 'from', 'to', 'type', ...CRITERIA.map(({ key }) => weightField(key)))
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string({ unit: 'binary' }))), (parts) => {
      const queries: Record<string, string[]> = {}
      for (const [name, value] of parts) queries[name] = [...(queries[name] ?? []), value]
      const { question, problems } = readQuestion(force, queries)
      assert.ok(UNITS.includes(question.unit))
      assert.ok(Object.values(question.weights ?? {}).some((weight) => weight > 0))
      assert.ok(problems.every(({ text }) => text !== ''))
    }),
  )
})

const WRONG: [what: string, queries: Record<string, string[]>, field: string][] = [
  ['a unit there is none of', { unit: ['ward'] }, 'unit'],
  ['a month that is none', { from: ['2024-13'] }, 'from'],
  ['months the wrong way round', { from: ['2024-05'], to: ['2024-04'] }, 'to'],
  ['a weight over 100', { 'weight-rate': ['101'] }, 'weight-rate'],
  ['a weight that is no number', { 'weight-rate': ['1e2'] }, 'weight-rate'],
  [
    'no weight at all',
    Object.fromEntries(CRITERIA.map(({ key }) => [weightField(key), ['0']])),
    'weight-vulnerability',
  ],
]
for (const [what, queries, field] of WRONG) {
  test(`${what} is told at its field`, () => {
    assert.deepEqual(
      readQuestion(force, queries).problems.map((problem) => problem.field),
      [field],
    )
  })
}
