import type { PutOn } from '#features/pictures/index.ts'

// The shape of what the people of the demonstration force have written in their project at Ropewalk.

/** Somebody of the cast in `people.ts`. */
type Writer = 'officer' | 'constable' | 'sergeant' | 'inspector' | 'partner' | 'resident'

/** One entry. `week` is when it was written, counted from the opening; dates inside are made by {@link weekOf}. */
export type SeededEntry = Readonly<{
  /** Named by other entries' answers as `@key`. */
  key?: string
  kind: string
  by: Writer
  week: number
  content: Readonly<Record<string, string | number | readonly string[]>>
  /** What is drawn, where the entry is a picture. */
  drawn?: PutOn
}>

/** A day in an answer: so many weeks after the opening. */
export const weekOf = (week: number) => `week ${week}`
