import type { z } from 'zod'
import { type Content, listOf } from '#core/proforma/entry.ts'
import { PICTURE_KINDS } from '#core/proforma/steps/pictures.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { FILES_OF_AN_ENTRY } from '#core/record/recorded-file.ts'
import { ENTRIES_MOST, ProjectRecord } from './record.schema.ts'

/** What is wrong with a record, where: `entries[3].content.does`. */
export type RecordProblem = Readonly<{ path: string; text: string }>

export type ParsedRecord =
  | Readonly<{ ok: true; record: ProjectRecord }>
  /** `more`: how many problems more were met before reading stopped. */
  | Readonly<{ ok: false; problems: readonly RecordProblem[]; more: number }>

const PROBLEMS_SHOWN = 50
const NAMES_TOLD = 5
const DEEPEST = 12
const MOST_VALUES = 400_000
const LONGEST_LIST = 10_000
const MOST_NAMES = 300
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
  const shaped = inShape(data)
  if (!shaped.ok) return shaped
  const problems = togetherWrong(shaped.record, now)
  return problems.length ? refusedFor(problems) : shaped
}

// Entries are read one at a time, because a file full of wrong ones is refused by the first of them.
function inShape(data: unknown): ParsedRecord {
  const sent = (data as Readonly<{ entries?: unknown }> | null)?.entries
  const lines: readonly unknown[] = Array.isArray(sent) ? sent : []
  if (lines.length > ENTRIES_MOST)
    return refusedFor([{ path: 'entries', text: `has more than ${ENTRIES_MOST} lines` }])
  const whole = ProjectRecord.safeParse(lines.length ? { ...(data as object), entries: [] } : data, SAID)
  const problems = whole.success ? [] : problemsOf(whole.error)
  const entries: ProjectRecord['entries'] = []
  for (const [index, line] of lines.entries()) {
    const parsed = ProjectRecord.shape.entries.element.safeParse(line, SAID)
    if (parsed.success) entries.push(parsed.data)
    else problems.push(...problemsOf(parsed.error, ['entries', index]))
    if (problems.length > PROBLEMS_SHOWN) break
  }
  if (!whole.success || problems.length) return refusedFor(problems)
  return { ok: true, record: { ...whole.data, entries } }
}

function problemsOf({ issues }: z.core.$ZodError, at: readonly PropertyKey[] = []): RecordProblem[] {
  return issues.map(({ path, message }) => ({ path: inWords([...at, ...path]), text: message }))
}

function refusedFor(problems: readonly RecordProblem[]): ParsedRecord {
  const shown = problems.slice(0, PROBLEMS_SHOWN)
  return { ok: false, problems: shown, more: problems.length - shown.length }
}

/**
 * The first thing in the file that no record has and that would harm whoever reads it, or be slow to refuse one by one.
 * Looks at every value once; where something lies is only put together when it is found.
 */
function hostileIn(data: unknown): RecordProblem | null {
  let values = 0
  const found = lookInto(data, 0)
  return found && { path: inWords(found.path.reverse()), text: found.text }

  function lookInto(value: unknown, depth: number): Found | null {
    if (++values > MOST_VALUES) return { path: [], text: 'is where the file has more values than any record' }
    if (typeof value === 'string')
      return isKeepable(value) ? null : { path: [], text: 'has a character that cannot be kept' }
    if (typeof value !== 'object' || value === null) return null
    if (depth > DEEPEST) return { path: [], text: 'lies deeper than anything in a record' }
    if (Array.isArray(value)) {
      if (value.length > LONGEST_LIST)
        return { path: [], text: 'has more values than any record has in a list' }
      for (let index = 0; index < value.length; index++) {
        const found = lookInto(value[index], depth + 1)
        if (found) return within(found, index)
      }
      return null
    }
    const names = Object.keys(value)
    if (names.length > MOST_NAMES) return { path: [], text: 'has more names than anything in a record' }
    for (const name of names) {
      if (FORBIDDEN.has(name)) return { path: [], text: `has the name “${name}”, which no record has` }
      if (!isKeepable(name)) return { path: [], text: 'has a name with a character that cannot be kept' }
      const found = lookInto((value as Record<string, unknown>)[name], depth + 1)
      if (found) return within(found, name)
    }
    return null
  }
}

/** Something found, and the way to it from the inside out. */
type Found = Readonly<{ path: (string | number)[]; text: string }>

