import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseContent } from '../content.schema.ts'
import { entryTitle } from '../entry-kind.ts'
import { CHEERS_QUESTIONS, PROBLEM_KINDS } from './problem.ts'

const [cheers, side] = PROBLEM_KINDS

test('the CHEERS test needs six answers, and what shows each yes', () => {
  const empty = parseContent(cheers!, { problem: 'Racing' })
  assert.equal(empty.ok || empty.problems.length, 6)
  const yes = Object.fromEntries(CHEERS_QUESTIONS.map(({ name }) => [name, 'yes']))
  const unshown = parseContent(cheers!, { problem: 'Racing', ...yes, harm: 'no', harmHow: '' })
  assert.deepEqual(unshown.ok || unshown.problems.map(({ field }) => field), [
    'communityHow',
    'expectationHow',
    'eventsHow',
    'recurringHow',
    'similarityHow',
  ])
  const shown = Object.fromEntries(CHEERS_QUESTIONS.map(({ name }) => [`${name}How`, 'The log of calls']))
  assert.ok(parseContent(cheers!, { problem: 'Racing', ...yes, ...shown }).ok)
})

test('a side of the problem is named by which side it is and who or what it is', () => {
  const content = { side: 'place', what: 'The car park\nbehind the shops' }
  assert.equal(entryTitle(side!, content, String), 'Where it happens: The car park')
  assert.ok(!parseContent(side!, { side: 'police', what: 'x' }).ok)
})
