import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { brokenHouseRules, undocumentedExports } from './support/house-rules.ts'
import { listSources, ROOT, readSource } from './support/import-graph.ts'

// Files that may pass 500 lines, each with the reason why splitting it would make it harder to read.
const MAY_BE_LONG: ReadonlyMap<string, string> = new Map()

const HERE = 'tests/house.test.ts'
const sources = [
  ...listSources(),
  ...globSync('{src,scripts,tests,bench}/**/*.{scss,mjs}', { cwd: ROOT }),
].filter((path) => path !== HERE && !path.endsWith('.generated.ts'))

// Exported functions that still lack a docstring, by file. A name that has one leaves the list; none joins it.
const UNDOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'src/analytics/engine/catalogue.ts': ['reportFile'],
  'src/analytics/engine/engine.ts': ['openEngine'],
  'src/analytics/engine/store.ts': ['insideOf'],
  'src/analytics/geometry/polygon.ts': ['countPositions'],
  'src/analytics/load/build-report.ts': ['buildReport'],
  'src/analytics/load/staged-batch.ts': ['keepStaged', 'forgetStaged'],
  'src/analytics/load/tables/recognise-generic.ts': ['recogniseGeneric'],
  'src/analytics/load/tables/recognise-population.ts': ['recognisePopulation'],
  'src/analytics/load/text-encoding.ts': ['encodingAtStart'],
  'src/analytics/screening/statistics.ts': ['firstMonthOf'],
  'src/core/access/viewer.ts': ['holds'],
  'src/core/outcome.ts': ['done', 'refused'],
}

test('every function that core, platform, analytics and ui export has a docstring', () => {
  const lacking = sources
    .filter((path) => /^src\/(core|platform|analytics|ui)\/.*(?<!\.test)\.ts$/.test(path))
    .flatMap((path) =>
      undocumentedExports(readSource(path))
        .filter((name) => !UNDOCUMENTED[path]?.includes(name))
        .map((name) => `${path}: ${name}`),
    )
  assert.deepEqual(lacking, [])
  assert.deepEqual(
    undocumentedExports('/** Said. */\nexport function one() {}\nexport function other() {}'),
    ['other'],
  )
})

test('every file keeps the house rules', () => {
  assert.ok(sources.length > 20, 'the files were found')
  const mayBeLong = new Set(MAY_BE_LONG.keys())
  assert.deepEqual(
    sources.flatMap((path) => brokenHouseRules(path, readSource(path), mayBeLong)),
    [],
  )
})

test('every exception to the length is needed', () => {
  for (const path of MAY_BE_LONG.keys()) {
    assert.equal(
      brokenHouseRules(path, readSource(path), new Set()).filter((one) => /lines/.test(one)).length,
      1,
    )
  }
})

test('each rule has a letter of its own SPEC.md, and titles quote rules that there are', () => {
  const specs = globSync('src/features/*/SPEC.md', { cwd: ROOT }).map((path) => ({
    path,
    rules: [...readSource(path).matchAll(/^- \*\*([A-Z]+)(\d+)\*\*/gm)],
  }))
  const letters = specs.flatMap(({ rules }) => [...new Set(rules.map(([, letter]) => letter))])
  assert.equal(letters.length, specs.length, 'one letter a SPEC.md')
  assert.deepEqual(letters.toSorted(), [...new Set(letters)].toSorted(), 'no letter in two')
  const known = specs.flatMap(({ rules }) => rules.map(([, letter, number]) => `${letter}${number}`))
  assert.deepEqual(known.toSorted(), [...new Set(known)].toSorted(), 'no rule twice')
  const quoted = sources
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap((path) => [...readSource(path).matchAll(/\btest\(\s*(['"`])(.*?)\1/g)])
    .flatMap(([, , title = '']) => [...title.matchAll(/\[([A-Z]+\d+)\]/g)].map(([, rule]) => rule))
  assert.deepEqual(
    quoted.filter((rule) => !known.includes(rule!)),
    [],
  )
  assert.deepEqual(
    known.filter((rule) => !quoted.includes(rule)),
    [],
    'rules that no title quotes',
  )
})

const rulesBrokenBy = (text: string, path = 'src/core/area/area.ts') =>
  brokenHouseRules(path, text, new Set()).length

test('a file of 500 lines may stay and one of 501 may not, unless it is listed', () => {
  assert.equal(rulesBrokenBy('x\n'.repeat(500)), 0)
  assert.equal(rulesBrokenBy('x\n'.repeat(501)), 1)
  assert.deepEqual(brokenHouseRules('src/a.ts', 'x\n'.repeat(501), new Set(['src/a.ts'])), [])
})

test('attic names and names in other cases are refused, in folders too', () => {
  for (const path of [
    'src/core/utils.ts',
    'src/ui/helpers/x.ts',
    'src/platform/db/types.ts',
    'src/ui/myFile.ts',
  ]) {
    assert.equal(rulesBrokenBy('', path), 1, path)
  }
  for (const path of ['src/core/area/area.ts', 'src/platform/db/table-types.ts', 'src/core/common-area.ts']) {
    assert.equal(rulesBrokenBy('', path), 0, path)
  }
})

const BROKEN = [
  '// TODO: later',
  'const a = 1 // FIXME',
  "test.only('x', () => {})",
  "test('x', { only: true }, () => {})",
  "test.skip('x', () => {})",
  "test('x', { skip: true }, () => {})",
  't.skip()',
  '// @ts-expect-error',
  '// @ts-ignore',
  '// biome-ignore lint/suspicious/noExplicitAny: x',
  'const a: any = 1',
  'const a = b as any',
  'function f(a: string, b: any[]) {}',
  'const a = new Map<string, any>()',
]
const SOUND = [
  'const todoList = 1',
  "test.skip('x', () => {}) // the peer is not installed everywhere",
  "test('x', { skip: 'needs R' }, () => {})",
  "t.skip('needs the shared data')",
  '// @ts-expect-error the package types forget this option',
  '// biome-ignore lint/suspicious/noExplicitAny: Kysely takes any row here',
  'const a: any = 1 // the driver gives no type for a row',
  'const many: number = 1',
  "say('as any good neighbour would: any')",
  '// said of any area',
  ' * whatever: any person may ask',
  '/** Reads a table, any of them: any row. */',
]

test('unfinished, focused, skipped, suppressed and untyped code needs its reason', () => {
  for (const line of BROKEN) assert.equal(rulesBrokenBy(line), 1, line)
  for (const line of SOUND) assert.equal(rulesBrokenBy(line), 0, line)
})
