import { SIGHTING_KINDS } from '#core/proforma/steps/environmental-audit.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { type FormState, form, radiosField, selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

export type SeeView = Readonly<{
  placeName: string
  walk: Readonly<{ title: string; href: string }>
  /** What has been seen on this walk, the latest first. */
  seen: readonly Readonly<{ title: string; href: string }>[]
  acceptedPictures: string
  reopenField: Html
  key: string
  state: FormState
}>

/** [AS2] One thing seen on a walk after the other, on a phone in one hand. */
export function seePage(frame: Frame, { walk, seen, state, ...view }: SeeView): string {
  const [last] = seen
  return page(
    {
      ...frame,
      title: `What do you see? ${walk.title}`,
      backLink: { text: 'Back to the walk', href: walk.href },
      errors: state.errors ?? [],
      islands: ['projects/point'],
    },
    html`<span class="govuk-caption-l">${view.placeName}: ${walk.title}</span>
<h1 class="govuk-heading-l">What do you see?</h1>
${last ? html`<p class="govuk-body" role="status">Saved so far: ${seen.length}. Last: <a class="govuk-link wm-words" href="${last.href}">${last.title}</a></p>` : nothing}
${form(
  { action: `${walk.href}/files`, key: view.key, isMultipart: true },
  html`${fileField(state, {
    field: 'file',
    label: 'Take a photograph (optional)',
    hint: 'No faces and no car numbers. Where it was taken is removed from it.',
    accept: view.acceptedPictures,
    isPhotograph: true,
  })}
${textField(state, 'title', 'What is it?', { hint: { text: 'It is also what the photograph shows to people who cannot see it' } })}
${radiosField(
  state,
  'seems',
  'Is it good or bad for the place?',
  [
    { value: 'good', text: 'Good' },
    { value: 'bad', text: 'Bad' },
  ],
  { classes: 'govuk-radios--inline' },
)}
${selectField(state, 'sort', 'What is it about?', [{ value: '', text: 'Choose' }, ...SIGHTING_KINDS])}
${textField(state, 'where', 'Where is it? In words', { hint: { text: 'Or as a point on the map, below' } })}
<div data-wm-point="point">${textField(state, 'point', 'Where is it on the map? (optional)', {
    hint: { text: 'Latitude and longitude, such as 52.6346, -1.1293' },
    classes: 'govuk-input--width-20',
  })}</div>
${view.reopenField}
<div class="govuk-button-group">${govuk.button({ text: 'Save, and see more', preventDoubleClick: true })}
${govuk.button({ text: 'Save and finish', name: 'next', value: 'finish', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div>`,
)}`,
  )
}
