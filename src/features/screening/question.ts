import type { ForceSlug } from '#core/access/viewer.ts'
import { UNITS, type Unit } from '#core/area/area.ts'
import { CRITERIA, type CriterionKey, DEFAULT_WEIGHTS, type Weights } from '#core/screening/criterion.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { type IsoMonth, parseMonth } from '#core/time/month.ts'

/** The words for a unit: one and many. */
export const UNIT_WORDS: Readonly<Record<Unit, readonly [one: string, many: string]>> = {
  lsoa: ['small area (LSOA)', 'small areas (LSOAs)'],
  msoa: ['middle-layer area (MSOA)', 'middle-layer areas (MSOAs)'],
  neighbourhood: ['neighbourhood', 'neighbourhoods'],
}

export type QuestionProblem = Readonly<{ field: string; text: string }>
export type ReadQuestion = Readonly<{ question: ScreeningQuestion; problems: readonly QuestionProblem[] }>

const MOST_TYPES = 40
const LONGEST_TYPE = 80

/**
 * The question an address asks [S3]. What is left out takes its default; what is wrong is told, and its default stands
 * in its place. `queries` gives every value sent under a name.
 */
export function readQuestion(
  force: ForceSlug,
  queries: Readonly<Record<string, readonly string[] | undefined>>,
): ReadQuestion {
  const problems: QuestionProblem[] = []
  const first = (name: string) => queries[name]?.[0]?.trim() ?? ''
  const month = (name: 'from' | 'to'): IsoMonth | undefined => {
    const text = first(name)
    if (text === '') return undefined
    const parsed = parseMonth(text)
    if (!parsed)
      problems.push({
        field: name,
        text: `Write the ${WHICH[name]} month as year-month, like 2024-03 for March 2024`,
      })
    return parsed ?? undefined
  }
  const unit = readUnit(first('unit'), problems)
  const [from, to] = [month('from'), month('to')]
  if (from && to && to < from) problems.push({ field: 'to', text: 'The last month is before the first' })
  return {
    question: {
      force,
      unit,
      from,
      to,
      types: readTypes(queries.type ?? [], problems),
      weights: readWeights(first, problems),
    },
    problems,
  }
}

const WHICH = { from: 'first', to: 'last' } as const

function readUnit(text: string, problems: QuestionProblem[]): Unit {
  if (text === '') return 'lsoa'
  const unit = UNITS.find((each) => each === text)
  if (!unit) problems.push({ field: 'unit', text: 'Choose what to rank from the list' })
  return unit ?? 'lsoa'
}

function readTypes(sent: readonly string[], problems: QuestionProblem[]): string[] {
  const types = [...new Set(sent.map((type) => type.trim()).filter((type) => type !== ''))].sort()
  if (types.length <= MOST_TYPES && types.every((type) => type.length <= LONGEST_TYPE)) return types
  problems.push({ field: 'type', text: 'Choose crime types from the list' })
  return []
}

function readWeights(first: (name: string) => string, problems: QuestionProblem[]): Weights {
  const weights: Record<CriterionKey, number> = { ...DEFAULT_WEIGHTS }
  for (const { key, label } of CRITERIA) {
    const text = first(weightField(key))
    if (text === '') continue
    const weight = Number(text)
    if (/^\d{1,3}$/.test(text) && weight <= 100) weights[key] = weight
    else
      problems.push({ field: weightField(key), text: `The weight of “${label}” is a whole number, 0 to 100` })
  }
  if (Object.values(weights).some((weight) => weight > 0)) return weights
  problems.push({ field: weightField('vulnerability'), text: 'Give at least one criterion a weight above 0' })
  return DEFAULT_WEIGHTS
}

/** Name of the field, and of the address's part, that carries a criterion's weight. */
export function weightField(key: CriterionKey): string {
  return `weight-${key}`
}

/**
 * The address's query for a question, always the same for the same question; defaults are left out, so the plain
 * question is the plain address.
 */
export function questionParts(question: ScreeningQuestion): [name: string, value: string][] {
  const parts: [string, string][] = []
  if (question.unit !== 'lsoa') parts.push(['unit', question.unit])
  if (question.from) parts.push(['from', question.from])
  if (question.to) parts.push(['to', question.to])
  for (const type of [...(question.types ?? [])].sort()) parts.push(['type', type])
  for (const { key, defaultWeight } of CRITERIA) {
    const weight = question.weights?.[key] ?? defaultWeight
    if (weight !== defaultWeight) parts.push([weightField(key), String(weight)])
  }
  return parts
}

/** `path` asking that question and, after it, for these. */
export function addressOf(
  path: string,
  question: ScreeningQuestion,
  extra: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const query = new URLSearchParams(questionParts(question))
  for (const [name, value] of Object.entries(extra))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

export function areaAddress(code: string, question: ScreeningQuestion): string {
  return addressOf(`/screening/areas/${encodeURIComponent(code)}`, question)
}

/** True when the weights are the platform's own. */
export function hasDefaultWeights(question: ScreeningQuestion): boolean {
  return CRITERIA.every(
    ({ key, defaultWeight }) => (question.weights?.[key] ?? defaultWeight) === defaultWeight,
  )
}

/** `all crime types`, or the types asked for. */
export function typesInWords(types: readonly string[]): string {
  return types.length === 0 ? 'all crime types' : types.join(', ')
}
