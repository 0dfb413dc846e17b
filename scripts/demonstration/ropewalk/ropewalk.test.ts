import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseContent } from '#core/proforma/content.schema.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { ROPEWALK } from './index.ts'

test('what is written at Ropewalk answers the template’s questions, and names only what stands already', () => {
  const known = new Set<string>()
  for (const { key, kind, content, week } of ROPEWALK) {
    const asked = kindOf(PLATFORM_TEMPLATE, kind)
    assert.ok(asked, kind)
    const raw = Object.fromEntries(
      Object.entries(content).map(([name, value]) => {
        const one = (text: string) => {
          if (text.startsWith('@')) assert.ok(known.has(text), `${kind} names ${text} too early`)
          return text.startsWith('@')
            ? '00000000-0000-4000-8000-000000000000'
            : text.replace(
                /^week (\d+)$/,
                (_, at) => `2026-01-${String((Number(at) % 28) + 1).padStart(2, '0')}`,
              )
        }
        return [
          name,
          typeof value === 'string' ? one(value) : typeof value === 'number' ? value : value.map(one),
        ]
      }),
    )
    for (const name of Object.keys(content))
      assert.ok(
        asked.fields.some((field) => field.name === name),
        `${kind} does not ask “${name}”`,
      )
    const parsed = parseContent({ ...asked, check: () => [] }, raw)
    assert.ok(parsed.ok, `${kind} of week ${week}: ${JSON.stringify(parsed)}`)
    if (key) known.add(`@${key}`)
  }
  for (const kind of [
    'asset',
    'stakeholder',
    'member',
    'vision',
    'intervention',
    'measure',
    'result',
    'risk',
  ])
    assert.ok(
      ROPEWALK.some((entry) => entry.kind === kind),
      kind,
    )
})
