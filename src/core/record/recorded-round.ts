import type { StepNumber } from '#core/proforma/entry-kind.ts'

export const RATED_AS = ['team', 'line manager', 'reviewer'] as const
/** As what somebody rates; the team may be several people. */
export type RatedAs = (typeof RATED_AS)[number]

/**
 * What a project's record says of a round of ratings: by part and never by person. Of a round that had not ended there
 * is who was asked, and nothing that was given.
 */
export type RecordedRound = Readonly<{
  /** The project it was held in, by its number there. */
  project: string
  round: number
  steps: readonly StepNumber[]
  /** Of that force's rubric; 0 is the platform's. */
  rubricVersion: number
  /** Days, `YYYY-MM-DD`. */
  askedOn: string
  dueOn: string
  openedAs: string
  /** ISO instant; `null` while it is open. */
  endedAt: string | null
  /** Who ended it before everybody had given theirs, and why. */
  ended: Readonly<{ as: string; why: string }> | null
  asked: readonly Readonly<{ part: RatedAs; people: number; given: number }>[]
  levels: readonly Readonly<{
    step: StepNumber
    part: RatedAs
    /** How many gave each level, 0 to 5. */
    counts: readonly number[]
    cannotSay: number
  }>[]
  /** What raters wrote, in no order that tells who wrote what. */
  said: readonly Readonly<{ step: StepNumber; part: RatedAs; note: string; cannotSayWhy: string | null }>[]
}>

/** The mean of levels told by how many gave each, from 0 up; `null` where nobody gave one. */
export function meanLevel(counts: readonly number[]): number | null {
  const given = counts.reduce((sum, count) => sum + count, 0)
  return given === 0 ? null : counts.reduce((sum, count, level) => sum + count * level, 0) / given
}
