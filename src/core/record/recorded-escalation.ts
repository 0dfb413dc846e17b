export const RECORDED_STATES = ['raised', 'acknowledged', 'answered', 'closed', 'withdrawn'] as const
export const RECORDED_OUTCOMES = ['done', 'will be done', 'in part', 'no'] as const
export const RECORDED_WAYS = ['here', 'letter', 'e-mail', 'call', 'meeting'] as const

/** Who, as named at the time and `null` where the reader may not know; and when (ISO instant). */
export type Said = Readonly<{ as: string | null; at: string }>

/**
 * What a project's record says of an escalation: by name, so that it can be read where none of its people, levels and
 * clocks exist. Days are `YYYY-MM-DD`; what the reader may not see is empty or `null`.
 */
export type RecordedEscalation = Readonly<{
  /** As its own project speaks of it: `AVE-2026-001/E2`. */
  reference: string
  /** The entry of the record it was raised from. */
  entry: string | null
  barrier: string
  detail: string
  organisation: string
  level: string
  asked: Readonly<{ name: string; post: string; organisation: string }> | null
  issue: Readonly<{ reference: string; barrier: string }> | null
  state: (typeof RECORDED_STATES)[number]
  raised: Said
  askedOn: string
  acknowledgeBy: string
  answerBy: string
  acknowledged: Said | null
  answer: Readonly<{
    outcome: (typeof RECORDED_OUTCOMES)[number]
    words: string
    as: string | null
    on: string
    came: (typeof RECORDED_WAYS)[number]
    /** The day by which it was to be done. */
    doneBy: string | null
  }> | null
  /** Whether it was done by then, once somebody said. */
  wasDone: (Said & Readonly<{ is: boolean }>) | null
  closed: (Said & Readonly<{ note: string | null }>) | null
  withdrawn: (Said & Readonly<{ why: string }>) | null
}>

/** The same as partners and residents read it: the barrier, the level, when it was asked, the answer; nobody's name. */
export function recordedInSharedWords(one: RecordedEscalation): RecordedEscalation {
  return {
    ...one,
    entry: null,
    detail: '',
    organisation: '',
    asked: null,
    issue: null,
    raised: { ...one.raised, as: null },
    acknowledged: one.acknowledged && { ...one.acknowledged, as: null },
    answer: one.answer && { ...one.answer, as: null },
    wasDone: one.wasDone && { ...one.wasDone, as: null },
    closed: one.closed && { ...one.closed, as: null, note: null },
    withdrawn: one.withdrawn && { ...one.withdrawn, as: null },
  }
}
