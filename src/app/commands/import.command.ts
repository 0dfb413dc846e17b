import type { Command } from 'commander'
import { type ImportProgress, type ImportReport, openStore } from '#analytics/index.ts'
import { readConfig } from '#app/config/config.ts'

const REFUSED = 2

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('load data.police.uk archives, indicator tables, boundaries and look-ups into the store')
    .argument('<paths...>', 'zip archives, folders, CSV or GeoJSON files (also .gz)')
    .option('--report <format>', 'print the quality report as one object: json')
    .action(async (paths: string[], options: { report?: string }) => {
      if (options.report !== undefined && options.report !== 'json') {
        process.stderr.write(`The report can be printed as json, not as ${options.report}.\n`)
        process.exitCode = REFUSED
        return
      }
      await runImportCommand(paths, options.report === 'json')
    })
}

async function runImportCommand(paths: readonly string[], asJson: boolean): Promise<void> {
  const { storeFolder, analyticsMemoryMb } = readConfig(process.env)
  const store = await openStore({
    folder: storeFolder,
    memoryLimitMb: analyticsMemoryMb,
    clock: () => new Date(),
  })
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('stopped'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const bar = progressWriter(process.stderr)
  try {
    const outcome = await store.import(paths, {
      by: 'command line',
      onProgress: bar.show,
      signal: stopping.signal,
    })
    bar.end()
    if (!outcome.ok) {
      process.stderr.write(`${outcome.reason.sentence}\n`)
      process.exitCode = REFUSED
    } else {
      process.stdout.write(asJson ? `${JSON.stringify(outcome.value)}\n` : summary(outcome.value))
    }
  } catch (error) {
    bar.end()
    if (!stopping.signal.aborted) throw error
    process.stderr.write(
      'Stopped; nothing was changed. The same import goes on from here when it is run again.\n',
    )
    process.exitCode = 1
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await store.close()
  }
}

const STAGES = { reading: 'Reading', checking: 'Checking', saving: 'Saving', done: 'Done' } as const
const BAR_WIDTH = 30
const PLAIN_EVERY_MS = 2000

/** A bar that redraws itself on a terminal; elsewhere a line now and then, so that a log stays readable. */
function progressWriter(out: NodeJS.WriteStream): { show(progress: ImportProgress): void; end(): void } {
  let isDrawn = false
  let linePrintedAt = Number.NEGATIVE_INFINITY
  let stage = ''
  return {
    show(progress) {
      const line = progressLine(progress)
      if (out.isTTY) {
        out.write(`\r\x1b[K${line}`)
        isDrawn = true
        return
      }
      const now = performance.now()
      if (progress.stage === stage && now - linePrintedAt < PLAIN_EVERY_MS) return
      linePrintedAt = now
      stage = progress.stage
      out.write(`${line}\n`)
    },
    end() {
      if (isDrawn) out.write('\n')
    },
  }
}

function progressLine({ stage, filesDone, files, rows, bytesDone, bytes }: ImportProgress): string {
  const share = bytes > 0 ? bytesDone / bytes : 0
  const filled = Math.round(share * BAR_WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  return `${STAGES[stage]} ${bar} ${Math.floor(share * 100)} %  ${filesDone} of ${files} files  ${whole(rows)} rows`
}

function whole(number: number): string {
  return number.toLocaleString('en-GB')
}

/** What a person at a terminal needs of the report; all of it is kept in the store. */
export function summary(report: ImportReport): string {
  const lines = [
    `Files                          ${whole(report.files)}`,
    `Rows read                      ${whole(report.rowsRead)}`,
    `Rows loaded                    ${whole(report.rowsLoaded)}`,
    ...Object.entries(report.rowsByKind)
      .filter(([, rows]) => rows > 0)
      .map(([kind, rows]) => `  ${kind.padEnd(29)}${whole(rows)}`),
    `Rows refused                   ${whole(report.rowsRefused)}`,
    ...Object.entries(report.refusedByReason).map(([reason, rows]) => {
      const first = report.refusedExamples[reason]?.[0]
      return `  ${whole(rows)}: ${reason}${first ? ` (first: ${first.file}, line ${first.line})` : ''}`
    }),
    `Rows without a location        ${whole(report.rowsWithoutLocation)}`,
    `Rows with a location, no LSOA  ${whole(report.rowsWithoutLsoa)}`,
    `Rows repeating a Crime ID      ${whole(report.repeatedCrimeIds.rows)} (${whole(report.repeatedCrimeIds.exactRows)} the same in every column, loaded once)`,
    `Identical rows without an ID   ${whole(report.identicalRowsWithoutId)} (kept)`,
    `Rows outside the force         ${whole(report.rowsOutsideForce)}`,
    ...(report.rowsByKind.outcomes > 0
      ? [
          `Outcomes joined to a crime     ${whole(report.outcomes.joined)} (${whole(report.outcomes.unmatched)} not)`,
        ]
      : []),
  ]
  for (const [force, months] of Object.entries(report.months)) {
    const unknown = report.monthsUnknown[force as keyof typeof report.monthsUnknown] ?? []
    const gaps = unknown.length === 0 ? 'none missing' : `unknown: ${unknown.join(', ')}`
    lines.push(`${force}: ${months.length} months, ${months[0]} to ${months.at(-1)}, ${gaps}`)
  }
  return `${[...lines, ...report.notes].join('\n')}\n`
}
