import type { NetworkFigures } from '#analytics/index.ts'
import { TIE_KINDS } from '#core/proforma/steps/stakeholders.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { brokerSaid } from './people-table.view.ts'
import type { StakeholderNetwork } from './stakeholder-network.ts'

/** One stakeholder's ties, and where they stand between others. */
export function tiesOfPerson(
  number: string,
  { people, ties }: StakeholderNetwork,
  figures: NetworkFigures,
  id: string,
): Html {
  const node = people.findIndex((person) => person.id === id)
  if (node < 0) return nothing
  const at = `/projects/${number}`
  const own = ties.filter(({ from, to }) => from === node || to === node)
  const isCut = figures.cutPoints.some((cut) => cut.node === node)
  return html`<section aria-labelledby="their-ties"><h2 class="govuk-heading-m" id="their-ties">Ties</h2>
${
  own.length
    ? html`<ul class="govuk-list govuk-list--bullet">${own.map(({ id: tie, from, to, kind }) => {
        const other = people[from === node ? to : from]!
        const how = TIE_KINDS.find(({ value }) => value === kind)?.text.toLowerCase() ?? ''
        return html`<li><a class="govuk-link wm-words" href="${at}/stakeholders/${other.id}">${other.name}</a>: <a class="govuk-link" href="${at}/ties/${tie}">${how}<span class="govuk-visually-hidden"> (the tie with ${other.name})</span></a></li>`
      })}</ul><p class="govuk-body">Goes between ${brokerSaid(figures, node)}.${isCut ? ' Without them others part.' : ''}</p>`
    : html`<p class="govuk-body">No tie is written down.</p>`
}
<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${at}/ties/new?from=${id}">Add a tie</a> <a class="govuk-link" href="${at}/network">The whole network</a></p></section>`
}
