import type { StepNumber } from '#core/proforma/entry-kind.ts'

/** What somebody said about a step, and as what they were when they said it. */
export type Comment = Readonly<{
  id: string
  step: StepNumber
  words: string
  as: string
  role: string
  at: Date
}>
