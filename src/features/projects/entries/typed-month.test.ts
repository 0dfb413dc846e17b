import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rawContent } from './entry-fields.view.ts'

const HELD = { name: 'held', label: 'Which day?', short: 'Held', type: 'date' } as const

test('[P17] the month of an entry’s date is a number or its name, in full or begun', () => {
  const heldIn = (month: string) =>
    rawContent({ fields: [HELD] }, { 'held-day': '9', 'held-month': month, 'held-year': '2026' }).held
  for (const month of ['12', 'December', 'dec', ' Dec. ']) assert.equal(heldIn(month), '2026-12-09')
  assert.equal(heldIn('Sept'), '2026-09-09')
  for (const month of ['d', 'ju', 'Decembers', '13'])
    assert.equal(heldIn(month), `2026-${month.padStart(2, '0')}-09`, 'left for the schema to refuse')
})
