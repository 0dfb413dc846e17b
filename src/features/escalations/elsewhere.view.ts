import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { answersOf, bylineOf, ELSEWHERE } from './escalation-record.ts'

/** [E22] What was raised before the project came here: to be read, with nothing to do about it. */
export function elsewherePart(escalations: readonly RecordedEscalation[], today: string): Html {
  if (escalations.length === 0) return nothing
  return html`<section aria-labelledby="elsewhere"><h2 class="govuk-heading-m" id="elsewhere">${ELSEWHERE}</h2>
<p class="govuk-body">As the record told it when it was imported. Nobody here is asked, and no clock runs. What is still in the way can be raised again.</p>
<ul class="govuk-list wm-entries">${escalations.map(
    (
      one,
    ) => html`<li><p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1 wm-words">${one.reference}: ${one.withdrawn ? html`<s>${one.barrier}</s>` : one.barrier}</p>
${one.withdrawn ? nothing : html`<dl class="wm-record__answers">${answersOf(one, today).map(([name, said]) => html`<div><dt>${name}</dt><dd class="wm-words">${said}</dd></div>`)}</dl>`}
<p class="wm-byline wm-words">${bylineOf(one)}</p></li>`,
  )}</ul></section>`
}
