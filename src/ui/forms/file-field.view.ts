import { type FormState, problem } from '#ui/forms/form.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'

export type FileField = Readonly<{
  field: string
  label: string
  hint?: string
  isMultiple?: boolean
  /** Endings or types offered first, such as `.csv,.zip`. */
  accept?: string
  /** Phones open the camera that looks away from whoever holds them. */
  isPhotograph?: boolean
}>

/**
 * Files to send in a multipart {@link form}. Where scripts run, sending shows how much has gone and can be stopped;
 * otherwise the browser sends the form as always.
 */
export function fileField(
  state: FormState,
  { field, label, hint, isMultiple, accept, isPhotograph }: FileField,
): Html {
  return html`<div data-wm-upload>
${govuk.fileUpload({
  id: field,
  name: field,
  label: { text: label },
  hint: hint ? { text: hint } : undefined,
  multiple: isMultiple,
  javascript: false,
  attributes: {
    accept: { value: accept, optional: true },
    capture: { value: isPhotograph ? 'environment' : undefined, optional: true },
  },
  ...problem(state, field),
})}
<div class="wm-progress" data-wm-upload-progress hidden>
<label class="wm-progress__label" for="${field}-sent">Sending</label>
<progress class="wm-progress__bar" id="${field}-sent" max="100" value="0"></progress>
<p class="wm-progress__detail" role="status"></p>
</div>
</div>`
}
