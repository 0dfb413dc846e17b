import type { EntryKind } from '../entry-kind.ts'

/** Step 8: what could make it fail, thought of beforehand. */
export const ESCALATION_KINDS: readonly EntryKind[] = []
