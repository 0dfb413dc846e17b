import { type IsoMonth, parseMonth } from '#core/time/month.ts'
import { chosen, type FormState, form, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { PUBLISHED_TYPES } from './crime-type.ts'
import { type SeriesBreak, spanInWords } from './series-break.ts'

export type BreaksPage = Readonly<{
  breaks: readonly SeriesBreak[]
  mayChange: boolean
  state: FormState
  addKey: string
  removeKeys: ReadonlyMap<string, string>
}>

/** The force's known breaks, the built-in ones first, with a form to add another. */
export function breaksPage(frame: Frame, shown: BreaksPage): string {
  const { breaks, mayChange, state } = shown
  return page(
    {
      ...frame,
      title: 'Breaks in the series',
      breadcrumbs: [{ text: 'Screening', href: '/screening' }],
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-xl">Breaks in the series</h1>
<p class="govuk-body-l">Months that are not like those before and after: a change in how crime is recorded or answered, in boundaries, or in how people lived. They are drawn on every series they touch and said beside every slope.</p>
<ul class="wm-breaks">${breaks.map((one) => item(one, shown))}</ul>
${mayChange ? addForm(state, shown.addKey) : html`<p class="govuk-body">Analysts and supervisors of the force add breaks.</p>`}`,
  )
}

function item(one: SeriesBreak, { mayChange, removeKeys }: BreaksPage): Html {
  return html`<li class="wm-breaks__item"><h2 class="govuk-heading-s">${one.label}</h2>
<p class="govuk-body">${capital(spanInWords(one))}; ${one.types.length === 0 ? 'all crime types' : one.types.join(', ')}.${one.explanation ? ` ${one.explanation}` : ''}</p>
${
  one.id === null
    ? html`<p class="govuk-body-s govuk-hint">Built in</p>`
    : mayChange
      ? form(
          { action: `/screening/breaks/${one.id}/remove`, key: removeKeys.get(one.id) ?? '' },
          html`<button class="govuk-button govuk-button--secondary" type="submit">Remove<span class="govuk-visually-hidden"> ${one.label}</span></button>`,
        )
      : nothing
}</li>`
}

function addForm(state: FormState, key: string): Html {
  return html`<h2 class="govuk-heading-m">Add a break</h2>${form(
    { action: '/screening/breaks', key },
    html`${textField(state, 'label', 'What changed', { hint: { text: 'For example: all crimes attended in person; new recording system' }, maxlength: 200 })}
${textField(state, 'from', 'First month', { hint: { text: 'As in 2024-03' }, classes: 'govuk-input--width-5', spellcheck: false })}
${textField(state, 'to', 'Last month', { hint: { text: 'Leave empty if it goes on' }, classes: 'govuk-input--width-5', spellcheck: false })}
${govuk.details({
  summaryText: 'Only some crime types',
  open: chosen(state, 'types').length > 0,
  html: govuk.checkboxes({
    idPrefix: 'types',
    name: 'types',
    classes: 'govuk-checkboxes--small',
    fieldset: { legend: { text: 'None ticked is all types' } },
    items: PUBLISHED_TYPES.map((type) => ({ value: type, text: type })),
    values: [...chosen(state, 'types')],
  }),
})}
${govuk.button({ text: 'Add the break' })}`,
  )}`
}

/** What a sent form says, with one problem a field at most. */
export function readBreak(
  sent: Readonly<{ label: string; from: string; to: string; types: readonly string[] }>,
): Readonly<{
  value: Readonly<{ label: string; from: IsoMonth; to: IsoMonth | null; types: readonly string[] }> | null
  errors: readonly Readonly<{ field: string; text: string }>[]
}> {
  const errors: { field: string; text: string }[] = []
  if (sent.label === '') errors.push({ field: 'label', text: 'Say what changed' })
  if (sent.label.length > 200)
    errors.push({ field: 'label', text: 'Say what changed in 200 characters or fewer' })
  const from = parseMonth(sent.from)
  if (!from) errors.push({ field: 'from', text: 'Give the first month as in 2024-03' })
  const to = sent.to === '' ? null : parseMonth(sent.to)
  if (sent.to !== '' && !to)
    errors.push({ field: 'to', text: 'Give the last month as in 2024-03, or leave it empty' })
  else if (from && to && to < from) errors.push({ field: 'to', text: 'The last month is before the first' })
  const known: readonly string[] = PUBLISHED_TYPES
  if (sent.types.some((type) => !known.includes(type)))
    errors.push({ field: 'types', text: 'Choose crime types from the list' })
  return errors.length > 0 || !from
    ? { value: null, errors }
    : { value: { label: sent.label, from, to, types: [...new Set(sent.types)].sort() }, errors }
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}
