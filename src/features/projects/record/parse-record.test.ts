import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRecord } from './parse-record.ts'

const NOW = new Date('2026-04-01T10:00:00Z')
const many = (count: number, one: unknown) => Array.from({ length: count }, () => one)
const named = (count: number, one: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, one]))
const entry = { kind: 'asset', content: named(100, {}) }

// The slowest that some megabytes can be made: each was refused value by value, or name by name.
for (const [what, record, told] of [
  ['a list of two million', { history: many(1_900_000, 0) }, /^history: has more values than any record/],
  ['lists in lists', { history: many(9000, many(200, 0)) }, /^history\[\d+\]\[\d+\]: is where the file has/],
  ['names without end', { content: named(50_000, 0) }, /^content: has more names than anything/],
  ['entries without end', { entries: many(9000, 1) }, /^entries: has more than 6000 lines/],
  ['entries with wrong answers', { entries: many(3300, entry) }, /^format: must be/],
  ['texts without end', { content: many(9000, 'é'.repeat(300)) }, /^format: must be/],
] as const)
  test(`[P31] a file of ${what} is refused at once, with where and why`, () => {
    const parsed = parseRecord(JSON.stringify(record), NOW)
    assert.ok(!parsed.ok && parsed.problems.length <= 50)
    const [first] = parsed.problems
    assert.match(`${first?.path}: ${first?.text}`, told)
  })

test('[P31] of names that no record has the first five are told', () => {
  const parsed = parseRecord(JSON.stringify(named(250, 0)), NOW)
  assert.ok(!parsed.ok)
  assert.ok(parsed.problems.some(({ text }) => /^has “a0”.* “a4” and 245 more, which a record/.test(text)))
})
