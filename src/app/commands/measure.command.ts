import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { MEASURE_NAMES, MeasureInputError, measure } from '#analytics/measures/named-measure.ts'

export function addMeasureCommand(program: Command): void {
  program
    .command('measure')
    .description('one statistic on JSON from standard input, as JSON on standard output')
    .argument('<name>', MEASURE_NAMES.join(', '))
    .action(async (name: string) => {
      const answer = measureText(name, await text(process.stdin))
      if (answer.ok) process.stdout.write(`${answer.json}\n`)
      else {
        process.stderr.write(`${answer.sentence}\n`)
        process.exitCode = 2
      }
    })
}

/** What the command prints: JSON of the result, or the one sentence that says what is wrong with the input. */
export function measureText(
  name: string,
  input: string,
): { ok: true; json: string } | { ok: false; sentence: string } {
  try {
    return { ok: true, json: JSON.stringify(measure(name, parseJson(input))) }
  } catch (error) {
    if (error instanceof MeasureInputError) return { ok: false, sentence: error.message }
    throw error
  }
}

function parseJson(input: string): unknown {
  try {
    return JSON.parse(input.replace(/^\uFEFF/, ''))
  } catch {
    throw new MeasureInputError('The input is not JSON.')
  }
}
