import { type Frame, page } from '#ui/frame/page.view.ts'
import { type HtmlValue, html, nothing } from '#ui/html.view.ts'

/** 404: also what a record looks like that is not the viewer's to see. */
export function notFoundPage(frame: Frame): string {
  return plainPage(
    frame,
    'Page not found',
    html`<p class="govuk-body">If you typed the address, check it is right. If you pasted it, check you copied all of it.</p>
<p class="govuk-body">The page may be gone, or belong to a force or project that you are not part of.</p>`,
  )
}

/** 403: the person stays signed in. */
export function notAllowedPage(frame: Frame): string {
  return plainPage(
    frame,
    'You cannot do this',
    html`<p class="govuk-body">Your role does not let you take this step, or the form was sent from another site. You are still signed in, and nothing was changed.</p>
<p class="govuk-body">If it is part of your work, ask an administrator of your force for the role you need.</p>`,
  )
}

/** 500: says what to quote; the log has the rest under the same reference. */
export function problemPage(frame: Frame, reference?: string): string {
  return plainPage(
    frame,
    'Sorry, something went wrong',
    html`<p class="govuk-body">Nothing that was saved before is lost. Try again in a moment.</p>
${reference ? html`<p class="govuk-body">If it happens again, tell your administrator this reference: <code class="wm-reference">${reference}</code></p>` : nothing}`,
  )
}

/** 413. */
export function tooLargePage(frame: Frame, limitMb: number): string {
  return plainPage(
    frame,
    'That is too large to send',
    html`<p class="govuk-body">What you sent has more than ${limitMb} MB. Nothing was saved. Send it in parts, or ask an administrator to load it on the server.</p>`,
  )
}

function plainPage(frame: Frame, title: string, body: HtmlValue): string {
  return page(
    { ...frame, title },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${title}</h1>
${body}
</div></div>`,
  )
}
