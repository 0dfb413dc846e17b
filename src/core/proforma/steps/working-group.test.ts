import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseContent } from '../content.schema.ts'
import { entryTitle } from '../entry-kind.ts'
import { kindOf, PLATFORM_TEMPLATE } from '../template.ts'

const meeting = kindOf(PLATFORM_TEMPLATE, 'meeting')!
const held = (starts: string, ends = '') => parseContent(meeting, { date: '2026-03-14', starts, ends })

test('a meeting’s times are taken as people write them, kept by the 24-hour clock and told in words', () => {
  const parsed = held('6.30pm', '20.00')
  assert.ok(parsed.ok)
  assert.deepEqual([parsed.content.starts, parsed.content.ends], ['18:30', '20:00'])
  assert.equal(
    entryTitle(meeting, parsed.content, (id) => id),
    'Meeting on 14 March 2026 6:30pm',
  )
})

test('a time that is none is refused with an example, and the order is by the clock, not by how it is written', () => {
  assert.deepEqual(held('half six'), {
    ok: false,
    problems: [{ field: 'starts', text: 'Enter a time of day, such as 7:30pm or 19:30' }],
  })
  assert.deepEqual(held('18:30', '6pm'), {
    ok: false,
    problems: [{ field: 'ends', text: 'A meeting ends after it starts' }],
  })
})
