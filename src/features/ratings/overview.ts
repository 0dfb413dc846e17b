import type { RaterPart, StepSummary } from './rating.ts'

/** What the latest ended rounds of a force's projects say together; counts are of ratings, never of named people. */
export type RatingOverview = Readonly<{
  steps: readonly StepSummary[]
  /** Projects with a round that has ended, and those without. */
  projectsRated: number
  projectsNot: number
  /** Ratings given by part: one for each time somebody rated one project. */
  ratings: Readonly<Record<RaterPart, number>>
}>

/** One project in the overview. */
export type ProjectRatings = Readonly<{
  number: string
  placeName: string
  /** Of its latest ended round; `null` where none has ended. */
  round: Readonly<{ number: number; askedOn: string }> | null
  means: Readonly<Record<RaterPart, number | null>>
  /** Ratings given and asked for in that round. */
  given: Readonly<Record<RaterPart, number>>
  asked: Readonly<Record<RaterPart, number>>
  /** Asked in a round that is open, and not given yet. */
  waitingFor: number
}>
