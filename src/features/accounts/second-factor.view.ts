import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { codeInput } from './sign-in.view.ts'

const ABOVE = [{ text: 'Your account', href: '/account' }]
const CODE_HINT = 'The six digits your authenticator app shows for Wardmote'

export type SetUpPage = Readonly<{
  /** SVG. */
  qrCode: Html
  key: string
  isRequired: boolean
  errors: readonly FieldProblem[]
}>

export function setUpView(frame: Frame, { qrCode, key, isRequired, errors }: SetUpPage): string {
  return page(
    { ...frame, title: 'Set up a second factor', breadcrumbs: isRequired ? [] : ABOVE, errors },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Set up a second factor</h1>
${isRequired ? govuk.insetText({ text: 'Administrators need a second factor. You can use the rest of Wardmote when you have set it up.' }) : nothing}
<p class="govuk-body">From then on, signing in asks for a code from an app as well, so a stolen password is not enough.</p>
<ol class="govuk-list govuk-list--number govuk-list--spaced">
<li>Open an authenticator app on your phone. Any app for one-time codes works.</li>
<li>Scan this picture with it:
<div class="wm-qr" role="img" aria-label="QR code holding the key that is written out below">${qrCode}</div>
or type this key into it: <strong class="wm-key">${key}</strong></li>
<li>Enter the code the app shows.</li>
</ol>
<form method="post" action="/account/second-factor" novalidate>
${codeInput(errors, CODE_HINT)}
${govuk.button({ text: 'Turn on', preventDoubleClick: true })}
</form>
${isRequired ? html`<form method="post" action="/sign-out">${govuk.button({ text: 'Sign out instead', classes: 'govuk-button--secondary' })}</form>` : nothing}
</div></div>`,
  )
}

/** [AC9] The only page that ever shows them. */
export function recoveryCodesView(frame: Frame, codes: readonly string[]): string {
  return page(
    { ...frame, title: 'Your recovery codes' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Your recovery codes</h1>
${govuk.warningText({ text: 'Write these down or print them. They are shown only this once.', iconFallbackText: 'Warning' })}
<p class="govuk-body">If you lose your authenticator, each of these works once in place of a code. Keep them away from your phone.</p>
<ul class="govuk-list wm-codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p class="govuk-body"><a class="govuk-button" href="/account">I have kept them safe</a></p>
</div></div>`,
  )
}

export type SecondFactorPage = Readonly<{
  recoveryCodesLeft: number
  errors: readonly FieldProblem[]
}>

export function secondFactorView(frame: Frame, { recoveryCodesLeft, errors }: SecondFactorPage): string {
  return page(
    { ...frame, title: 'Your second factor', breadcrumbs: ABOVE, errors },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Your second factor</h1>
<p class="govuk-body">Signing in asks for a code from your authenticator app. You have ${recoveryCodesLeft} recovery code${recoveryCodesLeft === 1 ? '' : 's'} left.</p>
<form method="post" action="/account/second-factor/change" novalidate>
${codeInput(errors, `To change anything, enter a code: ${CODE_HINT.toLowerCase()}, or a recovery code`)}
<div class="govuk-button-group">
${govuk.button({ text: 'Make new recovery codes', name: 'what', value: 'codes', preventDoubleClick: true })}
${govuk.button({ text: 'Remove this authenticator', name: 'what', value: 'remove', classes: 'govuk-button--warning', preventDoubleClick: true })}
</div>
</form>
</div></div>`,
  )
}
