import { availableParallelism } from 'node:os'
import { relative, resolve } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ROOT } from '#tests/support/import-graph.ts'

export type Totals = Readonly<{ passed: number; failed: number; skipped: number; skips: readonly string[] }>

export const NOTHING_RUN: Totals = { passed: 0, failed: 0, skipped: 0, skips: [] }

export const plus = (one: Totals, other: Totals): Totals => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  skips: [...one.skips, ...other.skips],
})

// Minutes each; begun last, one would run on alone.
const LONGEST = ['journeys/killed', 'journeys/eight-steps', 'journeys/leicestershire', 'killed', 'journeys/']

function byLength(a: string, b: string): number {
  const place = (file: string) => LONGEST.findIndex((part) => file.includes(part)) + 1 || LONGEST.length + 1
  return place(a) - place(b)
}

// One test, hooks included: a stuck one must not take the whole run with it.
const TIMEOUT_MS = 300_000

// Each now and then waits for its server, its browser or a clock; another one works meanwhile.
const CONCURRENCY = availableParallelism() + 1

/**
 * Runs test files, each in a process of its own, one more at a time than there are processors. Prints a line a file, and
 * for a failure its title, place, reason and what the file printed.
 */
export async function runFiles(files: readonly string[]): Promise<Totals> {
  if (!files.length) {
    console.log('  no test files')
    return NOTHING_RUN
  }
  const skips: string[] = []
  const printed = new Map<string, string>()
  const silent = new Set(files.map((file) => resolve(ROOT, file)))
  let totals = NOTHING_RUN
  const inOrder = files.toSorted(byLength)
  const events = run({ files: inOrder, concurrency: CONCURRENCY, timeout: TIMEOUT_MS, cwd: ROOT })
  // Without a reader of its own the stream holds back what comes after its buffer is full.
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      printed.set(data.file, (printed.get(data.file) ?? '') + data.message)
    }
    if (type === 'test:pass' && typeof data.skip === 'string') skips.push(`${data.name}: ${data.skip}`)
    if (type === 'test:fail' && isOwnFailure(data.details.error)) {
      const place = data.file ? `${relative(ROOT, data.file)}:${data.line ?? 1}` : ''
      console.log(`  ✖ ${data.name}\n    ${place}\n${indented(reasonOf(data.details.error))}`)
    }
    if (type === 'test:summary' && data.file) {
      if (data.counts.tests) silent.delete(data.file)
      const { counts, success } = data
      const seconds = (data.duration_ms / 1000).toFixed(1)
      console.log(
        `  ${success ? '✔' : '✖'} ${relative(ROOT, data.file)}  ${counts.tests} tests, ${seconds} s`,
      )
      if (!success && printed.has(data.file)) console.log(indented(printed.get(data.file) ?? ''))
    }
    if (type === 'test:summary' && !data.file) {
      const { counts } = data
      const failed = counts.failed + counts.cancelled
      // A file that dies before its first test counts no failed test but does not succeed.
      totals = {
        passed: counts.passed,
        failed: !data.success && failed === 0 ? 1 : failed,
        skipped: counts.skipped + counts.todo,
        skips,
      }
    }
  }
  // Node counts a file that ran no test as a test of its own, and as passed when it exits with 0.
  for (const file of silent) {
    console.log(`  ✖ ${relative(ROOT, file)}  ran no test\n${indented(printed.get(file) ?? '')}`)
  }
  return silent.size ? { ...totals, failed: Math.max(totals.failed, silent.size) } : totals
}

// A parent fails when a child does; the child has said why.
const isOwnFailure = (error: Error & { failureType?: unknown }) => error.failureType !== 'subtestsFailed'

function reasonOf(error: Error): string {
  const cause = error.cause
  if (cause instanceof Error) return cause.stack ?? cause.message
  return typeof cause === 'string' ? cause : inspect(cause ?? error)
}

const indented = (text: string) => text.trimEnd().replace(/^/gm, '    ')
