import { HOW_IT_LOOKS } from './how-it-looks.ts'
import type { SeededEntry } from './seeded-entry.ts'
import { THE_GROUP } from './the-group.ts'
import { WHAT_IS_DONE } from './what-is-done.ts'
import { WHAT_IS_HERE } from './what-is-here.ts'
import { WHO_SHARES_IT } from './who-shares-it.ts'

export { IN_BRIEF } from './in-brief.ts'
export type { SeededEntry } from './seeded-entry.ts'

/** The whole record in the order of its steps, so that each entry names only what stands already. */
export const ROPEWALK: readonly SeededEntry[] = [
  ...WHAT_IS_HERE,
  ...WHO_SHARES_IT,
  ...HOW_IT_LOOKS,
  ...THE_GROUP,
  ...WHAT_IS_DONE,
]
