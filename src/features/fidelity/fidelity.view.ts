import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Feature, FidelityAnswer } from './fidelity.ts'

const ANSWERS: Readonly<Record<FidelityAnswer, readonly [text: string, tone: string]>> = {
  yes: ['Yes', 'green'],
  partly: ['Partly', 'yellow'],
  'not yet': ['Not yet', 'grey'],
  'not known': ['Not known', 'grey'],
}

export type FidelityView = Readonly<{
  project: Readonly<{ number: string; placeName: string }>
  breadcrumbs: readonly Breadcrumb[]
  features: readonly Feature[]
}>

/** [Y1] [Y2] The eleven features, each with its answer and what that rests on. */
export function fidelityPage(frame: Frame, { project, breadcrumbs, features }: FidelityView): string {
  return page(
    { ...frame, title: `What makes it work: ${project.placeName}`, breadcrumbs },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">What makes it work</h1>
<p class="govuk-body">Research on intensive engagement names eleven things it needs. Each is answered here from the record as it stands, with what the answer rests on. The lines between yes and partly are the platform’s own. It is not a score: the answers do not add up to anything.</p>
<ol class="govuk-list wm-entries">${features.map((feature) => featureItem(project.number, feature))}</ol>`,
  )
}

function featureItem(number: string, { name, question, answer, restsOn, toBecomeYes }: Feature): Html {
  const [text, tone] = ANSWERS[answer]
  return html`<li><h2 class="govuk-heading-m govuk-!-margin-bottom-1">${name} ${govuk.tag({ text, classes: `govuk-tag--${tone}` })}</h2>
<p class="govuk-body govuk-!-margin-bottom-1">${question}</p>
<ul class="govuk-list govuk-list--bullet">${restsOn.map(
    ({ text, path }) =>
      html`<li>${path === null ? text : html`<a class="govuk-link" href="/projects/${number}${path ? `/${path}` : ''}">${text}</a>`}</li>`,
  )}</ul>
${toBecomeYes ? html`<p class="govuk-body">To make it yes: ${toBecomeYes[0]?.toLowerCase()}${toBecomeYes.slice(1)}</p>` : nothing}</li>`
}
