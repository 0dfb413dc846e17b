import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOf } from '#core/proforma/entry.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { entryHistory } from './entry-history.ts'

const gap = kindOf(PLATFORM_TEMPLATE, 'gap')!
const line = (action: string, before: object | null, after: object | null) => ({
  at: new Date('2026-03-01T10:00:00Z'),
  personName: 'Jo Bell',
  action,
  before,
  after,
})
const history = (...lines: ReturnType<typeof line>[]) =>
  entryHistory(gap, 'a', lines, (field, content) => textOf(content, field.name)).map(({ action, fields }) => [
    action,
    ...fields.map(({ name, before, after }) => `${name}: ${before} → ${after}`),
  ])

test('[P13] answers that changed are told one by one, those of a kind that asks “why” too', () => {
  assert.deepEqual(
    history(
      line('gap added', null, { entry: 'a', who: 'Night workers', why: 'They sleep' }),
      line(
        'gap corrected',
        { entry: 'a', who: 'Night workers', why: 'They sleep' },
        { entry: 'a', who: 'Night workers', why: 'They sleep by day' },
      ),
      line('gap added', null, { entry: 'b', who: 'Others' }),
    ),
    [
      ['Gap added', 'Who:  → Night workers', 'Why not:  → They sleep'],
      ['Gap corrected', 'Why not: They sleep → They sleep by day'],
    ],
  )
})

test('[P7] [P13] a withdrawal and its undoing are told with the reason, and a reopening with its own', () => {
  assert.deepEqual(
    history(
      line('gap withdrawn', { entry: 'a', who: 'Night workers' }, { entry: 'a', why: 'Twice' }),
      line(
        'gap restored',
        { entry: 'a', why: 'Twice' },
        { entry: 'a', who: 'Night workers', reopenReason: 'Once after all' },
      ),
    ),
    [
      ['Gap withdrawn', 'Why:  → Twice'],
      ['Gap restored', 'Why:  → Twice', 'Why the step was reopened:  → Once after all'],
    ],
  )
})
