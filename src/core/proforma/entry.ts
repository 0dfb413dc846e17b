import type { PersonId } from '#core/access/viewer.ts'
import type { Brand } from '#core/brand.ts'

export type EntryId = Brand<string, 'EntryId'>

/** An answer as it is kept; see `Field` for the shapes. */
export type Answer = string | number | readonly string[] | null

/** What an entry says, by field name. Names that the template does not ask for any more stay, so nothing is lost. */
export type Content = Readonly<Record<string, Answer>>

/** Where an entry came from: filled by the screening, written here, typed in from paper, or read from a file. */
export const ORIGINS = ['screening', 'person', 'as received', 'imported'] as const
export type Origin = (typeof ORIGINS)[number]

/** One attributed and dated line of a project's record: an asset, a tie, an intervention. */
export type Entry = Readonly<{
  id: EntryId
  /** Of the template: `asset`. */
  kind: string
  /** Order on the page, within its kind. */
  position: number
  content: Content
  origin: Origin
  added: Readonly<{ by: PersonId; as: string; at: Date }>
  /** The latest writing; equal to `added` until somebody corrects it. */
  written: Readonly<{ by: PersonId; as: string; at: Date }>
  withdrawn: Readonly<{ as: string; at: Date; why: string }> | null
  version: number
}>

/** An entry before anybody has written it. */
export type NewEntry = Readonly<{ kind: string; content: Content }>

/** Text of a field, `''` where there is none. */
export function textOf(content: Content, name: string): string {
  const answer = content[name]
  return typeof answer === 'string' ? answer : typeof answer === 'number' ? String(answer) : ''
}

/** A field's list, empty where there is none. */
export function listOf(content: Content, name: string): readonly string[] {
  const answer = content[name]
  return Array.isArray(answer) ? answer : typeof answer === 'string' && answer ? [answer] : []
}