function within(found: Found, part: string | number): Found {
  found.path.push(part)
  return found
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
  for (const [index, { entry }] of record.escalations.entries())
    if (entry !== null && !kinds.has(entry))
      say(`escalations[${index}].entry`, 'names an entry that is not in this record')
  record.escalations.forEach(({ state, answer, withdrawn }, index) => {
    const at = `escalations[${index}]`
    if ((state === 'answered' || state === 'closed') && !answer)
      say(`${at}.answer`, 'is missing from what was answered')
    if (state === 'withdrawn' && !withdrawn) say(`${at}.withdrawn`, 'is missing from what was withdrawn')
  })
  problems.push(...drawingsWrong(record.drawings, kinds), ...filesWrong(record.files, kinds))
  for (const [path, instant] of instantsOf(record))
    if (Date.parse(instant) > now.getTime()) say(path, 'is in the future')
  return problems
}

function drawingsWrong(
  drawings: ProjectRecord['drawings'],
  entries: ReadonlyMap<string, string>,
): RecordProblem[] {
  const problems: RecordProblem[] = []
  const say = (path: string, text: string) => problems.push({ path, text })
  const drawn = new Set<string>()
  drawings.forEach(({ entry, elements, links }, index) => {
    const at = `drawings[${index}]`
    if (!PICTURE_KINDS.some(({ id }) => id === entries.get(entry)))
      say(`${at}.entry`, 'names no picture that is in this record')
    if (drawn.has(entry)) say(`${at}.entry`, 'names a picture that another drawing is in too')
    drawn.add(entry)
    const ids = new Set<string>()
    elements.forEach(({ id }, part) => {
      if (ids.has(id)) say(`${at}.elements[${part}].id`, 'is the id of another part of the picture too')
      ids.add(id)
    })
    const ways = new Set<string>()
    links.forEach(({ id, from, to }, part) => {
      if (ways.has(id)) say(`${at}.links[${part}].id`, 'is the id of another link of the picture too')
      ways.add(id)
      if (!ids.has(from) || !ids.has(to))
        say(`${at}.links[${part}]`, 'leads from or to something that is not on the picture')
    })
  })
  return problems
}

function filesWrong(files: ProjectRecord['files'], entries: ReadonlyMap<string, string>): RecordProblem[] {
  const problems: RecordProblem[] = []
  const say = (path: string, text: string) => problems.push({ path, text })
  const ids = new Set<string>()
  const live = new Map<string, number>()
  files.forEach(({ id, entry, path, withdrawn }, index) => {
    const at = `files[${index}]`
    if (ids.has(id)) say(`${at}.id`, 'is the id of another file too')
    ids.add(id)
    if (!path.startsWith(`files/${id}.`)) say(`${at}.path`, 'is not the file’s own: it begins with its id')
    if (!entries.has(entry)) say(`${at}.entry`, 'names an entry that is not in this record')
    if (withdrawn) return
    const count = (live.get(entry) ?? 0) + 1
    live.set(entry, count)
    if (count === FILES_OF_AN_ENTRY + 1)
      say(`${at}.entry`, `has more than the ${FILES_OF_AN_ENTRY} files that an entry can have`)
  })
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
  for (const [index, one] of record.escalations.entries())
    for (const part of ['raised', 'acknowledged', 'wasDone', 'closed', 'withdrawn'] as const)
      if (one[part]) yield [`escalations[${index}].${part}.at`, one[part].at]
  for (const [index, { endedAt }] of record.ratings.entries())
    if (endedAt) yield [`ratings[${index}].endedAt`, endedAt]
  for (const [index, { elements }] of record.drawings.entries())
    for (const [part, { addedAt, goneAt }] of elements.entries()) {
      yield [`drawings[${index}].elements[${part}].addedAt`, addedAt]
      if (goneAt) yield [`drawings[${index}].elements[${part}].goneAt`, goneAt]
    }
  for (const [index, file] of record.files.entries())
    for (const part of ['added', 'withdrawn'] as const)
      if (file[part]) yield [`files[${index}].${part}.at`, file[part].at]
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
    case 'unrecognized_keys': {
      const names = (issue.keys as string[]).slice(0, NAMES_TOLD).map((key) => `“${key.slice(0, 60)}”`)
      const more = issue.keys.length - names.length
      return `has ${names.join(', ')}${more ? ` and ${more} more` : ''}, which a record of this format does not have`
    }
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

const SAID = { error: sentenceOf }
