import type { AreaCode } from '#core/area/area.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { estimate } from '#ui/estimate/estimate.view.ts'
import { type FormState, form, problem, selectField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import type { DecisionSummary } from './decision.ts'
import { decisionTable } from './decision-list.view.ts'
import type { ShortlistEntry } from './shortlist.ts'

export type ShortlistView = Readonly<{
  saved: Readonly<{ id: string; name: string; screening: Screening }>
  entries: readonly ShortlistEntry[]
  decisions: readonly DecisionSummary[]
  mayPrepare: boolean
  /** Chosen before the page was opened, such as by a link from an area's page. */
  suggested: AreaCode | null
  newKey(): string
  state: FormState
}>

/** A screening's shortlist: what is considered, what may be added, and the decisions made from it. */
export function shortlistPage(frame: Frame, view: ShortlistView): string {
  const { saved, entries, state } = view
  const { screening } = saved
  return page(
    {
      ...frame,
      title: `Shortlist: ${saved.name}`,
      errors: state.errors ?? [],
      breadcrumbs: [
        { text: 'Screening', href: '/screening' },
        { text: saved.name, href: `/screening/${saved.id}` },
      ],
    },
    html`<span class="govuk-caption-l">${saved.name}</span>
<h1 class="govuk-heading-l">Shortlist</h1>
<p class="govuk-body-l">Areas to think about before one is chosen. Whoever decides must say why not each of the others.</p>
<p class="govuk-body">${formatNumber(screening.areas.length)} areas ranked on ${screening.monthsKnown} known months, ${monthInWords(screening.from)} to ${monthInWords(screening.to)}.</p>
${entries.length === 0 ? html`<p class="govuk-inset-text">Nothing is on the shortlist yet.</p>` : shortlistItems(view)}
${view.mayPrepare ? addForm(view) : nothing}
<h2 class="govuk-heading-m">Decisions from this screening</h2>
${view.decisions.length === 0 ? html`<p class="govuk-body">None yet.</p>` : decisionTable(view.decisions)}`,
  )
}

function shortlistItems(view: ShortlistView): Html {
  const { saved, entries, mayPrepare } = view
  const byCode = new Map(saved.screening.areas.map((area) => [area.code, area]))
  const rows = entries
    .map((entry) => ({ entry, area: byCode.get(entry.areaCode) ?? null }))
    .sort((a, b) => (a.area?.rank ?? Number.MAX_SAFE_INTEGER) - (b.area?.rank ?? Number.MAX_SAFE_INTEGER))
  return html`<ol class="govuk-list wm-entries">${rows.map(
    ({ entry, area }) => html`<li>
<h2 class="govuk-heading-m govuk-!-margin-bottom-1">${area?.name ?? 'Not in this screening'} <span class="wm-entries__code">${entry.areaCode}</span></h2>
${area ? figures(area, saved.screening.areas.length) : nothing}
${entry.note === '' ? nothing : html`<p class="govuk-body wm-words govuk-!-margin-bottom-1">${entry.note}</p>`}
<p class="govuk-hint govuk-!-margin-bottom-2">Added by ${entry.addedByName}, ${momentInWords(entry.addedAt)}</p>
${mayPrepare ? actions(view, entry, area) : nothing}
</li>`,
  )}</ol>`
}

function figures(area: ScreenedArea, areasRanked: number): Html {
  return html`<p class="govuk-body govuk-!-margin-bottom-1">Rank ${estimate({ value: area.rank, low: area.rankLow, high: area.rankHigh, scale: [1, areasRanked], says: 'rank' })}</p>
<p class="govuk-body govuk-!-margin-bottom-2">Band ${area.band}. ${formatNumber(area.count)} recorded. Among the highest tenth in ${area.yearsInTop} of ${area.years} years.</p>`
}

function actions(view: ShortlistView, entry: ShortlistEntry, area: ScreenedArea | null): Html {
  const { saved, newKey } = view
  const named = html`<span class="govuk-visually-hidden"> ${area?.name ?? entry.areaCode}</span>`
  const at = `/screening/${saved.id}/shortlist/${entry.areaCode}`
  const choose =
    area &&
    form(
      { action: `/screening/${saved.id}/decisions`, key: newKey() },
      html`<input type="hidden" name="area" value="${entry.areaCode}">${govuk.button({ html: html`Choose this place${named}`, preventDoubleClick: true })}`,
    )
  const remove = form(
    { action: `${at}/remove`, key: newKey(), version: entry.version },
    govuk.button({
      html: html`Take off the list${named}`,
      classes: 'govuk-button--secondary',
      preventDoubleClick: true,
    }),
  )
  return html`${govuk.details({
    summaryHtml: html`${entry.note === '' ? 'Add a note' : 'Change the note'}${named}`,
    classes: 'govuk-!-margin-bottom-3',
    html: form(
      { action: at, key: newKey(), version: entry.version },
      html`${govuk.textarea({ id: `note-${entry.areaCode}`, name: 'note', rows: 2, label: { text: `Note on ${entry.areaCode}` }, value: entry.note })}
${govuk.button({ text: 'Save note', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  })}
<div class="govuk-button-group">${choose}${remove}</div>`
}

function addForm({ saved, entries, suggested, newKey, state }: ShortlistView): Html {
  const onList = new Set(entries.map((entry) => entry.areaCode))
  const choices = saved.screening.areas
    .filter((area) => !onList.has(area.code))
    .map((area) => ({
      value: area.code,
      text: `${area.rank}. ${area.name} (${area.code}), band ${area.band}`,
    }))
  if (choices.length === 0) return html`<p class="govuk-body">Every area is on the shortlist.</p>`
  return html`<h2 class="govuk-heading-m">Add an area</h2>
${form(
  { action: `/screening/${saved.id}/shortlist`, key: newKey() },
  html`${selectField(state, 'areas', 'Area, in rank order', choices, suggested ? { value: suggested } : {})}
${wordsField(state, 'note', 'Note (optional)', { rows: 2, hint: { text: 'What you know about it that the figures do not show' }, ...problem(state, 'note') })}
${govuk.button({ text: 'Add to shortlist', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
)}`
}
