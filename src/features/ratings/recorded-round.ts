import type { RecordedRound } from '#core/record/recorded-round.ts'
import { LEVELS, RATER_PARTS, type Round, type StepSummary, summariseStep, summariseTally } from './rating.ts'

/** [R6] A round as the record of its project tells it: by part, without names. */
export function recordedRound(project: string, round: Round): RecordedRound {
  const { marks, asks, revealedAt } = round
  const isEnded = revealedAt !== null
  return {
    project,
    round: round.number,
    steps: round.steps,
    rubricVersion: round.rubricVersion,
    askedOn: round.askedOn,
    dueOn: round.dueOn,
    openedAs: round.openedAs,
    endedAt: revealedAt?.toISOString() ?? null,
    ended: round.ended,
    asked: RATER_PARTS.map((part) => {
      const asked = asks.filter((ask) => ask.part === part)
      return { part, people: asked.length, given: asked.filter(({ givenAt }) => givenAt !== null).length }
    }),
    levels: isEnded
      ? round.steps.flatMap((step) => {
          const { byPart } = summariseStep(step, marks)
          return RATER_PARTS.map((part) => ({
            step,
            part,
            counts: byPart[part].counts,
            cannotSay: byPart[part].cannotSay,
          }))
        })
      : [],
    said: marks
      .filter(({ note, cannotSayWhy }) => note || cannotSayWhy)
      .map(({ step, part, note, cannotSayWhy }) => ({ step, part, note, cannotSayWhy }))
      // By what was written alone, which tells nothing of who gave which level.
      .sort((a, b) => a.step - b.step || compared(a.part, b.part) || compared(wordsOf(a), wordsOf(b))),
  }
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const wordsOf = ({ note, cannotSayWhy }: RecordedRound['said'][number]) => `${cannotSayWhy ?? ''} ${note}`

/** What came of a round that a record told of, step by step. */
export function summariesOf({ steps, levels }: RecordedRound): StepSummary[] {
  return steps.map((step) =>
    summariseTally(
      step,
      levels
        .filter((one) => one.step === step)
        .flatMap(({ part, counts, cannotSay }) => [
          ...LEVELS.map((level) => ({ part, level, count: counts[level] ?? 0 })),
          { part, level: null, count: cannotSay },
        ]),
    ),
  )
}
