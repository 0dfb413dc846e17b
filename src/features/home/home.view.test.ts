import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role, Viewer } from '#core/access/viewer.ts'
import { TEST_FRAME } from '#tests/support/viewer-app.ts'
import { startPage } from './home.view.ts'

const startOf = (role: Role) => {
  const viewer = { forceName: 'Averley Constabulary', roles: [{ role, areaCode: null }], rank: null }
  const html = startPage(TEST_FRAME, viewer as unknown as Viewer, [], [])
  return Array.from(html.matchAll(/<h[12][^>]*>([\s\S]*?)<\/h[12]>/g), ([, text]) =>
    text!.replace(/<[^>]+>/g, '').trim(),
  )
}

test('residents and partners start under headings that say what is behind them', () => {
  for (const role of ['resident', 'partner'] as const) {
    const headings = startOf(role)
    for (const heading of [
      'Working together with Averley Constabulary',
      'Projects: the places you help with',
      'Your actions',
      'Escalations: what is stuck',
    ])
      assert.ok(headings.includes(heading), `${role}: ${headings}`)
    assert.ok(!headings.some((heading) => heading.includes('LISP')))
  }
})

test('staff start under the words of their work', () => {
  const headings = startOf('officer')
  for (const heading of ['Averley Constabulary', 'LISP projects', 'Escalations'])
    assert.ok(headings.includes(heading), `${headings}`)
})
