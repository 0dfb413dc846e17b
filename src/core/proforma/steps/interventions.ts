import type { EntryKind } from '../entry-kind.ts'

/** Step 7: who does what by when, and what would show that it worked. */
export const INTERVENTION_KINDS: readonly EntryKind[] = []
