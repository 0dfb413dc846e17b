import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEASURE_NAMES, MeasureInputError, measure } from './named-measure.ts'

const refusal = (name: string, input: unknown): string => {
  try {
    measure(name, input)
  } catch (error) {
    assert.ok(error instanceof MeasureInputError)
    assert.doesNotMatch(error.message, /\n/)
    return error.message
  }
  throw new Error('was not refused')
}

test('the names are those promised', () => {
  assert.deepEqual(MEASURE_NAMES, [
    'gi-star',
    'local-moran',
    'moran',
    'mann-kendall',
    'theil-sen',
    'empirical-bayes',
    'p-adjust',
    'betweenness',
    'closeness',
    'eigenvector',
    'constraint',
    'brokerage',
    'components',
  ])
})

test('what is wrong is said in one sentence that names the field', () => {
  const lists = [[1], [0]]
  const cases: [name: string, input: unknown, says: RegExp][] = [
    ['geary', {}, /no measure "geary".*gi-star/],
    ['toString', {}, /no measure "toString"/],
    ['p-adjust', null, /The input/],
    ['p-adjust', {}, /"p"/],
    ['p-adjust', { p: [0.1, 1.2] }, /"p\[1\]".*1/],
    ['p-adjust', { p: ['0.1'] }, /"p\[0\]".*number/],
    ['gi-star', { x: [1, 2] }, /"neighbours_zero_based"/],
    ['gi-star', { x: [1, 2, 3], neighbours_zero_based: lists }, /has 2 entries where x has 3/],
    [
      'moran',
      { x: [1, 2], neighbours_zero_based: [[1], [2]] },
      /"neighbours_zero_based\[1\]\[0\]": 2 is not an area/,
    ],
    ['moran', { x: [1, 2], neighbours_zero_based: [[1], [1]] }, /1 is the area itself/],
    ['moran', { x: [1, 2], neighbours_zero_based: [[1, 1], [0]] }, /1 is there twice/],
    ['moran', { x: [1, 2], neighbours_zero_based: [[0.5], [0]] }, /"neighbours_zero_based\[0\]\[0\]"/],
    ['local-moran', { x: [1, 2], neighbours_zero_based: lists, weights: 'inverse' }, /"weights"/],
    ['mann-kendall', { y: [] }, /"y"/],
    ['theil-sen', { y: [1, 2], t: [1] }, /"t".*1 entries where y has 2/],
    ['theil-sen', { y: [1, 2, 3], t: [1, 3, 3] }, /"t\[2\]": must be later/],
    ['empirical-bayes', { counts: [1, -2], population: [5, 5] }, /"counts\[1\]"/],
    ['empirical-bayes', { counts: [1, 2], population: [5] }, /"population"/],
  ]
  for (const [name, input, says] of cases) assert.match(refusal(name, input), says)
})

test('what cannot be known is null, never NaN, and text survives a round trip', () => {
  const lists = [[1], [0, 2], [1], []]
  const results = [
    measure('gi-star', { x: [1, 1, 1, 1], neighbours_zero_based: lists }),
    measure('local-moran', { x: [1, null, 3, 4], neighbours_zero_based: lists }),
    measure('moran', { x: [1, 2, 3, 4], neighbours_zero_based: lists }),
    measure('mann-kendall', { y: [null, 3] }),
    measure('theil-sen', { y: [null] }),
    measure('empirical-bayes', { counts: [1, 2], population: [0, 3], neighbours_zero_based: [[1], [0]] }),
    measure('p-adjust', { p: [null, 0.5] }),
  ]
  for (const result of results) {
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result)
    assert.match(JSON.stringify(result), /null/)
  }
})

test('without times the steps are 1, 2, 3 …, and an unknown value keeps its step', () => {
  const y = [4, 9, null, 12, 30]
  assert.deepEqual(measure('theil-sen', { y }), measure('theil-sen', { y, t: [1, 2, 3, 4, 5] }))
  assert.deepEqual(measure('mann-kendall', { y }), measure('mann-kendall', { y, t: [1, 2, 3, 4, 5] }))
  assert.deepEqual(measure('theil-sen', { y: [1, null, 3] }).sen_slope, 1)
})
