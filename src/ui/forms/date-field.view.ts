import { type FormState, problem, typed } from '#ui/forms/form.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import type { Html } from '#ui/html.view.ts'

export type DateField = Readonly<{
  /** Boxes are named `${field}-day`, `-month` and `-year`; without it `day`, `month` and `year`. */
  field?: string
  legend: string
  /** What is saved, as exact as it is known: `2025`, `2025-03`, `2025-03-14`, or empty. */
  value?: string
  hint?: string
}>

/** A date in three boxes, with the problem of any of them above them all. */
export function dateField(state: FormState, { field, legend, value = '', hint }: DateField): Html {
  const nameOf = (part: string) => (field ? `${field}-${part}` : part)
  const [year = '', month = '', day = ''] = value.split('-')
  const saved = { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
  const wrong = ['day', 'month', 'year']
    .map((part) => problem(state, nameOf(part)))
    .find((one) => one.errorMessage)
  const part = (name: keyof typeof saved, width: number) => ({
    id: nameOf(name),
    name: nameOf(name),
    label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    value: typed(state, nameOf(name), saved[name]),
    classes: `govuk-input--width-${width}${wrong ? ' govuk-input--error' : ''}`,
  })
  return govuk.dateInput({
    id: field ?? 'date',
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    ...(hint ? { hint: { text: hint } } : {}),
    items: [part('day', 2), part('month', 2), part('year', 4)],
    ...wrong,
  })
}
