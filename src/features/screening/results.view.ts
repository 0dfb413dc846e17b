import { type Html, html } from '#ui/html.view.ts'
import { areaMap } from './area-map.view.ts'
import { cautions, factsOf, howToRead, whereFrom } from './facts.view.ts'
import { rankedTable } from './ranked-table.view.ts'
import type { Results } from './results.ts'

/** The answer: facts, cautions, map and table. The element that script swaps when a weight changes [S7]. */
export function resultsView(results: Results): Html {
  const { screening } = results
  return html`<div id="results" class="wm-results" data-results>
<h2 class="govuk-heading-l" id="results-title" tabindex="-1">Result</h2>
${factsOf(screening)}
${cautions(screening)}
<div class="wm-results__help">${howToRead(screening)}${whereFrom(screening)}</div>
<div class="wm-side-by-side">
${areaMap(results)}
${rankedTable(results)}
</div>
</div>`
}
