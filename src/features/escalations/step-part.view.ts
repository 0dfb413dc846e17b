import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { elsewherePart } from './elsewhere.view.ts'
import { type Escalation, isUnanswered, OUTCOME_WORDS, referenceOf } from './escalation.ts'
import { escalationItem } from './escalation-parts.view.ts'
import type { Settings } from './ladder.ts'

export type StepPartView = Readonly<{
  project: Readonly<{ number: string }>
  escalations: readonly Escalation[]
  settings: Settings
  today: string
  mayRaise: boolean
  /** What came with an imported record. */
  elsewhere?: readonly RecordedEscalation[]
}>

/** Step 8's escalations, each with its clock or its answer. */
export function stepPart({
  project,
  escalations,
  settings,
  today,
  mayRaise,
  elsewhere = [],
}: StepPartView): Html {
  return html`<section aria-labelledby="escalations"><h2 class="govuk-heading-m" id="escalations">Raised to somebody who can</h2>
${
  escalations.length
    ? html`<ul class="govuk-list wm-entries">${escalations.map((one) => escalationItem(one, today, settings, OUTCOME_WORDS))}</ul>`
    : html`<p class="govuk-body">${elsewhere.length ? 'Nothing has been raised here.' : 'Nothing has been raised.'}</p>`
}
${mayRaise ? html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="/projects/${project.number}/escalations/new">Raise what is in the way</a></p>` : nothing}</section>${elsewherePart(elsewhere, today)}`
}

export type EntryPartView = Omit<StepPartView, 'project'> &
  Readonly<{ href: string; what: 'risk' | 'intervention' }>

/** Under a risk or an intervention: what was raised from it, and the way to raise it. */
export function entryPart({ escalations, settings, today, mayRaise, href, what }: EntryPartView): Html {
  if (!mayRaise && escalations.length === 0) return nothing
  return html`<section class="wm-no-print" aria-labelledby="escalations"><h2 class="govuk-heading-m" id="escalations">Raised to somebody who can</h2>
${escalations.length ? html`<ul class="govuk-list wm-entries">${escalations.map((one) => escalationItem(one, today, settings, OUTCOME_WORDS))}</ul>` : nothing}
${mayRaise ? html`<p class="govuk-body"><a class="govuk-link" href="${href}">${what === 'risk' ? 'Nobody here can prevent it: raise it' : 'Something is in its way: raise it'}</a></p>` : nothing}</section>`
}

/** [E18] What stands in the way of signing Step 8 off. `isPrevented`: a risk has what prevents it. */
export function stillNeeded(isPrevented: boolean, escalations: readonly Escalation[]): string[] {
  return [
    ...(isPrevented ? [] : ['There must be something that could go wrong, with what prevents it']),
    ...escalations
      .filter(isUnanswered)
      .map((one) => `${referenceOf(one)}, “${one.barrier}”, is neither answered nor withdrawn`),
  ]
}
