import { momentInWords } from '#core/time/moment-in-words.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { DecisionSummary } from './decision.ts'
import { DECISION_STATES, type DecisionState } from './decision.ts'
import { STATE_WORDS } from './decision-words.ts'

export type DecisionListView = Readonly<{
  decisions: readonly DecisionSummary[]
  total: number
  page: number
  pageSize: number
  state: DecisionState | undefined
}>

export function decisionListPage(frame: Frame, view: DecisionListView): string {
  const { decisions, state } = view
  const query = (values: Record<string, string>) => {
    const text = new URLSearchParams({ ...(state ? { state } : {}), ...values }).toString()
    return text ? `/decisions?${text}` : '/decisions'
  }
  const body =
    decisions.length === 0
      ? html`<p class="govuk-body">${
          state
            ? html`No decision is in this state. <a class="govuk-link" href="/decisions">Show all</a>`
            : html`None yet. A decision starts from a <a class="govuk-link" href="/screening/saved">saved screening</a>: shortlist areas, then choose one.`
        }</p>`
      : html`${decisionTable(decisions)}
${pagination({ page: view.page, pageSize: view.pageSize, total: view.total, of: 'decisions', hrefOf: (number) => query({ page: String(number) }) })}`
  return page(
    { ...frame, title: 'Decisions' },
    html`<h1 class="govuk-heading-l">Decisions</h1>
<p class="govuk-body-l">Places proposed, decided and signed off, each with its reasons and the places not chosen.</p>
${filterPanel(
  { action: '/decisions', heading: 'Show', submitText: 'Show' },
  selectField(
    {},
    'state',
    'State',
    [{ value: '', text: 'All' }, ...DECISION_STATES.map((value) => ({ value, text: STATE_WORDS[value] }))],
    { value: state ?? '' },
  ),
)}
${body}`,
  )
}

export function decisionTable(decisions: readonly DecisionSummary[]): Html {
  return dataTable({
    id: 'decisions',
    caption: 'Decisions, newest first',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Place',
        cell: (one) =>
          html`<a class="govuk-link" href="/decisions/${one.id}">${one.placeName}</a><br><span class="govuk-hint govuk-!-margin-bottom-0">${one.areaCode}</span>`,
      },
      { heading: 'State', cell: (one) => stateTag(one.state) },
      { heading: 'Screening', cell: (one) => one.screeningName },
      { heading: 'Prepared', cell: (one) => html`${one.draftedAs}<br>${momentInWords(one.draftedAt)}` },
      {
        heading: 'Project',
        cell: (one) =>
          one.projectNumber === null
            ? 'none'
            : html`<a class="govuk-link" href="/projects/${one.projectNumber}">${one.projectNumber}</a>`,
      },
    ],
    rows: decisions,
  })
}

const TAGS: Readonly<Record<DecisionState, string>> = {
  draft: 'govuk-tag--grey',
  decided: 'govuk-tag--blue',
  'signed off': 'govuk-tag--green',
  returned: 'govuk-tag--orange',
  withdrawn: 'govuk-tag--red',
}

export function stateTag(state: DecisionState): Html {
  return govuk.tag({ text: STATE_WORDS[state], classes: `${TAGS[state]} wm-tag` })
}
