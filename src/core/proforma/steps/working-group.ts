import type { EntryKind } from '../entry-kind.ts'

/** Step 5: the people able to change things, their meetings and what they agree. */
export const WORKING_GROUP_KINDS: readonly EntryKind[] = []
