import { partialDateInWords, periodInWords } from '#core/time/partial-date.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { overdueInWords, ownersShare } from './board.view.ts'
import type { Intervention } from './intervention.ts'
import { isSetAfterStart, type Measure } from './measure.ts'
import type { OfProject } from './place-page.view.ts'
import { countByOwner } from './police-share.ts'

export type StepSevenView = Readonly<{
  project: OfProject
  interventions: readonly Intervention[]
  measures: readonly Measure[]
  /** Days on which each measure was read, latest last. */
  readingsOf: ReadonlyMap<string, readonly Readonly<{ value: string; readOn: string }>[]>
  today: string
}>

/** [I4] [I5] [I15] Whose the work is, what is overdue, and what will show whether it worked. */
export function stepSevenPart(view: StepSevenView): Html {
  const { project, interventions, measures, today } = view
  return html`<section aria-labelledby="whose"><h2 class="govuk-heading-m" id="whose">Whose it is, and how it stands</h2>
<p class="govuk-body">${overdueInWords(interventions, today)} <a class="govuk-link wm-no-print" href="/projects/${project.number}/who-does-what">Who does what by when</a></p>
${ownersShare(countByOwner(interventions))}</section>
${measures.length ? measuresTable(view) : nothing}`
}

function measuresTable({ project, interventions, measures, readingsOf, today }: StepSevenView): Html {
  return html`<section aria-labelledby="shown"><h2 class="govuk-heading-m" id="shown">What will show whether it worked</h2>
${dataTable<Measure>({
  id: 'what-shows',
  caption: 'Measures, before and after',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Measure',
      cell: (one) =>
        html`<a class="govuk-link wm-words" href="/projects/${project.number}/measures/${one.id}">${one.what}</a><br>${one.countIs === 'outcome' ? 'Outcome' : 'Output'}: <span class="wm-words">${one.unit}</span>${isSetAfterStart(one, interventions) ? html`<br>${lateTag()}` : nothing}`,
    },
    { heading: 'Before', cell: before },
    {
      heading: 'Aim',
      cell: ({ target, targetOn }) =>
        target ? html`${target}${targetOn ? html`<br>by ${partialDateInWords(targetOn)}` : nothing}` : null,
    },
    {
      heading: 'Compared with',
      cell: ({ comparison }) => (comparison ? html`<span class="wm-words">${comparison}</span>` : null),
    },
    {
      heading: 'Read',
      cell: ({ id, readOn }) => {
        const readings = readingsOf.get(id) ?? []
        return html`${readings.map(({ value, readOn }) => html`<strong>${value}</strong> on ${partialDateInWords(readOn)}<br>`)}${
          readings.length === 0 && readOn
            ? readOn < today
              ? html`Was to be read on ${partialDateInWords(readOn)}`
              : html`To be read on ${partialDateInWords(readOn)}`
            : readings.length === 0
              ? html`<span class="wm-unknown">no day set</span>`
              : nothing
        }`
      },
    },
  ],
  rows: measures,
})}</section>`
}

const before = ({ baseline, baselineFrom, baselineTo }: Measure) =>
  baseline
    ? html`${baseline}${baselineTo ? html`<br>${periodInWords(baselineFrom || null, baselineTo)}` : nothing}`
    : null

/** [I5] */
export const lateTag = () =>
  html`<strong class="govuk-tag govuk-tag--orange wm-tag">Set after the start</strong>`
