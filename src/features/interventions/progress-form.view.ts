import type { Content } from '#core/proforma/entry.ts'
import { textOf } from '#core/proforma/entry.ts'
import { PROGRESS } from '#core/proforma/steps/intervention.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, radiosField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { type Intervention, ownerInWords } from './intervention.ts'
import { standingTags } from './intervention-item.view.ts'
import { type OfProject, placeFrame } from './place-page.view.ts'

export type ProgressView = Readonly<{
  project: OfProject
  intervention: Intervention
  content: Content
  today: string
  from: string
  key: string
  state: FormState
  /** Who saved meanwhile, where somebody did. */
  savedBy: string | null
}>

/** [I10] How it goes with one intervention, in a few taps. */
export function progressPage(frame: Frame, view: ProgressView): string {
  const { project, intervention, content, today, state } = view
  const at = `/projects/${project.number}/interventions/${intervention.id}`
  return page(
    placeFrame(frame, project, 'Say how it goes', state),
    html`<span class="govuk-caption-l">${project.placeName}</span>
<h1 class="govuk-heading-l">Say how it goes</h1>
<p class="govuk-body"><a class="govuk-link govuk-!-font-weight-bold wm-words" href="${at}">${intervention.what}</a><br><span class="wm-words">${ownerInWords(intervention)}</span></p>
<p class="govuk-body">${standingTags(intervention, today)}</p>
${view.savedBy ? conflict({ by: view.savedBy, saved: saved(intervention), keep: at }) : nothing}
${form(
  { action: `${at}/progress`, key: view.key, version: intervention.version, keepsDraft: true },
  html`<input type="hidden" name="from" value="${view.from}">
${radiosField(
  state,
  'progress',
  'How far is it?',
  PROGRESS.map(({ value, text }) => ({ value, text })),
  { value: intervention.progress },
)}
${textField(state, 'percent', 'How much of it is done? (optional)', { value: intervention.percent, classes: 'govuk-input--width-3', inputmode: 'numeric', suffix: { text: '%' } })}
${wordsField(state, 'progressNote', 'What has happened so far? (optional)', { value: intervention.note, rows: 3 })}
${wordsField(state, 'whyStopped', 'If it stopped, why?', { value: textOf(content, 'whyStopped'), rows: 2 })}
${wordsField(state, 'evidence', 'What shows that it was done? (optional)', { value: textOf(content, 'evidence'), rows: 2 })}
${govuk.button({ text: 'Save', preventDoubleClick: true })}`,
)}`,
  )
}

const saved = ({ progress, percent, note }: Intervention): Html =>
  html`<p class="govuk-body"><strong>${progress}</strong>${percent ? `, ${percent}%` : ''}</p>${note ? html`<p class="govuk-body wm-words">${note}</p>` : nothing}`
