import { govuk, type Params } from '#ui/govuk.view.ts'
import { attributes, type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'

/** Problems and typed values as a form's parser gives them. */
export type FormState = Readonly<{
  errors?: readonly Readonly<{ field: string | null; text: string }>[]
  values?: Readonly<Record<string, string | readonly string[]>>
}>

export type Form = Readonly<{
  action: string
  /** Made when the page is made, so that sending the form twice writes once. */
  key: string
  /** Set for forms that send files. */
  isMultipart?: boolean
  /** The version of the record being edited, so that two people's changes are told apart. */
  version?: number
  /** What is typed is kept until it is saved, and offered back. Never for passwords. */
  keepsDraft?: boolean
}>

/** A form that posts; the browser's own checks are off because the page says what is wrong better. */
export function form({ action, key, isMultipart, version, keepsDraft }: Form, body: HtmlValue): Html {
  return html`<form method="post" action="${action}" novalidate${attributes({ enctype: isMultipart ? 'multipart/form-data' : null, 'data-wm-draft': keepsDraft })}>
<input type="hidden" name="_key" value="${key}">
${version === undefined ? nothing : html`<input type="hidden" name="_version" value="${version}">`}
${body}
</form>`
}

/** Spread into a field's component: its problem, if it has one. `govuk.input({ ...problem(state, 'name'), … })` */
export function problem(state: FormState, field: string): Params {
  const found = state.errors?.find((one) => one.field === field)
  return found ? { errorMessage: { text: found.text } } : {}
}

/** What was typed in a field, to show again; otherwise the fallback. */
export function typed(state: FormState, field: string, fallback = ''): string {
  const value = state.values?.[field]
  return typeof value === 'string' ? value : (value?.[0] ?? fallback)
}

/** Everything chosen in a field that may be sent more than once. */
export function chosen(state: FormState, field: string, fallback: readonly string[] = []): readonly string[] {
  if (!state.values) return fallback
  const value = state.values[field]
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** A text box with its label, hint, problem and what was typed; `id` and `name` are the field. */
export function textField(
  state: FormState,
  field: string,
  label: string,
  params: Params & { readonly value?: string } = {},
): Html {
  return govuk.input({
    id: field,
    name: field,
    label: { text: label },
    ...params,
    value: typed(state, field, params.value),
    ...problem(state, field),
  })
}

/** As {@link textField}, for words on several lines. */
export function wordsField(
  state: FormState,
  field: string,
  label: string,
  params: Params & { readonly value?: string } = {},
): Html {
  return govuk.textarea({
    id: field,
    name: field,
    label: { text: label },
    ...params,
    value: typed(state, field, params.value),
    ...problem(state, field),
  })
}

export type Choice = Readonly<{ value: string; text: string; hint?: string }>

/** One of several; `params.value` is chosen at first. */
export function radiosField(
  state: FormState,
  field: string,
  legend: string,
  choices: readonly Choice[],
  params: Params & { readonly value?: string } = {},
): Html {
  const value = typed(state, field, params.value)
  return govuk.radios({
    idPrefix: field,
    name: field,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    ...params,
    value,
    items: choices.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined })),
    ...problem(state, field),
  })
}

/** Any of several; `initial` are chosen at first. */
export function checkboxesField(
  state: FormState,
  field: string,
  legend: string,
  choices: readonly Choice[],
  initial: readonly string[] = [],
  params: Params = {},
): Html {
  return govuk.checkboxes({
    idPrefix: field,
    name: field,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    ...params,
    values: [...chosen(state, field, initial)],
    items: choices.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined })),
    ...problem(state, field),
  })
}

/** A drop-down list; `params.value` is chosen at first. */
export function selectField(
  state: FormState,
  field: string,
  label: string,
  choices: readonly Choice[],
  params: Params & { readonly value?: string } = {},
): Html {
  return govuk.select({
    id: field,
    name: field,
    label: { text: label },
    ...params,
    value: typed(state, field, params.value),
    items: choices.map(({ value, text }) => ({ value, text })),
    ...problem(state, field),
  })
}
