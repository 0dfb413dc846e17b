import type { EntryKind } from '../entry-kind.ts'

/** Step 6: what the place would look like if the problem were solved, and the ways there. */
export const SOLUTION_KINDS: readonly EntryKind[] = []
