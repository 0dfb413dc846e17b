import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentSchema, parseContent } from './content.schema.ts'
import { differenceOf } from './difference.ts'
import { earlierFields } from './earlier.ts'
import { applyOverlay, mayAddChoices, mayLeaveOut, NO_OVERLAY, type Overlay } from './overlay.ts'
import { kindOf, PLATFORM_TEMPLATE, stepOf } from './template.ts'

const worded: Overlay = {
  steps: { 2: { name: 'What is already here', prompts: ['Who is here?'] } },
  kinds: {
    asset: {
      example: 'The library opens late on Thursdays.',
      fields: { contact: { isAsked: false }, type: { choices: [{ value: 'own-park', text: 'Park' }] } },
      added: [
        { name: 'ownOpeningTimes', type: 'line', label: 'When is it open?', short: 'Opening times' },
        { name: 'ownSince', type: 'date', label: 'Since when?', short: 'Since', isAsked: false },
      ],
    },
    'no such kind': { about: 'nothing' },
  },
}
const asset = () => kindOf(applyOverlay(PLATFORM_TEMPLATE, worded, 2), 'asset')!
const optional = () =>
  kindOf(PLATFORM_TEMPLATE, 'asset')!.fields.find((field) =>
    mayLeaveOut(kindOf(PLATFORM_TEMPLATE, 'asset')!, field),
  )!
const openChoice = () => kindOf(PLATFORM_TEMPLATE, 'asset')!.fields.find(mayAddChoices)!

test('[V1] nothing said otherwise is the platform’s template, question by question', () => {
  const same = applyOverlay(PLATFORM_TEMPLATE, NO_OVERLAY, 2)
  assert.deepEqual({ ...same, version: 1 }, PLATFORM_TEMPLATE)
  assert.deepEqual(differenceOf(PLATFORM_TEMPLATE, same), [])
})

test('[V3] steps, kinds and questions are worded, left out and added; what it does not know is passed over', () => {
  const template = applyOverlay(PLATFORM_TEMPLATE, worded, 2)
  assert.equal(stepOf(template, 2).name, 'What is already here')
  assert.equal(stepOf(template, 2).purpose, stepOf(PLATFORM_TEMPLATE, 2).purpose)
  assert.equal(template.kinds.length, PLATFORM_TEMPLATE.kinds.length)
  assert.equal(asset().example, 'The library opens late on Thursdays.')
  assert.equal(asset().fields.at(-1)?.name, 'ownOpeningTimes')
  assert.ok(asset().earlier?.some(({ name }) => name === 'ownSince'))
})

test('[V3] what rules rest on cannot be left out, whatever the overlay says', () => {
  for (const kind of PLATFORM_TEMPLATE.kinds) {
    const fields = Object.fromEntries(kind.fields.map(({ name }) => [name, { isAsked: false as const }]))
    const least = kindOf(
      applyOverlay(PLATFORM_TEMPLATE, { steps: {}, kinds: { [kind.id]: { fields } } }, 2),
      kind.id,
    )!
    const asked = new Set(least.fields.map(({ name }) => name))
    assert.ok(asked.has(kind.fields[0].name))
    for (const field of kind.fields) {
      if (field.isNeeded || field.type === 'entry' || field.type === 'entries' || field.type === 'person')
        assert.ok(asked.has(field.name), `${kind.id}.${field.name}`)
      // Asked or not, each stays known by name.
      assert.ok(asked.has(field.name) || least.earlier?.some(({ name }) => name === field.name))
    }
  }
})

test('[V3] a rule about several answers stops nobody for a question that is not asked', () => {
  for (const kind of PLATFORM_TEMPLATE.kinds.filter(({ check }) => check)) {
    const fields = Object.fromEntries(kind.fields.map(({ name }) => [name, { isAsked: false as const }]))
    const least = kindOf(
      applyOverlay(PLATFORM_TEMPLATE, { steps: {}, kinds: { [kind.id]: { fields } } }, 2),
      kind.id,
    )!
    const parsed = parseContent(least, {})
    const asked = new Set(least.fields.map(({ name }) => name))
    if (!parsed.ok)
      for (const { field } of parsed.problems) assert.ok(asked.has(field), `${kind.id}.${field}`)
  }
})

test('[V3] answers are added only where colours and rules do not tell them apart', () => {
  for (const { fields } of PLATFORM_TEMPLATE.kinds)
    for (const field of fields)
      if ('choices' in field && field.choices.some(({ tone }) => tone))
        assert.equal(mayAddChoices(field), false)
  const field = openChoice()
  const template = applyOverlay(
    PLATFORM_TEMPLATE,
    {
      steps: {},
      kinds: { asset: { fields: { [field.name]: { choices: [{ value: 'own-park', text: 'Park' }] } } } },
    },
    2,
  )
  const kind = kindOf(template, 'asset')!
  const sent = field.type === 'any of' ? ['own-park'] : 'own-park'
  const only = kind.fields.find(({ name }) => name === field.name)!
  assert.ok(contentSchema({ fields: [only] }).safeParse({ [field.name]: sent }).success)
  assert.equal(contentSchema({ fields: [field] }).safeParse({ [field.name]: sent }).success, false)
})

test('[V5] the difference is told in sentences, both ways', () => {
  const left = optional()
  const overlay: Overlay = {
    ...worded,
    kinds: { asset: { ...worded.kinds.asset, fields: { [left.name]: { isAsked: false } } } },
  }
  const after = applyOverlay(PLATFORM_TEMPLATE, overlay, 2)
  const said = differenceOf(PLATFORM_TEMPLATE, after).join('\n')
  for (const part of [
    'Step 2: its name reads “What is already here” and not “Community assets and vulnerabilities”',
    'Step 2 also asks “Who is here?”',
    'Step 2 no longer asks “Who or what could easily be harmed?”',
    'a new question, “When is it open?” (one line)',
    `“${left.label}” is no longer asked; its answers are kept`,
  ])
    assert.ok(said.includes(part), `${part}\n${said}`)
  assert.ok(
    differenceOf(after, PLATFORM_TEMPLATE).some((one) => one.includes(`“${left.label}” is asked again`)),
  )
})

test('[V7] an answer without its question is found under the name it had, or the best there is', () => {
  const content = { ownSince: '2020-01-02', ownWhoHasTheKey: 'Ada', days: ['Mon', 'Tue'], empty: null }
  const found = earlierFields(asset(), content)
  assert.deepEqual(
    found.map(({ short }) => short),
    ['Since', 'Who has the key', 'Days'],
  )
})
