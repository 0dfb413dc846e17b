import type { Command } from 'commander'
import { areaShapes, openStore, type Store, screen } from '#analytics/index.ts'
import { readConfig } from '#app/config/config.ts'
import { isForceSlug } from '#core/access/force-slug.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import { UNITS } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { CRITERIA, type CriterionKey } from '#core/screening/criterion.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import {
  exportText,
  parseShapes,
  readQuestion,
  terminalTable,
  weightField,
} from '#features/screening/index.ts'

const FORMATS = ['table', 'csv', 'json', 'geojson'] as const
type Format = (typeof FORMATS)[number]

/** What was typed after `wardmote screen`; nothing of it is checked yet. */
export type ScreenOptions = Readonly<{
  force: string
  unit?: string
  from?: string
  to?: string
  types?: string
  weights?: string
  format?: string
  all?: boolean
}>

export function addScreenCommand(program: Command): void {
  program
    .command('screen')
    .description('rank the areas of a force on what is loaded; results go to standard output')
    .requiredOption('--force <force>', 'as in the archive’s file names, such as leicestershire')
    .option('--unit <unit>', UNITS.join(', '), 'lsoa')
    .option('--from <month>', 'first month, as 2023-01; left out, the first there is')
    .option('--to <month>', 'last month, as 2025-12; left out, the last there is')
    .option('--types <types>', 'only these crime types, with commas between them')
    .option('--weights <weights>', `0 to 100 for criteria, as vulnerability=30,rate=0: ${keys().join(', ')}`)
    .option('--format <format>', FORMATS.join(', '), 'table')
    .option('--all', 'every area in the table, not the first 25')
    .action(async (options: ScreenOptions) => {
      const asked = readScreenOptions(options)
      if (!asked.ok) return refuse(asked.reason)
      const { storeFolder, analyticsMemoryMb } = readConfig(process.env)
      const store = await openStore({
        folder: storeFolder,
        memoryLimitMb: analyticsMemoryMb,
        clock: () => new Date(),
      })
      try {
        const answer = await screenText(store, asked.value)
        if (answer.ok) await print(answer.value)
        else refuse(answer.reason)
      } finally {
        await store.close()
      }
    })
}

export type AskedScreen = Readonly<{ question: ScreeningQuestion; format: Format; all: boolean }>

/** The question the options ask, or one sentence that says what is wrong with them. */
export function readScreenOptions(options: ScreenOptions): Outcome<AskedScreen, string> {
  const format = FORMATS.find((each) => each === (options.format ?? 'table'))
  if (!format) return refused(`--format is one of ${FORMATS.join(', ')}.`)
  if (!isForceSlug(options.force))
    return refused('--force is a force as the archive’s file names write it, such as leicestershire.')
  const weights = readWeights(options.weights ?? '')
  if (!weights.ok) return weights
  const { question, problems } = readQuestion(options.force as ForceSlug, {
    unit: [options.unit ?? ''],
    from: [options.from ?? ''],
    to: [options.to ?? ''],
    type: (options.types ?? '').split(','),
    ...weights.value,
  })
  const problem = problems[0]
  if (!problem) return done({ question, format, all: options.all === true })
  return refused(OPTION_WORDS[problem.field] ?? `--weights: ${problem.text}.`)
}

const OPTION_WORDS: Readonly<Record<string, string>> = {
  unit: `--unit is one of ${UNITS.join(', ')}.`,
  from: '--from is a month as 2023-01.',
  to: '--to is a month as 2025-12, not before --from.',
  type: '--types are crime types as published, with commas between them.',
}

function readWeights(text: string): Outcome<Record<string, string[]>, string> {
  const fields: Record<string, string[]> = {}
  for (const part of text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [key = '', weight = ''] = part.split('=').map((each) => each.trim())
    if (!keys().includes(key as CriterionKey))
      return refused(`--weights knows no criterion “${key.slice(0, 40)}”; there are ${keys().join(', ')}.`)
    if (!/^\d{1,3}$/.test(weight))
      return refused(`--weights: give ${key} a whole number, 0 to 100, as ${key}=30.`)
    fields[weightField(key as CriterionKey)] = [weight]
  }
  return done(fields)
}

/** What is printed, or the one sentence that says why there is nothing to print. */
export async function screenText(
  store: Store,
  { question, format, all }: AskedScreen,
): Promise<Outcome<string, string>> {
  const outcome = await screen(store, question)
  if (!outcome.ok) return refused(outcome.reason.sentence)
  if (format === 'table') return done(terminalTable(outcome.value, { all }))
  const shapes =
    format === 'geojson' ? await areaShapes(store, { force: question.force, unit: question.unit }) : null
  return done(exportText(format, outcome.value, shapes ? parseShapes(shapes) : []))
}

function keys(): CriterionKey[] {
  return CRITERIA.map(({ key }) => key)
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 2
}

// A reader such as `head` may go away before the end; that is no failure.
function print(text: string): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? done() : fail(error),
    )
    process.stdout.write(text, () => done())
  })
}
