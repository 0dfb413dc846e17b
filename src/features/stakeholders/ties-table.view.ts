import { TIE_KINDS, TIE_STRENGTHS } from '#core/proforma/steps/stakeholders.ts'
import { type FormState, form, selectField, textField } from '#ui/forms/form.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { NetworkQuery } from './network.schema.ts'
import type { StakeholderNetwork, Tie } from './stakeholder-network.ts'

const PAGE_SIZE = 25

/** The network as a table of ties, each with the ways to change it. */
export function tiesTable(
  { people, ties }: StakeholderNetwork,
  query: NetworkQuery,
  at: string,
  mayChange: boolean,
  hrefOf: (change: Partial<NetworkQuery>) => string,
): Html {
  const wanted = query.find.toLowerCase()
  const fitting = ties.filter(
    (tie) => !wanted || [tie.from, tie.to].some((node) => people[node]!.name.toLowerCase().includes(wanted)),
  )
  const pages = Math.max(1, Math.ceil(fitting.length / PAGE_SIZE))
  const page = Math.min(query.ties, pages)
  const name = (node: number) => people[node]!.name
  return html`${dataTable<Tie>({
    id: 'ties',
    caption: 'Ties',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Who',
        cell: (tie) =>
          html`<a class="govuk-link wm-words" href="${at}/ties/${tie.id}">${name(tie.from)} and ${name(tie.to)}</a>`,
      },
      { heading: 'How', cell: ({ kind }) => TIE_KINDS.find(({ value }) => value === kind)?.text ?? '–' },
      {
        heading: 'Strength',
        cell: ({ strength }) => TIE_STRENGTHS.find(({ value }) => value === strength)?.text ?? null,
      },
      {
        heading: 'Reach',
        cell: ({ span }) => (span === 'bridging' ? 'Bridging' : span === 'bonding' ? 'Bonding' : null),
      },
      {
        heading: 'Who says so',
        cell: ({ saidBy }) => (saidBy ? html`<span class="wm-words">${saidBy}</span>` : null),
      },
      ...(mayChange
        ? [
            {
              heading: 'Change',
              cell: (tie: Tie) =>
                html`<span class="wm-changes wm-no-print"><a class="govuk-link" href="${at}/ties/${tie.id}/correct">Correct<span class="govuk-visually-hidden">: ${name(tie.from)} and ${name(tie.to)}</span></a> <a class="govuk-link" href="${at}/ties/${tie.id}/withdraw">Withdraw<span class="govuk-visually-hidden">: ${name(tie.from)} and ${name(tie.to)}</span></a></span>`,
            },
          ]
        : []),
    ],
    rows: fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    whenEmpty: wanted ? 'No tie fits.' : 'No tie is written down.',
  })}
${
  fitting.length > PAGE_SIZE
    ? pagination({
        page,
        pageSize: PAGE_SIZE,
        total: fitting.length,
        of: 'ties',
        hrefOf: (number) => `${hrefOf({ ties: number })}#ties`,
      })
    : nothing
}`
}

/** Another tie, on the page of the network itself. */
export function quickTie({ people }: StakeholderNetwork, at: string, key: string, state: FormState): Html {
  if (people.length < 2)
    return html`<p class="govuk-body">Add two stakeholders, then say how they are tied.</p>`
  const byName = people
    .map(({ id, name }) => ({ value: id, text: name }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
  const choose = { value: '', text: 'Choose' }
  return form(
    { action: `${at}/network/ties`, key },
    html`<div class="wm-network__quick">
${selectField(state, 'from', 'Who', [choose, ...byName])}
${selectField(state, 'to', 'And who', [choose, ...byName])}
${selectField(state, 'kind', 'How are they linked?', [choose, ...TIE_KINDS])}
${selectField(state, 'strength', 'How strong? (optional)', [choose, ...TIE_STRENGTHS])}
${selectField(state, 'span', 'Alike or not? (optional)', [choose, { value: 'bonding', text: 'Alike (bonding)' }, { value: 'bridging', text: 'Not alike (bridging)' }])}
${textField(state, 'saidBy', 'Who says so? (optional)')}
</div>${govuk.button({ text: 'Add tie', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  )
}
