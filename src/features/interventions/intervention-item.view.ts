import { PROGRESS } from '#core/proforma/steps/intervention.ts'
import { partialDateInWords, periodInWords } from '#core/time/partial-date.ts'
import { form } from '#ui/forms/form.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dueInWords, type Intervention, isOpen, ownerInWords, standingOn } from './intervention.ts'

export type ItemView = Readonly<{
  project: Readonly<{ number: string; placeName: string }>
  today: string
  /** What this person may do with it: one tap or two, only by its own form, or nothing. */
  may: 'tap' | 'tell' | 'read'
  /** Where saying how it goes leads back to. */
  from: 'board' | 'actions'
  /** Made for this item's forms. */
  key: string
  /** Says the place too, on a list of several projects. */
  withPlace: boolean
}>

/** One intervention in a list: what, who, by when, how far, and the ways to say how it goes. */
export function interventionItem(intervention: Intervention, view: ItemView): Html {
  const { project, today } = view
  const { what, start, due, percent, note, toldOn } = intervention
  const at = `/projects/${project.number}/interventions/${intervention.id}`
  const dates = start || due ? periodInWords(start || null, due || null) : 'No dates'
  return html`<li><a class="govuk-link govuk-!-font-weight-bold wm-words" href="${at}">${what}</a>
<p class="govuk-body govuk-!-margin-bottom-1">${standingTags(intervention, today)}${percent && isOpen(intervention) ? ` ${percent}% done` : ''}</p>
<p class="govuk-body govuk-!-margin-bottom-1"><span class="wm-words">${ownerInWords(intervention)}</span><br>${dates}${view.withPlace ? html`<br><span class="wm-words">${project.placeName}</span>` : nothing}</p>
${note ? html`<p class="govuk-body govuk-!-margin-bottom-1 wm-words">${note}</p>` : nothing}
<span class="wm-byline">${toldOn ? `Last told ${partialDateInWords(toldOn)}` : 'Nobody has said how it goes'}</span>
${acts(intervention, view, at)}</li>`
}

/** How it stands on the day, as tags: overdue beside its progress. */
export function standingTags(intervention: Intervention, today: string): Html {
  const standing = standingOn(today, intervention)
  const progress = PROGRESS.find(({ value }) => value === intervention.progress)
  const due = dueInWords(today, intervention)
  return html`${due ? html`${tag(`${due[0]?.toUpperCase()}${due.slice(1)}`, standing === 'overdue' ? 'red' : 'yellow')} ` : nothing}${progress ? tag(progress.text, progress.tone ?? 'grey') : nothing}`
}

// Written out rather than run through the component's template: a page has hundreds of them.
const tag = (text: string, tone: string) =>
  html`<strong class="govuk-tag govuk-tag--${tone} wm-tag">${text}</strong>`

function acts(intervention: Intervention, { may, from, key }: ItemView, at: string): Html {
  const about = html`<span class="govuk-visually-hidden">: ${intervention.what}</span>`
  const more = html`<a class="govuk-link" href="${at}/progress?from=${from}">Say how it goes${about}</a>`
  if (may === 'read') return nothing
  const taps =
    may === 'tap' && isOpen(intervention)
      ? form(
          { action: `${at}/progress`, key, version: intervention.version },
          html`<input type="hidden" name="from" value="${from}">
<div class="govuk-button-group govuk-!-margin-bottom-0">${
            intervention.progress === 'not started' ? tap('under way', 'It is under way', about) : nothing
          }${tap('done', 'It is done', about)}</div>`,
        )
      : nothing
  return html`<div class="wm-no-print">${taps}<p class="govuk-body wm-changes">${more}</p></div>`
}

const tap = (progress: string, text: string, about: Html) =>
  govuk.button({
    html: html`${text}${about}`,
    name: 'progress',
    value: progress,
    classes: 'govuk-button--secondary',
    preventDoubleClick: true,
  })
