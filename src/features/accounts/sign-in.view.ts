import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

export type SignInForm = Readonly<{ email: string; back: string; errors: readonly FieldProblem[] }>

/** The error of one field, as a component's `errorMessage`. */
export function errorOf(errors: readonly FieldProblem[], field: string): { text: string } | undefined {
  const error = errors.find((problem) => problem.field === field)
  return error && { text: error.text }
}

export function signInView(frame: Frame, { email, back, errors }: SignInForm): string {
  return page(
    { ...frame, title: 'Sign in', errors },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Sign in</h1>
<form method="post" action="/sign-in" novalidate>
${hidden('back', back)}
${emailInput(email, errors)}
${govuk.passwordInput({
  id: 'password',
  name: 'password',
  label: { text: 'Password' },
  autocomplete: 'current-password',
  errorMessage: errorOf(errors, 'password'),
})}
${govuk.button({ text: 'Sign in', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-m">No password, or you have forgotten it</h2>
<p class="govuk-body"><a class="govuk-link" href="/sign-in/link${withBack(back)}">Get a link to sign in by e-mail</a></p>
</div></div>`,
  )
}

export function linkRequestView(frame: Frame, { email, back, errors }: SignInForm): string {
  return page(
    {
      ...frame,
      title: 'Get a link to sign in',
      errors,
      backLink: { text: 'Back', href: `/sign-in${withBack(back)}` },
    },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Get a link to sign in</h1>
<p class="govuk-body">We will e-mail you a link. It works once, for 15 minutes.</p>
<form method="post" action="/sign-in/link" novalidate>
${emailInput(email, errors)}
${govuk.button({ text: 'Send the link', preventDoubleClick: true })}
</form>
</div></div>`,
  )
}

export function linkSentView(frame: Frame, { isKeptHere }: Readonly<{ isKeptHere: boolean }>): string {
  return page(
    { ...frame, title: 'Check your e-mail' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Check your e-mail</h1>
<p class="govuk-body">If the address you gave belongs to somebody who can use Wardmote, a link to sign in is on its way. It works once, for 15 minutes.</p>
<p class="govuk-body">If nothing comes, look in your junk mail, check that the address was right, or ask your administrator.</p>
${isKeptHere ? govuk.insetText({ html: html`This is a demonstration: messages are kept here instead of being sent. <a class="govuk-link" href="/mail">See the demonstration mail</a>` }) : nothing}
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Back to sign in</a></p>
</div></div>`,
  )
}

/** [AC4] Opening the link changes nothing; the button does. */
export function linkView(frame: Frame, token: string): string {
  return page(
    { ...frame, title: 'Finish signing in' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Finish signing in</h1>
<p class="govuk-body">This link works once. Use the button on the device you want to sign in on.</p>
<form method="post" action="/sign-in/link/${token}">
${govuk.button({ text: 'Sign in', preventDoubleClick: true })}
</form>
</div></div>`,
  )
}

export function linkNotGoodView(frame: Frame): string {
  return page(
    { ...frame, title: 'This link does not work' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">This link does not work</h1>
<p class="govuk-body">It may have been used already, or it may be too old.</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in/link">Get another link</a></p>
</div></div>`,
  )
}

export function codeView(frame: Frame, { back, errors }: Omit<SignInForm, 'email'>): string {
  return page(
    { ...frame, title: 'Enter your code', errors },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Enter your code</h1>
<form method="post" action="/sign-in/code" novalidate>
${hidden('back', back)}
${codeInput(errors, 'The six digits your authenticator app shows for Wardmote, or one of your recovery codes')}
${govuk.button({ text: 'Continue', preventDoubleClick: true })}
</form>
<p class="govuk-body">If you have lost your authenticator and your recovery codes, your administrator can reset your second factor.</p>
<form method="post" action="/sign-out">${govuk.button({ text: 'Cancel', classes: 'govuk-button--secondary' })}</form>
</div></div>`,
  )
}

export function codeInput(errors: readonly FieldProblem[], hint: string): Html {
  return govuk.input({
    id: 'code',
    name: 'code',
    label: { text: 'Code' },
    hint: { text: hint },
    classes: 'govuk-input--width-10',
    autocomplete: 'one-time-code',
    spellcheck: false,
    autocapitalize: 'none',
    errorMessage: errorOf(errors, 'code'),
  })
}

function emailInput(value: string, errors: readonly FieldProblem[]): Html {
  return govuk.input({
    id: 'email',
    name: 'email',
    type: 'email',
    label: { text: 'E-mail address' },
    autocomplete: 'username',
    spellcheck: false,
    value,
    errorMessage: errorOf(errors, 'email'),
  })
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

function withBack(back: string): string {
  return back === '/' ? '' : `?back=${encodeURIComponent(back)}`
}
