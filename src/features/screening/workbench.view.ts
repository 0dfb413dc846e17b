import type { Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import type { Frame, PageOptions } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { addressOf, type QuestionProblem } from './question.ts'
import { questionForm } from './question-form.view.ts'
import type { Results } from './results.ts'
import { resultsView } from './results.view.ts'

export type Workbench = Readonly<{
  question: ScreeningQuestion
  problems: readonly QuestionProblem[]
  screening: Screening | null
  results: Results | null
  /** Why there is no result, in one sentence. */
  refusal: string | null
  /** Nothing at all is loaded for the force. */
  isEmpty: boolean
  maySave: boolean
}>

/** The workbench's body; the same for everybody who may do the same. */
export function workbenchBody(forceName: string, bench: Workbench): Html {
  return html`<div class="wm-title-row"><div>
<span class="govuk-caption-l">${forceName}</span>
<h1 class="govuk-heading-xl">Screening</h1>
</div>${actions(bench)}</div>
<p class="govuk-body-l wm-lede">Where does long-term evidence point, how sure is it, and which places would be passed over?</p>
${bench.isEmpty ? emptyState(bench.maySave) : html`${questionForm(bench.question, bench.problems, bench.screening)}${answer(bench)}`}`
}

/** What stands around {@link workbenchBody}. */
export function workbenchFrame(frame: Frame, problems: readonly QuestionProblem[]): PageOptions {
  return { ...frame, title: 'Screening', isWide: true, islands: ['screening/workbench'], errors: problems }
}

function answer({ results, refusal }: Workbench): Html {
  if (results) return resultsView(results)
  return html`<div id="results" class="wm-results" data-results>${refusal ? govuk.insetText({ text: refusal }) : nothing}</div>`
}

function actions({ question, maySave, results }: Workbench): Html {
  return html`<nav class="wm-actions" aria-label="Screenings"><ul>
${maySave && results ? html`<li><a class="govuk-link" href="${addressOf('/screening/save', question)}" data-keeps-question>Save this screening</a></li>` : nothing}
<li><a class="govuk-link" href="/screening/saved">Saved screenings</a></li>
<li><a class="govuk-link" href="/screening/breaks">Breaks in the series</a></li>
${results ? html`<li>Export: ${(['csv', 'json', 'geojson'] as const).map((format, at) => html`${at > 0 ? ', ' : ''}<a class="govuk-link" href="${addressOf(`/screening/export.${format}`, question)}" data-keeps-question download>${EXPORT_WORDS[format]}</a>`)}</li>` : nothing}
</ul></nav>`
}

export const EXPORT_WORDS = { csv: 'CSV', json: 'JSON', geojson: 'GeoJSON' } as const

function emptyState(mayLoad: boolean): Html {
  return html`<div class="wm-empty"><h2 class="govuk-heading-m">No recorded crime is loaded yet</h2>
<p class="govuk-body">Screening needs street-level files as data.police.uk publishes them: 36 months and more, because a LISP project is for long-term patterns. Population, deprivation and boundaries make the ranking better; it says what it lacks.</p>
${mayLoad ? html`<p class="govuk-body"><a class="govuk-link" href="/imports">Load files</a></p>` : html`<p class="govuk-body">Ask an analyst of your force to load them.</p>`}</div>`
}
