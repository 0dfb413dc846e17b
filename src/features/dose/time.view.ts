import { partialDateInWords } from '#core/time/partial-date.ts'
import { dateField } from '#ui/forms/date-field.view.ts'
import { type FormState, form, radiosField, textField } from '#ui/forms/form.view.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { durationInWords } from './dose.ts'
import type { HoursNote } from './hours.ts'

const QUICK = [
  [30, '30 minutes'],
  [60, '1 hour'],
  [120, '2 hours'],
  [240, 'Half a shift'],
] as const

export type TimeView = Readonly<{
  project: Readonly<{ number: string; placeName: string; state: string }>
  breadcrumbs: readonly Breadcrumb[]
  notes: readonly HoursNote[]
  today: string
  key: () => string
  state: FormState
}>

/** [H1] Two taps note today's time; below, any other day, and what this person has noted. */
export function timePage(frame: Frame, view: TimeView): string {
  const { project, notes, today, key, state } = view
  const at = `/projects/${project.number}/time`
  return page(
    {
      ...frame,
      title: `Your time on ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Your time</h1>
<p class="govuk-body">Only sums for the whole project are shown to others, never who noted what.</p>
${notedToday(notes, today)}
${project.state === 'open' ? quick(at, key) : ''}
${project.state === 'open' ? another(at, key(), today, state) : ''}
<h2 class="govuk-heading-m">What you have noted</h2>
${
  notes.length
    ? html`<ul class="govuk-list wm-entries">${notes.map((note) => noted(at, note, key()))}</ul>`
    : html`<p class="govuk-body">Nothing yet.</p>`
}`,
  )
}

// Stands above the buttons, so that a tap on a phone is seen to have counted, and is not made twice.
function notedToday(notes: readonly HoursNote[], today: string): Html {
  const sum = (kind: HoursNote['kind']) =>
    notes
      .filter((note) => note.onDay === today && note.kind === kind && !note.isStruck)
      .reduce((minutes, note) => minutes + note.minutes, 0)
  const given = sum('given')
  const taken = sum('taken')
  const parts = [
    ...(given ? [`${durationInWords(given)} on this project`] : []),
    ...(taken ? [`${durationInWords(taken)} taken away`] : []),
  ]
  return html`<p class="govuk-body govuk-!-font-weight-bold">Noted for today: ${parts.join(', ') || 'nothing yet'}.</p>`
}

function quick(at: string, key: () => string): Html {
  const row = (kind: 'given' | 'taken', heading: string) => html`<h2 class="govuk-heading-m">${heading}</h2>
<div class="govuk-button-group">${QUICK.map(([minutes, text]) =>
    form(
      { action: at, key: key() },
      html`<input type="hidden" name="quick" value="yes"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="minutes" value="${minutes}">
${govuk.button({ html: html`${text}<span class="govuk-visually-hidden"> ${kind === 'given' ? 'on this project today' : 'taken away today'}</span>`, classes: kind === 'given' ? '' : 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  )}</div>`
  return html`${row('given', 'On this project today')}${row('taken', 'Taken away from it today')}`
}

function another(at: string, key: string, today: string, state: FormState): Html {
  return govuk.details({
    summaryText: 'Another day, or another length',
    open: (state.errors?.length ?? 0) > 0,
    html: form(
      { action: at, key },
      html`${radiosField(state, 'kind', 'Which was it?', [
        { value: 'given', text: 'On this project' },
        { value: 'taken', text: 'Taken away from it' },
      ])}
${textField(state, 'hours', 'How many hours?', { hint: { text: 'For example, 1.5' }, classes: 'govuk-input--width-3', inputmode: 'decimal' })}
${dateField(state, { legend: 'On which day?', value: today })}
${govuk.button({ text: 'Note it', preventDoubleClick: true })}`,
    ),
  })
}

function noted(at: string, { id, onDay, minutes, kind, isStruck }: HoursNote, key: string): Html {
  const text = html`${partialDateInWords(onDay)}: ${durationInWords(minutes)} ${kind === 'given' ? 'on this project' : 'taken away'}`
  if (isStruck) return html`<li><s>${text}</s></li>`
  return html`<li>${text}
${form({ action: `${at}/${id}/strike`, key }, govuk.button({ html: html`Strike it out<span class="govuk-visually-hidden">: ${text}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0', preventDoubleClick: true }))}</li>`
}
