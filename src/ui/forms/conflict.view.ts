import type { FieldProblem } from '#ui/frame/page.view.ts'
import { type Html, html } from '#ui/html.view.ts'

/** What a person reads first where somebody else saved `what` while they wrote; their form is shown again as sent. */
export const savedMeanwhile = (what: string): FieldProblem => ({
  field: null,
  text: `Somebody else saved ${what} while you were writing. Nothing of yours is lost: look at what they saved, then choose.`,
})

/** The same where nothing was typed that could be lost. */
export const changedMeanwhile = (what: string): FieldProblem => ({
  field: null,
  text: `Somebody else changed ${what} meanwhile. See what they did, then try again.`,
})

/** What somebody else saved, to stand above the form with what was typed; `keep` leads to it as it is. */
export function conflict({
  by = 'somebody else',
  saved,
  keep,
}: Readonly<{ by?: string; saved: Html; keep: string }>): Html {
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-m">Saved meanwhile by ${by}</h2>
${saved}
<p class="govuk-body">What you typed is below. Take over what you want from above, then save; or <a class="govuk-link" href="${keep}">keep what is saved and drop mine</a>.</p></div>`
}
