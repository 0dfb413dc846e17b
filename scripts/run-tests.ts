// npm test                      everything, phase by phase, stopping after the first phase that fails
// npm test -- unit browser      those phases
// npm test -- measures/         the test files whose path holds these words, in whichever phase they are
// npm test -- database          what opens a database, without the browser: for DATABASE_URL, see .ci/run
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { importsOf, listSources, ROOT, reachedFrom, readSource } from '#tests/support/import-graph.ts'
import { keepStartedFolder } from '#tests/support/server.ts'
import { NOTHING_RUN, plus, runFiles, type Totals } from './run-files.ts'

type Outcome = Totals | 'passed' | 'failed'
type Phase = Readonly<{ name: string; run: (chosen: readonly string[]) => Promise<Outcome> }>

const reached = reachedByTests()
const files = sortedTestFiles()
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  types: [
    ['typescript/bin/tsc', '-p', 'tsconfig.json'],
    ['typescript/bin/tsc', '-p', 'tsconfig.pure.json'],
  ],
  lint: [['@biomejs/biome/bin/biome', 'check', '.']],
}
const filesPhase = (name: string, of: readonly string[]): Phase => ({
  name,
  run: async (chosen) => {
    const asked = chosen.length ? of.filter((file) => chosen.includes(file)) : of
    if (asked.some((file) => reached.get(file)?.has('tests/support/server.ts')))
      forget ??= await keepStartedFolder()
    return runFiles(asked)
  },
})
const COMMAND_PHASES: readonly Phase[] = Object.entries(COMMANDS).map(([name, commands]) => ({
  name,
  run: async () => runCommands(commands),
}))
const PHASES: readonly Phase[] = [
  ...COMMAND_PHASES,
  ...Object.entries(files).map(([name, of]) => filesPhase(name, of)),
]
// The longest of the unit tests would be alone at its phase's end, so that nothing ran beside it.
const EVERYTHING: readonly Phase[] = [
  ...COMMAND_PHASES,
  filesPhase('architecture', files.architecture),
  filesPhase('unit and integration', [...files.unit, ...files.integration]),
  filesPhase('browser', files.browser),
]
let forget: (() => Promise<void>) | undefined

process.chdir(ROOT)
// Each test file is a process that reads some hundreds of sources.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/compiled')
try {
  process.exitCode = await main(process.argv.slice(2))
} finally {
  await forget?.()
}

async function main(asked: string[]): Promise<number> {
  const names = PHASES.map((phase) => phase.name)
  const words = asked.filter((word) => word !== 'database' && !names.includes(word))
  const chosen = new Set<string>()
  if (asked.includes('database')) for (const file of files.integration) chosen.add(file)
  for (const file of Object.values(files).flat())
    if (words.some((word) => file.includes(word))) chosen.add(file)
  if (words.length && !chosen.size) {
    console.error(`No test file's path holds ${words.map((word) => `“${word}”`).join(' or ')}.`)
    return 1
  }
  const phases = PHASES.filter(
    ({ name }) =>
      asked.includes(name) || (files as Record<string, string[]>)[name]?.some((file) => chosen.has(file)),
  )
  return await runPhases(asked.length ? phases : EVERYTHING, asked, [...chosen])
}

async function runPhases(phases: readonly Phase[], asked: string[], chosen: string[]): Promise<number> {
  let totals = NOTHING_RUN
  let failed = ''
  const times: string[] = []
  for (const phase of phases) {
    console.log(`\n── ${phase.name}`)
    const started = performance.now()
    const outcome = await phase.run(asked.includes(phase.name) ? [] : chosen)
    times.push(`${phase.name} ${((performance.now() - started) / 1000).toFixed(1)} s`)
    if (typeof outcome === 'object') totals = plus(totals, outcome)
    if (outcome === 'failed' || (typeof outcome === 'object' && outcome.failed)) {
      failed = phase.name
      break
    }
  }
  console.log(`\n${times.join(' · ')}`)
  for (const why of new Set(totals.skips)) console.log(`skipped: ${why}`)
  if (failed)
    console.log(
      `\nThe ${failed} phase failed${phases.at(-1)?.name === failed ? '' : '; those after it did not run'}.`,
    )
  if (totals.passed + totals.failed + totals.skipped > 0) {
    console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
  }
  return failed ? 1 : 0
}

function runCommands(commands: readonly (readonly string[])[]): Outcome {
  for (const [script = '', ...args] of commands) {
    const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (status !== 0) return 'failed'
  }
  return 'passed'
}

// A test file says what it needs by what it imports, however far away: tests/support/browser.ts makes it a browser
// test, tests/support/database.ts an integration test; the rest need neither.
function sortedTestFiles(): Record<'architecture' | 'unit' | 'integration' | 'browser', string[]> {
  const sorted = { architecture: [], unit: [], integration: [], browser: [] } as ReturnType<
    typeof sortedTestFiles
  >
  for (const [file, needs] of reached) {
    if (/^tests\/(architecture|house)\.test\.ts$/.test(file)) sorted.architecture.push(file)
    else if (needs.has('tests/support/browser.ts')) sorted.browser.push(file)
    else if (needs.has('tests/support/database.ts')) sorted.integration.push(file)
    else sorted.unit.push(file)
  }
  return sorted
}

function reachedByTests(): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = listSources()
  const imports = sources.flatMap((path) => importsOf(path, readSource(path)))
  const tests = sources.filter((path) => path.endsWith('.test.ts'))
  return new Map(tests.map((file) => [file, reachedFrom(file, imports)]))
}
