import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbiddenArrow } from './support/arrows.ts'
import { cyclesIn, importsOf, listSources, readSource } from './support/import-graph.ts'

const sources = listSources()
const imports = sources.flatMap((path) => importsOf(path, readSource(path)))

test('no file imports what its room may not', () => {
  assert.ok(imports.length > 100, 'the import lines were found')
  const broken = imports.flatMap((one) => {
    const why = forbiddenArrow(one)
    return why ? [`${one.from}:${one.line} → ${one.to}: ${why}`] : []
  })
  assert.deepEqual(broken, [])
})

test('no files import each other in a ring', () => {
  assert.deepEqual(cyclesIn(imports), [])
})

const arrow = (from: string, to: string) => forbiddenArrow({ from, to, typeOnly: false, line: 1 })

test('a pure file may name a type of the analytics door and nothing else there', () => {
  const named = { from: 'src/features/places/place.view.ts', typeOnly: true, line: 1 }
  assert.equal(forbiddenArrow({ ...named, to: 'src/analytics/index.ts' }), null)
  assert.ok(forbiddenArrow({ ...named, to: 'src/analytics/report.ts' }))
  assert.ok(forbiddenArrow({ ...named, to: 'src/analytics/index.ts', typeOnly: false }))
})

const ALLOWED: [string, string][] = [
  ['src/core/area/area.ts', 'src/core/brand.ts'],
  ['src/features/places/place.ts', 'src/core/area/area.ts'],
  ['src/features/places/place.view.ts', 'src/ui/frame/frame.view.ts'],
  ['src/features/places/place.store.ts', 'src/platform/db/index.ts'],
  ['src/features/places/place.store.ts', 'src/platform/audit/index.ts'],
  ['src/features/places/place.store.ts', 'src/platform/forms/form-key.ts'],
  ['src/features/places/place.pages.ts', 'src/features/people/index.ts'],
  ['src/features/places/place.jobs.ts', 'src/analytics/index.ts'],
  ['src/features/places/place.pages.ts', 'src/platform/http/request.ts'],
  ['src/features/places/index.ts', 'src/features/places/place.store.ts'],
  ['src/features/places/island/map.ts', 'src/features/places/place.ts'],
  ['src/features/places/island/map.ts', 'src/platform/browser/on-ready.ts'],
  ['src/analytics/engine/engine.ts', 'src/platform/files/data-lock.ts'],
  ['src/app/app.ts', 'src/features/places/index.ts'],
  ['src/main.ts', 'src/app/app.ts'],
  ['src/features/places/place.store.test.ts', 'tests/support/database.ts'],
  ['src/features/places/place.store.test.ts', 'src/platform/db/index.ts'],
]
const FORBIDDEN: [string, string][] = [
  ['src/core/area/area.ts', 'src/platform/db/index.ts'],
  ['src/core/area/area.ts', 'src/features/places/place.ts'],
  ['src/features/places/place.ts', 'src/features/places/place.store.ts'],
  ['src/features/places/place.view.ts', 'src/ui/frame/frame.script.ts'],
  ['src/features/places/place.ts', 'src/features/people/index.ts'],
  ['src/features/places/place.ts', 'src/platform/db/index.ts'],
  ['src/features/places/place.store.ts', 'src/features/people/index.ts'],
  ['src/features/places/place.store.ts', 'src/platform/http/request.ts'],
  ['src/features/places/place.store.ts', 'src/platform/forms/parse-form.ts'],
  ['src/features/places/place.pages.ts', 'src/features/people/person.store.ts'],
  ['src/features/places/place.pages.ts', 'src/analytics/engine/engine.ts'],
  ['src/features/places/place.pages.ts', 'src/app/config/config.ts'],
  ['src/features/places/island/map.ts', 'src/features/places/place.store.ts'],
  ['src/features/places/island/map.ts', 'src/platform/db/index.ts'],
  ['src/analytics/engine/engine.ts', 'src/features/places/index.ts'],
  ['src/analytics/engine/engine.ts', 'src/platform/http/request.ts'],
  ['src/ui/frame/frame.view.ts', 'src/features/places/place.view.ts'],
  ['src/ui/frame/frame.view.ts', 'src/platform/db/index.ts'],
  ['src/platform/db/index.ts', 'src/features/places/index.ts'],
  ['src/app/app.ts', 'src/features/places/place.store.ts'],
  ['src/app/app.ts', 'tests/support/database.ts'],
  ['scripts/x.ts', 'src/features/places/place.store.ts'],
]

test('the table of arrows allows what it should', () => {
  for (const [from, to] of ALLOWED) assert.equal(arrow(from, to), null, `${from} → ${to}`)
})

test('the table of arrows forbids what it should', () => {
  for (const [from, to] of FORBIDDEN) assert.ok(arrow(from, to), `${from} → ${to}`)
})

test('import lines of every form are read, with their line', () => {
  const text = `import { a } from './a.ts'
import type { B } from '#core/brand.ts'
import {
  c,
  d,
} from '../people/index.ts'
export { e } from './e.ts'
import './f.ts'
const g = await import('#app/g.ts')
import { test } from 'node:test'
`
  assert.deepEqual(
    importsOf('src/features/places/place.ts', text).map(({ to, line, typeOnly }) => [to, line, typeOnly]),
    [
      ['src/features/places/a.ts', 1, false],
      ['src/core/brand.ts', 2, true],
      ['src/features/people/index.ts', 3, false],
      ['src/features/places/e.ts', 7, false],
      ['src/features/places/f.ts', 8, false],
      ['src/app/g.ts', 9, false],
    ],
  )
})

test('rings are found: of two, of three, of one, and none where there is none', () => {
  const of = (...pairs: string[]) =>
    pairs.map((pair) => ({ from: pair[0]!, to: pair[1]!, typeOnly: false, line: 1 }))
  assert.deepEqual(cyclesIn(of('ab', 'ba', 'bc')), [['a', 'b']])
  assert.deepEqual(cyclesIn(of('ab', 'bc', 'ca', 'cd')), [['a', 'b', 'c']])
  assert.deepEqual(cyclesIn(of('aa')), [['a']])
  assert.deepEqual(cyclesIn(of('ab', 'ac', 'bd', 'cd')), [])
})
