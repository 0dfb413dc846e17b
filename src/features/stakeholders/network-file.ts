import { parseContent } from '#core/proforma/content.schema.ts'
import { type Content, listOf, textOf } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'

/** What is wrong with a file, and where; `line` is `null` where it is the file as a whole. */
export type FileProblem = Readonly<{ file: string; line: number | null; text: string }>

/** A stakeholder or a tie as a file has it: texts by the field's own name or its short one, lower case. */
export type FileRecord = Readonly<{ file: string; line: number; texts: Readonly<Record<string, string>> }>

/** A tie's two ends are told by `from` and `to`: names, or in GraphML the numbers that the file itself gives. */
export type NetworkFile = Readonly<{
  people: readonly (FileRecord & Readonly<{ ref: string | null }>)[]
  ties: readonly FileRecord[]
  problems: readonly FileProblem[]
}>

/** What is already on the project, by which a file's records are told to be there. */
export type Known = Readonly<{
  people: readonly Readonly<{ id: string; name: string }>[]
  /** Ends as ids, either way round. */
  ties: readonly Readonly<{ from: string; to: string; kind: string }>[]
}>

export type PlannedEntry = Readonly<{ kind: 'stakeholder' | 'tie'; id: string; content: Content }>

/** What loading a file would do; nothing is done where there is any problem. */
export type ImportPlan = Readonly<{
  entries: readonly PlannedEntry[]
  /** Names of those who would be added. */
  people: readonly string[]
  ties: number
  /** On the project already, and left as they are. */
  knownPeople: number
  knownTies: number
  problems: readonly FileProblem[]
}>

export const MOST_PEOPLE = 2000
export const MOST_TIES = 10_000

const plain = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Works out what loading would add, and everything that is wrong, by file and line. */
export function planImport(
  files: readonly NetworkFile[],
  kinds: Readonly<{ stakeholder: EntryKind; tie: EntryKind }>,
  known: Known,
  newId: () => string,
): ImportPlan {
  const tooMany = moreThanMost(files)
  if (tooMany) return { entries: [], people: [], ties: 0, knownPeople: 0, knownTies: 0, problems: [tooMany] }
  const problems = files.flatMap((file) => file.problems)
  const entries: PlannedEntry[] = []
  const byName = new Map<string, string[]>()
  for (const { id, name } of known.people) byName.set(plain(name), [...(byName.get(plain(name)) ?? []), id])
  const isKnown = new Set(byName.keys())
  const lineOf = new Map<string, number>()
  const byRef = new Map<string, string>()
  const names: string[] = []
  let knownPeople = 0
  for (const record of files.flatMap(({ people }) => people)) {
    const parsed = read(kinds.stakeholder, record, {})
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      // A tie to somebody who is wrong is not wrong for that.
      if (record.texts.name) byName.set(plain(record.texts.name), ['wrong'])
      if (record.ref) byRef.set(`${record.file} ${record.ref}`, 'wrong')
      continue
    }
    const name = textOf(parsed.content, 'name')
    const before = lineOf.get(plain(name))
    if (before !== undefined) {
      problems.push({ ...place(record), text: `“${name}” is on line ${before} already` })
      continue
    }
    lineOf.set(plain(name), record.line)
    const same = byName.get(plain(name))
    if (same && isKnown.has(plain(name))) {
      knownPeople++
      if (same.length > 1)
        problems.push({ ...place(record), text: `There are several called “${name}” on this project` })
      if (record.ref) byRef.set(`${record.file} ${record.ref}`, same[0]!)
      continue
    }
    const id = newId()
    byName.set(plain(name), [id])
    if (record.ref) byRef.set(`${record.file} ${record.ref}`, id)
    names.push(name)
    entries.push({ kind: 'stakeholder', id, content: parsed.content })
  }
  const pair = (from: string, to: string, kind: string) => `${[from, to].sort().join(' ')} ${kind}`
  const there = new Set(known.ties.map(({ from, to, kind }) => pair(from, to, kind)))
  let ties = 0
  let knownTies = 0
  for (const record of files.flatMap((file) => file.ties)) {
    const ends = (['from', 'to'] as const).map((end) => endOf(record, end))
    if (ends.some((id) => id === null)) continue
    const [from, to] = ends as [string, string]
    if (from === 'wrong' || to === 'wrong') continue
    const parsed = read(kinds.tie, record, { from, to })
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    const key = pair(from, to, textOf(parsed.content, 'kind'))
    if (there.has(key)) {
      knownTies++
      continue
    }
    there.add(key)
    ties++
    entries.push({ kind: 'tie', id: newId(), content: parsed.content })
  }
  if (problems.length === 0 && names.length + ties + knownPeople + knownTies === 0)
    problems.push({ file: '', line: null, text: 'There is no stakeholder and no tie in what was sent' })
  return { entries, people: names, ties, knownPeople, knownTies, problems }

  function endOf(record: FileRecord, end: 'from' | 'to'): string | null {
    const said = record.texts[end] ?? ''
    const wrong = (text: string) => {
      problems.push({ ...place(record), text })
      return null
    }
    if (!said)
      return wrong(
        end === 'from' ? 'It does not say who one of the two is' : 'It does not say who the other is',
      )
    const byOwn = byRef.get(`${record.file} ${said}`)
    if (byOwn) return byOwn
    const ids = byName.get(plain(said)) ?? []
    if (ids.length === 0)
      return wrong(`Nobody is called “${said.slice(0, 80)}”, in the files or on this project`)
    if (ids.length > 1) return wrong(`There are several called “${said.slice(0, 80)}” on this project`)
    return ids[0]!
  }
}

