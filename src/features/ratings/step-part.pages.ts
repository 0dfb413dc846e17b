import { STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import type { StepPart } from '#features/projects/index.ts'
import { html, nothing } from '#ui/html.view.ts'
import type { RatingPageNeeds } from './needs.pages.ts'
import { mayReadRatings } from './rating.access.ts'
import { levelInWords, PART_NAMES, RATER_PARTS, summariseStep } from './rating.ts'
import { outOf } from './rating.view.ts'
import { listRounds } from './round.store.ts'

/** What the latest ended round says of a step, on the step's page; nothing where none has ended. */
export function ratingStepParts({ database }: Pick<RatingPageNeeds, 'database'>): StepPart[] {
  return STEP_NUMBERS.map((step) => ({
    step,
    async show({ viewer, project }) {
      if (!mayReadRatings(viewer)) return nothing
      const rounds = await database.as(viewer, (tx) => listRounds(viewer, tx, project))
      const latest = rounds.find((round) => round.revealedAt !== null && round.steps.includes(step))
      if (!latest) return nothing
      const { byPart, gap } = summariseStep(step, latest.marks)
      const said = RATER_PARTS.map((part) => {
        const level = levelInWords(byPart[part].mean)
        return `${PART_NAMES[part].toLowerCase()} ${level === null ? 'not given' : `${level} ${outOf(byPart[part].n)}`}`
      })
      return html`<h2 class="govuk-heading-m">How deeply it was done</h2>
<p class="govuk-body">Of 5, in round ${latest.number}: ${said.join('; ')}${gap === null ? '' : `; gap ${levelInWords(gap)}`}. <a class="govuk-link" href="/projects/${project.number}/ratings">All ratings</a></p>`
    },
  }))
}
