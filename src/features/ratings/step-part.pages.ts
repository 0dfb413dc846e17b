import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import type { RecordedRound } from '#core/record/recorded-round.ts'
import type { OpenProject, StepPart } from '#features/projects/index.ts'
import { html, nothing } from '#ui/html.view.ts'
import type { RatingPageNeeds } from './needs.pages.ts'
import { mayReadRatings } from './rating.access.ts'
import { levelInWords, PART_NAMES, RATER_PARTS, type Round, summariseStep } from './rating.ts'
import { outOf } from './rating.view.ts'
import { recordedRound, summariesOf } from './recorded-round.ts'
import { listRounds } from './round.store.ts'

/** A project's own rounds as its record takes them along, oldest first [R10]. */
export async function ratingsOfRecord(
  { database }: Pick<RatingPageNeeds, 'database'>,
  { viewer, project }: OpenProject,
): Promise<RecordedRound[]> {
  const rounds = await database.as(viewer, (tx) => listRounds(viewer, tx, project))
  return rounds.map((round) => recordedRound(project.number, round)).reverse()
}

/** What the latest ended round says of a step, on the step's page; nothing where none has ended. */
export function ratingStepParts({ database }: Pick<RatingPageNeeds, 'database'>): StepPart[] {
  return STEP_NUMBERS.map((step) => ({
    step,
    async show({ viewer, project }) {
      if (!mayReadRatings(viewer)) return nothing
      const rounds = await database.as(viewer, (tx) => listRounds(viewer, tx, project))
      const latest = latestOf(rounds, project.imported?.ratings ?? [], step)
      if (!latest) return nothing
      const { byPart, gap } = latest.summary
      const said = RATER_PARTS.map((part) => {
        const level = levelInWords(byPart[part].mean)
        return `${PART_NAMES[part].toLowerCase()} ${level === null ? 'not given' : `${level} ${outOf(byPart[part].n)}`}`
      })
      return html`<h2 class="govuk-heading-m">How deeply it was done</h2>
<p class="govuk-body">Of 5, in ${latest.name}: ${said.join('; ')}${gap === null ? '' : `; gap ${levelInWords(gap)}`}. <a class="govuk-link" href="/projects/${project.number}/ratings">All ratings</a></p>`
    },
  }))
}

// What was rated before the project came here is told until a round has ended here.
function latestOf(rounds: readonly Round[], elsewhere: readonly RecordedRound[], step: StepNumber) {
  const here = rounds.find((round) => round.revealedAt !== null && round.steps.includes(step))
  if (here) return { name: `round ${here.number}`, summary: summariseStep(step, here.marks) }
  const there = elsewhere.findLast((round) => round.endedAt !== null && round.steps.includes(step))
  const summary = there && summariesOf(there).find((one) => one.step === step)
  return there && summary
    ? { name: `round ${there.round} of ${there.project}, before it came here`, summary }
    : null
}
