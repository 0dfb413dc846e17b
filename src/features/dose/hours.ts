/** Time given to a project, or taken away from it for other duties. */
export const HOURS_KINDS = ['given', 'taken'] as const
export type HoursKind = (typeof HOURS_KINDS)[number]

/** One note of the viewer's own; `onDay` is `YYYY-MM-DD`. */
export type HoursNote = Readonly<{
  id: string
  onDay: string
  minutes: number
  kind: HoursKind
  isStruck: boolean
}>

/** Why a note of time is refused. */
export type NotingRefusal = 'not-your-role' | 'closed' | 'future' | 'day-is-full'
