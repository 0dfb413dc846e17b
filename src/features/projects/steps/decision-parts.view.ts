import { whole } from '#core/figure-words.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { FrozenSignature, Project } from '../project.ts'

export function figuresLink(project: Project): Html {
  return html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/steps/1/figures">Compare the figures then with today’s</a></p>`
}

/**
 * [P10] Step 1's frozen part: the places not chosen, and the decision the project stands on. `readsDecisions`: whether its
 * reader may open the decision's own page.
 */
export function decisionParts(
  project: Project,
  { readsDecisions }: Readonly<{ readsDecisions: boolean }>,
): Html {
  return html`<h2 class="govuk-heading-m" id="alternatives">Places not chosen</h2>
${alternatives(project)}
<h2 class="govuk-heading-m" id="decision">${project.imported ? 'The decision, made elsewhere' : 'The decision'}</h2>
${decision(project, readsDecisions)}`
}
function alternatives({ decision, figures }: Project): Html {
  return dataTable({
    id: 'not-chosen',
    caption: 'Areas that were shortlisted, in the same band or ranked above, as they stood',
    columns: [
      {
        heading: 'Area',
        cell: (one) =>
          html`${one.name}<br><span class="govuk-hint govuk-!-margin-bottom-0">${one.code}</span>`,
      },
      { heading: 'Why not', cell: (one) => html`<span class="wm-words">${one.reason}</span>` },
      {
        heading: 'Rank',
        cell: (one) => `${one.rank} of ${figures.areasRanked}, likely ${one.rankLow} to ${one.rankHigh}`,
      },
      { heading: 'Recorded', isNumeric: true, cell: (one) => whole(one.count) },
    ],
    rows: decision.alternatives,
    whenEmpty: 'No other area was shortlisted, in the same band or ranked above',
  })
}

const EXCEPTION_TITLES = {
  'short-period': 'Exception: under 36 months of records',
  'outside-top-band': 'Exception: outside the top band',
} as const

function decision({ decision, figures, imported }: Project, readsDecisions: boolean): Html {
  const row = (key: string, value: string) => ({
    key: { text: key },
    value: { html: html`<span class="wm-words">${value}</span>` },
  })
  const signed = ({ as, at }: FrozenSignature) => `${as}, ${momentInWords(new Date(at))}`
  return html`${govuk.summaryList({
    rows: [
      row('Why this place', decision.reason),
      ...(decision.boundaryReason ? [row('Why this boundary', decision.boundaryReason)] : []),
      ...decision.exceptions.map(({ kind, text }) => row(EXCEPTION_TITLES[kind], text)),
      row('Prepared by', signed(decision.prepared)),
      row('Decided by', signed(decision.decided)),
      row('Signed off by', signed(decision.signedOff)),
      row(
        'Rests on',
        `Screening “${figures.screeningName}”, ${monthInWords(figures.from)} to ${monthInWords(figures.to)}, ${figures.monthsKnown} months known; frozen ${momentInWords(new Date(figures.frozenAt))}`,
      ),
    ],
  })}
${imported || !readsDecisions ? nothing : html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/decisions/${decision.id}">The decision’s own page</a></p>`}`
}
