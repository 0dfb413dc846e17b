import { type IsoMonth, monthInWords, parseMonth } from '#core/time/month.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import type { Intervention } from './intervention.ts'
import { countIsInWords, firstStart, isSetAfterStart, judgedBy, type Measure } from './measure.ts'
import { countMonths, type MonthsCounted, type PlaceFigures } from './place-figures.ts'
import type { OfProject } from './place-page.view.ts'
import { lateTag } from './step-seven.view.ts'

/** Above the form of a measure: numbers and likely comparisons that need not be typed. */
export function measureFormPart({ number }: OfProject): Html {
  return govuk.insetText({
    html: html`<p class="govuk-body">You need not type what is known: <a class="govuk-link" href="/projects/${number}/measures/recorded-crime">take the number before from recorded crime</a>, with a place like this one to compare it with.</p>`,
  })
}

/** Above the form of a result. */
export function resultFormPart({ number }: OfProject): Html {
  return govuk.insetText({
    html: html`<p class="govuk-body">For recorded crime, <a class="govuk-link" href="/projects/${number}/measures/recorded-crime?for=result">count it for the months you read</a>.</p>`,
  })
}

/** [I9] What a result may be called. */
export function resultPart(measure: Measure | null): Html {
  return measure ? html`<p class="govuk-body">${countIsInWords(measure.countIs)}.</p>` : nothing
}

export type MeasurePartView = Readonly<{
  measure: Measure
  /** Live ones. */
  interventions: readonly Intervention[]
  results: readonly Readonly<{ id: string; value: string; readOn: string; meaning: string }>[]
  /** The place's recorded crime of the measure's type; `null` where it names none, or none is loaded. */
  figures: PlaceFigures | null
  project: OfProject
  mayAdd: boolean
}>

/** [I5] [I7] [I9] Under a measure: when it was set, what the records count today, and what was read of it. */
export function measurePart(view: MeasurePartView): Html {
  const { measure, interventions, results, project } = view
  const judged = judgedBy(measure, interventions)
  const start = firstStart(judged)
  return html`<p class="govuk-body">${countIsInWords(measure.countIs)}.</p>
<p class="govuk-body">${isSetAfterStart(measure, interventions) ? html`${lateTag()} ` : nothing}Set on ${partialDateInWords(measure.setOn)}. ${start ? `What it judges starts on ${partialDateInWords(start)}.` : 'What it judges has no start yet.'}</p>
${checkedAgainstStore(view)}
<h2 class="govuk-heading-m" id="read">What was read of it</h2>
${
  results.length
    ? html`<ul class="govuk-list govuk-list--bullet">${results.map(({ id, value, readOn, meaning }) => html`<li><a class="govuk-link" href="/projects/${project.number}/results/${id}">${value}, read on ${partialDateInWords(readOn)}</a>: <span class="wm-words">${meaning}</span></li>`)}</ul>`
    : html`<p class="govuk-body">Nothing has been read of it.</p>`
}
${view.mayAdd ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/results/new?measure=${measure.id}">Add a result</a></p>` : nothing}`
}

// [I7] The number on the record beside the records' own count of the same months, as they are loaded today.
function checkedAgainstStore({ measure, figures }: MeasurePartView): Html {
  const [from, to] = [parseMonth(measure.baselineFrom), parseMonth(measure.baselineTo)]
  if (!measure.crimeType || !measure.baseline || !from || !to) return nothing
  if (!figures)
    return html`<p class="govuk-body">The records hold no crime of the type “${measure.crimeType}” to check the number against.</p>`
  const counted = countMonths(figures.series, from, to)
  const same = formatNumber(counted.count) === formatNumber(Number(measure.baseline))
  return html`<p class="govuk-body">${
    counted.known === 0
      ? 'The records hold none of these months.'
      : same
        ? `The records count the same today: ${formatNumber(counted.count)}.`
        : html`<strong>The records count ${formatNumber(counted.count)} today, not ${measure.baseline}.</strong> They may have been loaded again since.`
  } ${unknownInWords(counted)}</p>`
}

/** [I7] Which months nobody can count; `''` where all are known. */
export function unknownInWords({ unknown }: Pick<MonthsCounted, 'unknown'>): string {
  if (unknown.length === 0) return ''
  return unknown.length === 1
    ? `One month is unknown and left out: ${monthInWords(unknown[0] as IsoMonth)}.`
    : `${unknown.length} months are unknown and left out: ${unknown.slice(0, 6).map(monthInWords).join(', ')}${unknown.length > 6 ? ' and others' : ''}.`
}
