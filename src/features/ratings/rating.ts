import type { PersonId } from '#core/access/viewer.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { meanLevel } from '#core/record/recorded-round.ts'

export const RATER_PARTS = ['team', 'line manager', 'reviewer'] as const
/** As what somebody rates; the team may be several people. */
export type RaterPart = (typeof RATER_PARTS)[number]

export const PART_NAMES: Readonly<Record<RaterPart, string>> = {
  team: 'Team',
  'line manager': 'Line manager',
  reviewer: 'Independent reviewer',
}

export const LEVELS = [0, 1, 2, 3, 4, 5] as const

/** What one rater gave one step: a level, or why they cannot say. */
export type Mark = Readonly<{
  step: StepNumber
  level: number | null
  cannotSayWhy: string | null
  note: string
}>

/** A mark that may be shown: whose part it was, not who gave it. */
export type PartMark = Mark & Readonly<{ part: RaterPart }>

/** Somebody asked in a round, and whether they have given theirs. */
export type Ask = Readonly<{ personId: PersonId; name: string; part: RaterPart; givenAt: Date | null }>

export type Round = Readonly<{
  id: string
  number: number
  steps: readonly StepNumber[]
  rubricVersion: number
  askedOn: string
  dueOn: string
  openedAs: string
  /** `null` while it is open. */
  revealedAt: Date | null
  ended: Readonly<{ as: string; why: string }> | null
  asks: readonly Ask[]
  /** Empty while it is open. */
  marks: readonly PartMark[]
  version: number
}>

/** What one part gave a step: `mean` is `null` where nobody gave a level. */
export type PartSummary = Readonly<{
  mean: number | null
  /** Levels given. */
  n: number
  cannotSay: number
  /** How many gave each level, 0 to 5. */
  counts: readonly number[]
}>

export type StepSummary = Readonly<{
  step: StepNumber
  byPart: Readonly<Record<RaterPart, PartSummary>>
  /** [R4] Of the parts' means, each counted once; `null` where no part gave a level. */
  mean: number | null
  /** Levels given by all parts. */
  n: number
  /** Highest less lowest of the parts' means; `null` with fewer than two. */
  gap: number | null
}>

/** What came of a round is read off these, step by step. */
export function summariseStep(step: StepNumber, marks: readonly PartMark[]): StepSummary {
  const tally = marks
    .filter((mark) => mark.step === step)
    .map(({ part, level }) => ({ part, level, count: 1 }))
  return summariseTally(step, tally)
}

/** The same from how often each level was given; `level` is `null` for those who cannot say. */
export function summariseTally(
  step: StepNumber,
  tally: readonly Readonly<{ part: RaterPart; level: number | null; count: number }>[],
): StepSummary {
  const byPart = Object.fromEntries(
    RATER_PARTS.map((part): [RaterPart, PartSummary] => {
      const ofPart = tally.filter((one) => one.part === part)
      const times = (level: number | null) =>
        ofPart.reduce((sum, one) => sum + (one.level === level ? one.count : 0), 0)
      const counts = LEVELS.map(times)
      const n = counts.reduce((sum, count) => sum + count, 0)
      return [part, { mean: meanLevel(counts), n, cannotSay: times(null), counts }]
    }),
  ) as Record<RaterPart, PartSummary>
  const means = RATER_PARTS.map((part) => byPart[part].mean).filter((mean) => mean !== null)
  return {
    step,
    byPart,
    mean: meanOf(means),
    n: RATER_PARTS.reduce((sum, part) => sum + byPart[part].n, 0),
    gap: gapOf(means),
  }
}

/** Highest less lowest; `null` with fewer than two. */
export function gapOf(means: readonly number[]): number | null {
  return means.length < 2 ? null : Math.max(...means) - Math.min(...means)
}

/**
 * [R4] Steps that most of a part's ratings put at 0 or 1: not done, or hardly. How deeply the others were done does not
 * hide them.
 */
export function hardlyDone(steps: readonly StepSummary[], part: RaterPart): StepSummary[] {
  return steps.filter(({ byPart }) => {
    const { counts, n } = byPart[part]
    return (counts[0] ?? 0) + (counts[1] ?? 0) > n / 2
  })
}

/** Of all a part's levels over all steps: its mean and how many levels it stands on. */
export function overallOf(
  steps: readonly StepSummary[],
  part: RaterPart,
): Readonly<{ mean: number | null; n: number }> {
  const n = steps.reduce((sum, { byPart }) => sum + byPart[part].n, 0)
  const sum = steps.reduce((sum, { byPart }) => sum + (byPart[part].mean ?? 0) * byPart[part].n, 0)
  return { mean: n === 0 ? null : sum / n, n }
}

/** Of no numbers there is no mean. */
export function meanOf(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** One decimal, as levels are shown. */
export function levelInWords(mean: number | null): string | null {
  return mean === null ? null : String(Math.round(mean * 10) / 10)
}

/** How far a part's mean moved since the round before; `null` where either is missing. */
export function changeSince(
  now: StepSummary,
  before: StepSummary | undefined,
  part: RaterPart,
): number | null {
  const [after, earlier] = [now.byPart[part].mean, before?.byPart[part].mean ?? null]
  return after === null || earlier === null ? null : after - earlier
}

/** A round's parts that say nothing, each as people read it. */
export function missingParts(round: Pick<Round, 'asks'>): string[] {
  return RATER_PARTS.flatMap((part) => {
    const asked = round.asks.filter((ask) => ask.part === part)
    const missing = asked.filter(({ givenAt }) => givenAt === null).length
    if (asked.length === 0) return [`${PART_NAMES[part]}: nobody was asked`]
    if (missing === 0) return []
    return [
      asked.length === 1
        ? `${PART_NAMES[part]}: not given`
        : `${PART_NAMES[part]}: ${missing} of ${asked.length} not given`,
    ]
  })
}

/** Why a round or a rating is refused. */
export type RatingRefusal =
  | 'not-your-role'
  | 'closed'
  | 'round-open'
  | 'asked-twice'
  | 'not-a-rater'
  | 'not-asked'
  | 'ended'
  | 'changed'
