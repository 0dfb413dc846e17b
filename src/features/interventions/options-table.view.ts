import { SOLUTION_KINDS } from '#core/proforma/steps/solution.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import { choiceInWords, type Option } from './option.ts'

const CHOICES = SOLUTION_KINDS.flatMap(({ fields }) => fields).flatMap((field) =>
  field.name === 'choice' && field.type === 'one of' ? field.choices : [],
)

const NOTHING = html`<span class="wm-unknown">Nothing written</span>`

const CHOSEN: Column<Option> = {
  heading: 'Chosen',
  cell: ({ choice, why }) => {
    const { text = choice, tone = 'grey' } = CHOICES.find(({ value }) => value === choice) ?? {}
    return html`<strong class="govuk-tag govuk-tag--${tone} wm-tag">${text}</strong>${why ? html`<br><span class="wm-words">${why}</span>` : nothing}`
  },
}

/** [I14] The ways to get there side by side, and which was chosen. */
export function optionsCompared(number: string, options: readonly Option[]): Html {
  if (options.length === 0) return nothing
  const words = (text: string) => (text ? html`<span class="wm-words">${text}</span>` : NOTHING)
  return html`<section aria-labelledby="compared"><h2 class="govuk-heading-m" id="compared">The ways side by side</h2>
<p class="govuk-body wm-words">${choiceInWords(options)}</p>
${dataTable<Option>({
  id: 'ways',
  caption: 'What speaks for and against each way',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Way',
      cell: ({ id, title, proposedBy }) =>
        html`<a class="govuk-link wm-words" href="/projects/${number}/options/${id}">${title}</a>${proposedBy ? html`<br>Proposed by ${proposedBy}` : nothing}`,
    },
    CHOSEN,
    { heading: 'For', cell: ({ pros }) => words(pros) },
    { heading: 'Against', cell: ({ cons }) => words(cons) },
    { heading: 'Cost', cell: ({ cost }) => cost || NOTHING },
  ],
  rows: options,
})}</section>`
}
