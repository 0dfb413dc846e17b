import { govuk } from '#ui/govuk.view.ts'
import { type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'

export type FilterPanel = Readonly<{
  /** The page itself: filters are its query, so a filtered page has an address. */
  action: string
  heading: string
  /** Each filter in force, with the address of the page without it. */
  selected?: readonly Readonly<{ text: string; removeHref: string }>[]
  clearHref?: string
  /** Parts of the query that are not filters, such as the sort, kept when filters change. */
  kept?: Readonly<Record<string, string>>
  submitText?: string
}>

/** Filters of a list, as a form that gets. */
export function filterPanel(panel: FilterPanel, fields: HtmlValue): Html {
  const { action, heading, selected = [], clearHref, kept = {} } = panel
  return html`<form class="wm-filter" method="get" action="${action}" novalidate aria-label="${heading}">
<h2 class="govuk-heading-s wm-filter__heading">${heading}</h2>
${
  selected.length === 0
    ? nothing
    : html`<div class="wm-filter__selected"><h3 class="govuk-visually-hidden">Filters in force</h3>
<ul class="wm-filter__tags">${selected.map(({ text, removeHref }) => html`<li><a class="wm-filter__tag" href="${removeHref}"><span class="govuk-visually-hidden">Remove this filter: </span>${text}<span aria-hidden="true"> ✕</span></a></li>`)}</ul>
${clearHref ? html`<p class="govuk-body-s"><a class="govuk-link govuk-link--no-visited-state" href="${clearHref}">Clear all filters</a></p>` : nothing}</div>`
}
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="wm-filter__fields">${fields}</div>
${govuk.button({ text: panel.submitText ?? 'Apply filters', classes: 'govuk-button--secondary wm-filter__submit' })}
</form>`
}