// Told before anything is read: a file of a few megabytes has room for a million lines.
function moreThanMost(files: readonly NetworkFile[]): FileProblem | null {
  const count = (of: 'people' | 'ties') => files.reduce((sum, file) => sum + file[of].length, 0)
  if (count('people') <= MOST_PEOPLE && count('ties') <= MOST_TIES) return null
  return {
    file: files.flatMap(({ people, ties }) => [people[0], ties[0]]).find((record) => record)?.file ?? '',
    line: null,
    text: `At most ${MOST_PEOPLE} stakeholders and ${MOST_TIES} ties can be loaded at once`,
  }
}

type Read =
  | Readonly<{ ok: true; content: Content }>
  | Readonly<{ ok: false; problems: readonly FileProblem[] }>

// A file may say a choice by its value or by its words, in any case.
function read(kind: EntryKind, record: FileRecord, ends: Readonly<Record<string, string>>): Read {
  const problems: FileProblem[] = []
  const raw: Record<string, unknown> = { ...ends }
  for (const field of kind.fields) {
    if (field.name in ends) continue
    const text = record.texts[field.name.toLowerCase()] ?? record.texts[field.short.toLowerCase()] ?? ''
    raw[field.name] = answer(field, text, (wrong) =>
      problems.push({ ...place(record), text: `“${wrong.slice(0, 80)}” is no answer to “${field.short}”` }),
    )
  }
  const parsed = parseContent(kind, raw)
  if (!parsed.ok && problems.length === 0)
    problems.push(...parsed.problems.map(({ text }) => ({ ...place(record), text })))
  return parsed.ok && problems.length === 0 ? parsed : { ok: false, problems }
}

function answer(field: Field, text: string, isWrong: (text: string) => void): unknown {
  if (field.type !== 'one of' && field.type !== 'any of') return field.type === 'line' ? text.trim() : text
  const choice = (said: string) => {
    const found = field.choices.find(({ value, text }) => [value, text.toLowerCase()].includes(plain(said)))
    if (!found) isWrong(said)
    return found?.value
  }
  if (field.type === 'one of') return text.trim() ? choice(text) : ''
  return text
    .split(';')
    .filter((one) => one.trim())
    .map(choice)
}

const place = ({ file, line }: FileRecord) => ({ file, line })

/** An answer as a file has it: choices in words, several parted by semicolons. */
export function fileText(field: Field, content: Content): string {
  if (field.type !== 'one of' && field.type !== 'any of') return textOf(content, field.name)
  return listOf(content, field.name)
    .map((value) => field.choices.find((choice) => choice.value === value)?.text ?? value)
    .join('; ')
}
