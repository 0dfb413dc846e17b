import type { z } from 'zod'
import { type Content, listOf } from '#core/proforma/entry.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { ProjectRecord } from './record.schema.ts'

/** What is wrong with a record, where: `entries[3].content.does`. */
export type RecordProblem = Readonly<{ path: string; text: string }>

export type ParsedRecord =
  | Readonly<{ ok: true; record: ProjectRecord }>
  | Readonly<{ ok: false; problems: readonly RecordProblem[]; more: number }>

const PROBLEMS_SHOWN = 50
const DEEPEST = 12
const MOST_VALUES = 2_000_000
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
const ANSWER_NAME = /^[A-Za-z][A-Za-z0-9]{0,59}$/
// Taken by the history of an entry for its own use.
const TAKEN = new Set(['entry'])

/** [P31] Reads a record out of a file's text: every problem with its place, or the whole record as it stands. */
export function parseRecord(file: string, now: Date): ParsedRecord {
  let data: unknown
  try {
    data = JSON.parse(file)
  } catch {
    return refusedFor([{ path: '', text: 'is not a JSON file, or was cut off before its end' }])
  }
  const hostile = hostileIn(data)
  if (hostile) return refusedFor([hostile])
  const parsed = ProjectRecord.safeParse(data, { error: sentenceOf })
  if (!parsed.success)
    return refusedFor(
      parsed.error.issues.map(({ path, message }) => ({ path: inWords(path), text: message })),
    )
  const problems = togetherWrong(parsed.data, now)
  return problems.length ? refusedFor(problems) : { ok: true, record: parsed.data }
}

function refusedFor(problems: readonly RecordProblem[]): ParsedRecord {
  const shown = problems.slice(0, PROBLEMS_SHOWN)
  return { ok: false, problems: shown, more: problems.length - shown.length }
}

/** The first thing in the file that no record has and that would harm whoever reads it. Walks without calling itself. */
function hostileIn(data: unknown): RecordProblem | null {
  const waiting: [value: unknown, path: (string | number)[]][] = [[data, []]]
  let values = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, path] = next
    const say = (text: string) => ({ path: inWords(path), text })
    if (++values > MOST_VALUES) return { path: '', text: 'has more values than any record has' }
    if (path.length > DEEPEST) return say('lies deeper than anything in a record')
    if (typeof value === 'string' && !isKeepable(value)) return say('has a character that cannot be kept')
    if (typeof value !== 'object' || value === null) continue
    for (const [key, one] of Object.entries(value)) {
      if (FORBIDDEN.has(key)) return say(`has the name “${key}”, which no record has`)
      if (!isKeepable(key)) return say('has a name with a character that cannot be kept')
      waiting.push([one, [...path, Array.isArray(value) ? Number(key) : key]])
    }
  }
  return null
}

// The database refuses NUL and halves of characters; other controls print as nothing anybody meant to write.
const isKeepable = (text: string) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text)

function togetherWrong(record: ProjectRecord, now: Date): RecordProblem[] {
  const problems: RecordProblem[] = []
  const say = (path: string, text: string) => problems.push({ path, text })
  if (!record.areaCodes.includes(record.areaCode)) say('areaCodes', 'does not hold the area of `areaCode`')
  record.steps.forEach(({ step, state, ready, signedOff, reopened }, index) => {
    const at = `steps[${index}]`
    if (step !== index + 1) say(`${at}.step`, 'is out of order: the eight steps follow one another')
    if (state === 'signed off' && !signedOff)
      say(`${at}.signedOff`, 'is missing from a step that is signed off')
    if (state === 'reopened' && !reopened) say(`${at}.reopened`, 'is missing from a step that was reopened')
    if (state === 'ready for sign-off' && !ready) say(`${at}.ready`, 'is missing from a step that is ready')
  })
  const kinds = new Map<string, string>()
  record.entries.forEach(({ id, kind }, index) => {
    if (kinds.has(id)) say(`entries[${index}].id`, 'is the id of another entry too')
    kinds.set(id, kind)
  })
  record.entries.forEach(({ kind, content }, index) => {
    const at = `entries[${index}].content`
    for (const name of Object.keys(content))
      if (!ANSWER_NAME.test(name) || TAKEN.has(name))
        say(`${at}.${name}`, 'is not a name that an answer can have')
    for (const field of kindOf(PLATFORM_TEMPLATE, kind)?.fields ?? []) {
      if (field.type !== 'entry' && field.type !== 'entries') continue
      for (const id of listOf(content as Content, field.name)) {
        const named = kinds.get(id)
        if (named === undefined) say(`${at}.${field.name}`, 'names an entry that is not in this record')
        else if (!field.kinds.includes(named))
          say(`${at}.${field.name}`, `names an entry of another kind, “${named}”`)
      }
    }
  })
  for (const [path, instant] of instantsOf(record))
    if (Date.parse(instant) > now.getTime()) say(path, 'is in the future')
  return problems
}

function* instantsOf(record: ProjectRecord): Generator<readonly [string, string]> {
  yield ['opened.at', record.opened.at]
  for (const part of ['prepared', 'decided', 'signedOff'] as const)
    yield [`decision.${part}.at`, record.decision[part].at]
  for (const [index, step] of record.steps.entries())
    for (const part of ['ready', 'signedOff', 'reopened'] as const)
      if (step[part]) yield [`steps[${index}].${part}.at`, step[part].at]
  for (const [index, entry] of record.entries.entries())
    for (const part of ['added', 'written', 'withdrawn'] as const)
      if (entry[part]) yield [`entries[${index}].${part}.at`, entry[part].at]
  for (const [index, { at }] of record.comments.entries()) yield [`comments[${index}].at`, at]
  for (const [index, { at }] of record.history.entries()) yield [`history[${index}].at`, at]
}

function inWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${String(part)}`,
    '',
  )
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

// Read after the place of the problem: `entries[3].version: must be a whole number`.
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing'
      return `must be ${EXPECTED[String(issue.expected)] ?? 'of another kind'}`
    case 'unrecognized_keys':
      return `has ${(issue.keys as string[]).map((key) => `“${key.slice(0, 60)}”`).join(', ')}, which a record of this format does not have`
    case 'invalid_value': {
      const values = issue.values as unknown[]
      return values.length === 1
        ? `must be “${String(values[0])}”`
        : `must be one of ${values.map(String).join(', ')}`
    }
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'is empty or too short'
        : `is less than ${issue.minimum}`
    case 'invalid_format':
      return 'is not written the way it should be'
    case 'invalid_union':
      return issue.note
        ? 'is not a kind of entry that this version of Wardmote knows'
        : 'is not one of the answers it can have'
    default:
      return issue.message ?? 'is not what it should be'
  }
}
