import { type Html, html } from '#ui/html.view.ts'
import { networkSaid } from './network.view.ts'
import type { NetworkWords } from './network-words.ts'

/** The network in short on the step's page, and the ways to the rest. */
export function stepSummary(number: string, words: NetworkWords): Html {
  const at = `/projects/${number}`
  const short = {
    ...words,
    holds: words.holds.slice(0, 2),
    leaving: words.leaving.slice(0, 2),
    people: words.people.slice(0, 1),
    oneVoice: words.oneVoice.slice(0, 3),
  }
  return html`<section aria-labelledby="network"><h2 class="govuk-heading-m" id="network">What the network says</h2>
${networkSaid(short)}
<ul class="govuk-list wm-no-print"><li><a class="govuk-link" href="${at}/network">The network: drawn, measured and as tables</a></li>
<li><a class="govuk-link" href="${at}/stakeholders/grid">Interest and power</a></li>
<li><a class="govuk-link" href="${at}/coverage">Who can speak with the people who live here</a></li></ul></section>`
}
