import { AMOUNTS, DECISION_LEVELS } from '#core/proforma/steps/stakeholders.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Place } from './network.view.ts'
import { groupName, type Person } from './stakeholder-network.ts'

// What each corner asks for; the middle is left to judgement.
const ADVICE: Readonly<Record<string, string>> = {
  'much much': 'Work with them closely',
  'much little': 'Help them be heard: they care and cannot change it alone',
  'little much': 'Find what they would gain',
  'little little': 'Keep them told',
}

/** Every stakeholder by how much they care and how much they can change: a table, so that it reads anywhere. */
export function gridPage(frame: Frame, place: Place, people: readonly Person[]): string {
  const at = `/projects/${place.number}`
  const isPlaced = (person: Person) => person.cares !== '' && person.power !== ''
  const missing = people.filter((person) => !isPlaced(person))
  const columns = AMOUNTS
  const rows = [...AMOUNTS].reverse()
  return page(
    { ...frame, title: `Interest and power: ${place.placeName}`, breadcrumbs: place.breadcrumbs },
    html`<span class="govuk-caption-l">${place.placeName}, ${place.number}: Step 3</span>
<h1 class="govuk-heading-l">Interest and power</h1>
<p class="govuk-body">Who cares how much, and who can change how much. Each name leads to what is written of them. Power beyond the place is told beside the name.</p>
<div class="wm-table-region" role="region" tabindex="0" aria-labelledby="grid-caption">
<table class="govuk-table wm-table wm-grid-table" id="grid">
<caption class="govuk-table__caption govuk-visually-hidden" id="grid-caption">Stakeholders by interest, down, and power, across</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><td class="govuk-table__cell"></td>${columns.map(({ text }) => html`<th scope="col" class="govuk-table__header">Can change ${text.toLowerCase()}</th>`)}</tr></thead>
<tbody class="govuk-table__body">${rows.map(
      (cares) =>
        html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">Cares ${cares.text.toLowerCase()}</th>${columns.map(
          (power) =>
            html`<td class="govuk-table__cell">${cell(
              at,
              people.filter((person) => person.cares === cares.value && person.power === power.value),
              ADVICE[`${cares.value} ${power.value}`],
            )}</td>`,
        )}</tr>`,
    )}</tbody></table></div>
${
  missing.length
    ? html`<h2 class="govuk-heading-m">Not placed yet</h2><p class="govuk-body">For these it is not written how much they care, or how much they can change.</p>${names(at, missing, '/correct')}`
    : nothing
}
<p class="govuk-body"><a class="govuk-link" href="${at}/network">Network of stakeholders</a></p>`,
  )
}

function cell(at: string, people: readonly Person[], advice: string | undefined): Html {
  return html`${advice ? html`<p class="wm-byline govuk-!-margin-top-0 govuk-!-margin-bottom-2">${advice}:</p>` : nothing}${
    people.length ? names(at, people, '') : html`<span class="wm-unknown">Nobody</span>`
  }`
}

function names(at: string, people: readonly Person[], path: string): Html {
  return html`<ul class="govuk-list govuk-!-margin-bottom-1">${people.map((person) => {
    const level = DECISION_LEVELS.find(({ value }) => value === person.level)
    const beyond = level && level.value !== 'local' ? `, ${level.text.toLowerCase()}` : ''
    return html`<li><a class="govuk-link" href="${at}/stakeholders/${person.id}${path}">${person.name}</a> <span class="wm-byline">${groupName(person.group)}${beyond}</span></li>`
  })}</ul>`
}
