import { csvSheet } from '#core/csv.ts'
import { stepOf, type Template } from '#core/proforma/template.ts'
import { PART_NAMES, RATER_PARTS, type Round, summariseStep } from './rating.ts'

const PURPOSE = 'About steps, never about people: not to be used to judge anybody'

/** [R6] Ended rounds as a sheet: one line for a step and a part, without names. */
export function ratingsAsSheet(template: Template, rounds: readonly Round[]): string {
  const ended = rounds.filter(({ revealedAt }) => revealedAt !== null)
  return csvSheet(
    [
      'Round',
      'Asked on',
      'Rubric version',
      'Step',
      'Name of step',
      'Rated as',
      'Mean level',
      'Levels given',
      'Cannot say',
      'Purpose',
    ],
    ended.flatMap((round) =>
      round.steps.flatMap((step) => {
        const summary = summariseStep(step, round.marks)
        return RATER_PARTS.map((part) => {
          const { mean, n, cannotSay } = summary.byPart[part]
          return [
            round.number,
            round.askedOn,
            round.rubricVersion,
            step,
            stepOf(template, step).name,
            PART_NAMES[part],
            mean,
            n,
            cannotSay,
            PURPOSE,
          ]
        })
      }),
    ),
  )
}

/** [R6] Ended rounds as data. `format` names the shape; a changed meaning is another version of it. */
export function ratingsAsData(number: string, template: Template, rounds: readonly Round[]) {
  return {
    format: 'wardmote-ratings/1',
    purpose: PURPOSE,
    project: number,
    rounds: rounds
      .filter(({ revealedAt }) => revealedAt !== null)
      .map((round) => ({
        round: round.number,
        askedOn: round.askedOn,
        endedAt: round.revealedAt,
        endedEarlyBecause: round.ended?.why ?? null,
        rubricVersion: round.rubricVersion,
        asked: RATER_PARTS.map((part) => ({
          part,
          people: round.asks.filter((ask) => ask.part === part).length,
          given: round.asks.filter((ask) => ask.part === part && ask.givenAt !== null).length,
        })),
        steps: round.steps.map((step) => ({
          name: stepOf(template, step).name,
          ...summariseStep(step, round.marks),
        })),
      })),
  }
}
