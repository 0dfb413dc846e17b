import type { EntryKind } from '../entry-kind.ts'

/** Step 3: who shares the problem, and how they are linked. */
export const STAKEHOLDER_KINDS: readonly EntryKind[] = []
