import { CRITERIA } from '#core/screening/criterion.ts'
import type { ScreenedArea, Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FormState, form, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { factsOf } from './facts.view.ts'
import { addressOf, hasDefaultWeights, questionParts, typesInWords, UNIT_WORDS } from './question.ts'
import { hidden } from './ranked-table.view.ts'
import type { SavedScreening, SavedSummary } from './saved-screening.ts'
import { EXPORT_WORDS } from './workbench.view.ts'

const HOME = { text: 'Screening', href: '/screening' } as const
const SAVED = { text: 'Saved screenings', href: '/screening/saved' } as const
export const LISTED = 25

export function savePage(
  frame: Frame,
  shown: Readonly<{
    question: ScreeningQuestion
    screening: Screening
    /** To be shortlisted once the screening is saved. */
    area: ScreenedArea | null
    state: FormState
    key: string
  }>,
): string {
  const { question, screening, area, state, key } = shown
  return page(
    {
      ...frame,
      title: 'Save this screening',
      backLink: addressOf('/screening', question),
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-xl">Save this screening</h1>
<p class="govuk-body-l">What is kept: the question, the weights, and the result as it is at this moment. Everybody in the force who reads screenings can open it by its address.</p>
${area ? govuk.insetText({ text: `A shortlist belongs to a saved screening, so that what ${area.name} was chosen from is kept. Save, and ${area.name} is ready to be added on the next page.` }) : nothing}
${factsOf(screening)}
${form(
  { action: '/screening/saved', key },
  html`${hidden([...questionParts(question), ...(area ? [['shortlist', area.code] as const] : [])])}
${textField(state, 'name', 'Name', { hint: { text: 'What it is for, so that others find it' }, maxlength: 200 })}
${govuk.button({ text: area ? 'Save and go to the shortlist' : 'Save' })}`,
)}`,
  )
}

export function savedListPage(
  frame: Frame,
  shown: Readonly<{ screenings: readonly SavedSummary[]; total: number; text: string; page: number }>,
): string {
  const { screenings, total, text } = shown
  const address = (number: number) =>
    `/screening/saved?${new URLSearchParams({ ...(text ? { q: text } : {}), page: String(number) })}`
  return page(
    { ...frame, title: 'Saved screenings', breadcrumbs: [HOME] },
    html`<h1 class="govuk-heading-xl">Saved screenings</h1>
<form class="wm-saved-search" method="get" action="/screening/saved" role="search" aria-label="Saved screenings">
${govuk.input({ id: 'q', name: 'q', value: text, label: { text: 'Name' }, attributes: { maxlength: '200' } })}
${govuk.button({ text: 'Search', classes: 'govuk-button--secondary' })}
</form>
${
  total === 0
    ? html`<p class="govuk-body">${text ? html`No saved screening’s name holds “${text}”. <a class="govuk-link" href="/screening/saved">Show all</a>` : html`Nothing is saved yet. <a class="govuk-link" href="/screening">Screen the force</a>, then save what you see: decisions start from a saved screening.`}</p>`
    : html`<ul class="wm-saved">${screenings.map(savedItem)}</ul>
${pagination({ page: shown.page, pageSize: LISTED, total, of: 'saved screenings', hrefOf: address })}`
}`,
  )
}

function savedItem(saved: SavedSummary): Html {
  return html`<li class="wm-saved__item"><h2 class="govuk-heading-s"><a class="govuk-link" href="/screening/${saved.id}">${saved.name}</a></h2>
<p class="govuk-body-s">${questionInWords(saved.question)}. Saved by ${saved.savedByName} on ${momentInWords(saved.savedAt)}.</p></li>`
}

function questionInWords(question: ScreeningQuestion): string {
  const months =
    question.from || question.to
      ? `${question.from ?? 'the first month'} to ${question.to ?? 'the last month'}`
      : 'all months'
  const weights = hasDefaultWeights(question) ? 'default weights' : 'own weights'
  const unit = UNIT_WORDS[question.unit][1]
  return `${unit[0]?.toUpperCase()}${unit.slice(1)}, ${months}, ${typesInWords(question.types ?? [])}, ${weights}`
}

export type SavedPage = Readonly<{
  saved: SavedScreening
  markup: Html
  deleteKey: string | null
  problem: string | null
}>

/** A saved screening as it was [S8]. */
export function savedPage(frame: Frame, shown: SavedPage): string {
  const { saved, problem } = shown
  return page(
    {
      ...frame,
      title: saved.name,
      isWide: true,
      islands: ['screening/workbench'],
      breadcrumbs: [HOME, SAVED],
      errors: problem ? [{ field: null, text: problem }] : [],
    },
    html`<span class="govuk-caption-l">Saved screening</span>
<h1 class="govuk-heading-xl">${saved.name}</h1>
<p class="govuk-body">${questionInWords(saved.question)}. Saved by ${saved.savedByName} on ${momentInWords(saved.savedAt)}, and shown as it was then. Area names lead to their pages as of today.</p>
<div class="wm-saved-actions">
<a class="govuk-button" role="button" draggable="false" href="/screening/${saved.id}/shortlist">Shortlist and decide</a>
<a class="govuk-button govuk-button--secondary" role="button" draggable="false" href="/screening/${saved.id}/repeat">Repeat with today’s data</a>
<nav class="wm-actions" aria-label="This screening"><ul>
<li><a class="govuk-link" href="${addressOf('/screening', saved.question)}">Open the question in the workbench</a></li>
<li>Export: ${(['csv', 'json', 'geojson'] as const).map((format, at) => html`${at > 0 ? ', ' : ''}<a class="govuk-link" href="/screening/${saved.id}/export.${format}" download>${EXPORT_WORDS[format]}</a>`)}</li>
</ul></nav>
</div>
${weightsOf(saved)}
${shown.markup}
${shown.deleteKey ? deleteForm(saved, shown.deleteKey) : nothing}`,
  )
}

function weightsOf({ screening }: SavedScreening): Html {
  const weighed = CRITERIA.filter(({ key }) => screening.weights[key] > 0)
  return html`<p class="govuk-body-s">Weights: ${weighed.map(({ key, label }) => `${label} ${screening.weights[key]}`).join('; ')}.</p>`
}

function deleteForm(saved: SavedSummary, key: string): Html {
  return html`<section class="wm-delete" aria-labelledby="delete-title"><h2 class="govuk-heading-m" id="delete-title">Delete this screening</h2>
<p class="govuk-body">You saved it, so you can delete it, as long as nothing was shortlisted or decided from it. That it existed stays in the audit.</p>
${form({ action: `/screening/${saved.id}/delete`, key }, html`<button type="submit" class="govuk-button govuk-button--warning" data-module="govuk-button">Delete</button>`)}</section>`
}
