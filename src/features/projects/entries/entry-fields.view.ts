import type { Content } from '#core/proforma/entry.ts'
import { listOf, textOf } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { monthTyped } from '#core/time/month.ts'
import { timeOfDayInWords } from '#core/time/time-of-day.ts'
import { dateField } from '#ui/forms/date-field.view.ts'
import {
  checkboxesField,
  chosen,
  type FormState,
  problem,
  radiosField,
  selectField,
  textField,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Html, html } from '#ui/html.view.ts'

/** Entries, and people of the team (kind `person`), that a question may name, by id, in the order to show them. */
export type Nameable = readonly Readonly<{ id: string; kind: string; title: string }>[]

// Above these a list is chosen from a menu, so that a form stays short.
const RADIOS_AT_MOST = 9

/** One question of an entry's form, filled with what was typed or what is saved. */
export function entryField(field: Field, content: Content, state: FormState, nameable: Nameable): Html {
  const label = field.isNeeded ? field.label : `${field.label} (optional)`
  const hint = field.hint ? { hint: { text: field.hint } } : {}
  const value = textOf(content, field.name)
  switch (field.type) {
    case 'line':
      return textField(state, field.name, label, { ...hint, value })
    case 'words':
      return wordsField(state, field.name, label, { ...hint, value, rows: 4 })
    case 'number':
      return textField(state, field.name, label, {
        ...hint,
        value,
        classes: 'govuk-input--width-10',
        inputmode: 'decimal',
        ...(field.unit ? { suffix: { text: field.unit } } : {}),
      })
    case 'time':
      return textField(state, field.name, label, {
        hint: { text: field.hint ?? 'For example, 7:30pm or 19:30' },
        value: timeOfDayInWords(value),
        classes: 'govuk-input--width-5',
      })
    case 'point':
      return html`<div data-wm-point="${field.name}">${textField(state, field.name, label, {
        hint: { text: field.hint ?? 'Latitude and longitude, such as 52.6346, -1.1293' },
        value: value.replace(',', ', '),
        classes: 'govuk-input--width-20',
      })}</div>`
    case 'date':
    case 'rough date':
      // Of a period, the end is what can be changed.
      return dateField(state, {
        field: field.name,
        legend: label,
        value: value.split('/').at(-1) ?? '',
        ...(field.hint ? { hint: field.hint } : {}),
      })
    case 'one of':
      return field.choices.length > RADIOS_AT_MOST
        ? selectField(state, field.name, label, [{ value: '', text: 'Choose' }, ...field.choices], {
            ...hint,
            value,
          })
        : radiosField(state, field.name, label, field.choices, { ...hint, value })
    case 'any of':
      return checkboxesField(state, field.name, label, field.choices, listOf(content, field.name), hint)
    case 'entry':
      return selectField(
        state,
        field.name,
        label,
        [{ value: '', text: 'Choose' }, ...nameableFor(field.kinds, nameable)],
        { ...hint, value },
      )
    case 'person':
      return selectField(
        state,
        field.name,
        label,
        [{ value: '', text: 'Nobody on the team' }, ...nameableFor(['person'], nameable)],
        { ...hint, value },
      )
    case 'entries':
      return manyEntries(field, label, content, state, nameable)
  }
}

/** What of a sent form is a kind's content, ready to parse: dates put together from their parts. */
export function rawContent(
  kind: Pick<EntryKind, 'fields'>,
  values: NonNullable<FormState['values']>,
  before?: Content,
): Readonly<Record<string, unknown>> {
  const text = (name: string) => {
    const value = values[name]
    return typeof value === 'string' ? value.trim() : (value?.[0] ?? '')
  }
  return Object.fromEntries(
    kind.fields.map((field) => {
      if (field.type === 'any of' || field.type === 'entries') return [field.name, values[field.name] ?? []]
      if (field.type !== 'date' && field.type !== 'rough date') return [field.name, text(field.name)]
      const [day, named, year] = ['day', 'month', 'year'].map((part) => text(`${field.name}-${part}`))
      const month = monthTyped(named ?? '')
      if (!day && !month && !year) return [field.name, '']
      const two = (part = '') => part.padStart(2, '0')
      const sent =
        !month && !day ? year : !day ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
      // A period keeps its start while its end is left as it was.
      const saved = before ? textOf(before, field.name) : ''
      return [field.name, saved.endsWith(`/${sent}`) ? saved : sent]
    }),
  )
}

/** Errors of fields, with those of a date led to its first box. */
export function fieldErrors(
  kind: Pick<EntryKind, 'fields'>,
  problems: readonly Readonly<{ field: string; text: string }>[],
) {
  return problems.map(({ field, text }) => {
    const type = kind.fields.find((one) => one.name === field)?.type
    return { field: type === 'date' || type === 'rough date' ? `${field}-day` : field, text }
  })
}

function nameableFor(kinds: readonly string[], nameable: Nameable) {
  return nameable
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, title }) => ({ value: id, text: title }))
}

function manyEntries(
  field: Extract<Field, { type: 'entries' }>,
  label: string,
  content: Content,
  state: FormState,
  nameable: Nameable,
): Html {
  const choices = nameableFor(field.kinds, nameable)
  const initial = listOf(content, field.name)
  if (choices.length === 0)
    return html`<p class="govuk-body"><strong>${label}</strong><br>There is nothing to choose from yet.</p>`
  if (choices.length <= 30)
    return checkboxesField(
      state,
      field.name,
      label,
      choices,
      initial,
      field.hint ? { hint: { text: field.hint } } : {},
    )
  const marked = new Set(chosen(state, field.name, initial))
  const wrong = problem(state, field.name).errorMessage as { text: string } | undefined
  return html`<div class="govuk-form-group${wrong ? ' govuk-form-group--error' : ''}">
<label class="govuk-label" for="${field.name}">${label}</label>
<div class="govuk-hint" id="${field.name}-hint">${field.hint ?? ''} Hold Control (or Command) to choose several.</div>
${wrong ? html`<p class="govuk-error-message" id="${field.name}-error"><span class="govuk-visually-hidden">Error:</span> ${wrong.text}</p>` : ''}
<select class="govuk-select wm-many" multiple size="10" id="${field.name}" name="${field.name}" aria-describedby="${field.name}-hint${wrong ? ` ${field.name}-error` : ''}">
${choices.map(({ value, text }) => (marked.has(value) ? html`<option value="${value}" selected>${text}</option>` : html`<option value="${value}">${text}</option>`))}
</select></div>`
}
