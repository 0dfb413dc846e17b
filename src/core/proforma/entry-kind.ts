import type { Content } from './entry.ts'
import type { Field } from './field.ts'

export const STEP_NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8] as const
export type StepNumber = (typeof STEP_NUMBERS)[number]

/** What is wrong with one answer, or with several together. */
export type ContentProblem = Readonly<{ field: string; text: string }>

/** One kind of entry that a step's record is made of, and the questions asked of it. */
export type EntryKind = Readonly<{
  /** Stable in records and files: `asset`. */
  id: string
  /** In addresses: `/projects/AVE-2026-001/assets`. */
  path: string
  step: StepNumber
  /** With its article: `an asset`. */
  one: string
  /** As a heading: `Assets`. */
  many: string
  /** What belongs here, in one or two sentences. */
  about: string
  /** One entry as a good one would be written, made up. */
  example: string
  whenEmpty: string
  /** The first names the entry, unless {@link titleOf} does. */
  fields: readonly [Field, ...Field[]]
  /** Questions that an earlier version of the force's template asked: not asked, but their answers are shown. */
  earlier?: readonly Field[]
  /** Names an entry where no single field does; `nameOf` gives the title of another entry. */
  titleOf?: (content: Content, nameOf: (id: string) => string) => string
  /** What partners and residents on the project may do with this kind. */
  forMembers: 'write' | 'read' | 'none'
  /** The working group's own: its members correct and withdraw these whoever wrote them. */
  isGroups?: boolean
  /** Written only by a supervisor of rank sergeant or above. */
  isSupervisors?: boolean
  /** Fields shown in the table of all of them, beside the title; without it, all but long texts. */
  columns?: readonly string[]
  /** Problems of several answers together. */
  check?: (content: Content) => readonly ContentProblem[]
  /** How many there must be before the step is signed off. */
  atLeast?: number
  /**
   * Answers that are kept up while the work goes on [P24]: whoever the answer `by` names may give them too, and a change
   * of them alone reopens nothing.
   */
  keptUp?: Readonly<{ by: string; fields: readonly string[] }>
  /** Tells what came of what was signed off: writing one reopens nothing [P24]. */
  isAfterwards?: boolean
  /** The day (`YYYY-MM-DD`) on which any of these answers last changed is kept beside them, under the name `on` [P25]. */
  dated?: Readonly<{ fields: readonly string[]; on: string }>
}>

/** What an entry is called in lists, links and messages; never empty. */
export function entryTitle(kind: EntryKind, content: Content, nameOf: (id: string) => string): string {
  if (kind.titleOf) return kind.titleOf(content, nameOf) || 'Without a name'
  const answer = content[kind.fields[0].name]
  return typeof answer === 'string' && answer ? answer : 'Without a name'
}
