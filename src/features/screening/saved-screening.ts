import type { Screening, ScreeningQuestion } from '#core/screening/screening.ts'

/** A screening that was kept, without its answer. */
export type SavedSummary = Readonly<{
  id: string
  name: string
  question: ScreeningQuestion
  savedBy: string
  savedByName: string
  savedAt: Date
}>
/** With the answer as it was: it never changes. */
export type SavedScreening = SavedSummary & Readonly<{ screening: Screening }>
