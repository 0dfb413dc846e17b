import {
  checkboxesField,
  type FormState,
  form,
  radiosField,
  textField,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { OUTSIDE_KINDS } from './invitation.schema.ts'
import { AGREEMENT, ASKED_FOR_DAYS } from './invitation.ts'

/** What an invitation's pages say of the group. */
export type Joined = Readonly<{ placeName: string; forceName: string; purpose: string; code: string }>

/** Where somebody types the code they were handed. */
export function codePage(frame: Frame, state: FormState): string {
  return page(
    { ...frame, title: 'Join a working group', errors: state.errors ?? [] },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Join a working group</h1>
<form method="post" action="/join" novalidate>
${textField(state, 'code', 'Your code', {
  hint: { text: 'Sixteen letters and numbers, such as 4F7K-9QTX-2M3N-8RWV' },
  classes: 'govuk-input--width-20',
  autocomplete: 'off',
  autocapitalize: 'characters',
  spellcheck: false,
})}
${govuk.button({ text: 'Continue', preventDoubleClick: true })}
</form>
</div></div>`,
  )
}

/** [W6] One page for every invitation that does not work, so that it tells nothing. */
export function notGoodPage(frame: Frame): string {
  return page(
    { ...frame, title: 'This invitation does not work' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">This invitation does not work</h1>
<p class="govuk-body">It may have been used already, it may be too old, or it may have been withdrawn. Check the address or the code.</p>
<p class="govuk-body">If you have joined already, <a class="govuk-link" href="/sign-in">sign in</a>. If not, ask whoever invited you for another invitation.</p>
</div></div>`,
  )
}

export function waitPage(frame: Frame, words: string): string {
  return page(
    { ...frame, title: 'Too many attempts' },
    html`<h1 class="govuk-heading-xl">Too many attempts</h1><p class="govuk-body">${words}.</p>`,
  )
}

/** [W7] A link that several people may have: it sends each an invitation of their own. */
export function askAddressPage(frame: Frame, joined: Joined, state: FormState): string {
  return around(
    frame,
    joined,
    state,
    html`<h2 class="govuk-heading-m">Your e-mail address</h2>
<p class="govuk-body">We send you a message with a link. Open it to join. It shows that the address is yours, so that nobody else can use your account.</p>
<form method="post" action="/join/${joined.code}/address" novalidate>
${textField(state, 'email', 'E-mail address', { type: 'email', autocomplete: 'email', spellcheck: false })}
${govuk.button({ text: 'Send me the link', preventDoubleClick: true })}
</form>
<p class="govuk-body">If you have an account here, <a class="govuk-link" href="/sign-in?back=${encodeURIComponent(`/join/${joined.code}`)}">sign in to join with it</a>.</p>`,
  )
}

export function addressSentPage(frame: Frame, isKeptHere: boolean): string {
  return page(
    { ...frame, title: 'Check your e-mail' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Check your e-mail</h1>
<p class="govuk-body">A link to join is on its way to the address you gave. It works once, for ${ASKED_FOR_DAYS} days.</p>
<p class="govuk-body">If nothing comes, look in your junk mail, and check that the address was right.</p>
${isKeptHere ? govuk.insetText({ html: html`This is a demonstration: messages are kept here instead of being sent. <a class="govuk-link" href="/mail">See the demonstration mail</a>` }) : nothing}
</div></div>`,
  )
}

/** [W8] Joins somebody to whose address the invitation went; `email` is that address. */
export function joinPage(frame: Frame, joined: Joined, email: string, state: FormState): string {
  return around(
    frame,
    joined,
    state,
    html`<h2 class="govuk-heading-m">About you</h2>
<form method="post" action="/join/${joined.code}" novalidate>
<p class="govuk-body">Your e-mail address: <strong class="wm-words">${email}</strong></p>
${textField(state, 'name', 'Your name', { autocomplete: 'name', spellcheck: false })}
${answers(state)}
</form>`,
  )
}

/** [W8] Joins somebody who has signed in. */
export function joinAsPage(
  frame: Frame,
  joined: Joined,
  view: Readonly<{ name: string; key: string; state: FormState }>,
): string {
  return around(
    frame,
    joined,
    view.state,
    html`<h2 class="govuk-heading-m">Join as ${view.name}</h2>
<p class="govuk-body">If that is not you, sign out first.</p>
${form({ action: `/join/${joined.code}`, key: view.key }, answers(view.state))}`,
  )
}

/** The address has an account: whoever it is signs in first. */
export function signInToJoinPage(frame: Frame, joined: Joined): string {
  return around(
    frame,
    joined,
    {},
    html`<h2 class="govuk-heading-m">You have an account here</h2>
<p class="govuk-body">This invitation went to an address that has an account. Sign in with it, then open this invitation again.</p>
${govuk.button({ text: 'Sign in to join', href: `/sign-in?back=${encodeURIComponent(`/join/${joined.code}`)}` })}`,
  )
}

export type WhyNot = 'other-force' | 'staff' | 'other-address'

const WHY_NOT: Readonly<Record<WhyNot, string>> = {
  'other-force':
    'You are signed in with an account of another force. An account belongs to one force. Sign out, and ask for an invitation to another e-mail address.',
  staff:
    'You work for this force, so you see its projects already. Ask the project’s supervisor to put you on its team.',
  'other-address':
    'This invitation went to another e-mail address. Sign out to join with that address, or ask for an invitation of your own.',
}

/** Signed in as somebody whom this invitation cannot bring in. */
export function cannotJoinPage(frame: Frame, why: WhyNot): string {
  return page(
    { ...frame, title: 'You cannot join with this account' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">You cannot join with this account</h1>
<p class="govuk-body">${WHY_NOT[why]}</p>
</div></div>`,
  )
}

function around(frame: Frame, joined: Joined, state: FormState, body: Html): string {
  const { placeName, forceName, purpose } = joined
  return page(
    { ...frame, title: `Join the working group for ${placeName}`, errors: state.errors ?? [] },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">Join the working group for ${placeName}</h1>
<p class="govuk-body">People who live and work in ${placeName} meet in this group with ${forceName}. They settle what would make the place better, who does it, and when they are done.</p>
${purpose ? govuk.insetText({ html: html`<p class="govuk-body govuk-!-margin-bottom-1">What the group says it is for:</p><p class="govuk-body wm-words">${purpose}</p>` }) : nothing}
${body}
</div></div>`,
  )
}

function answers(state: FormState): Html {
  return html`${radiosField(state, 'organisationKind', 'Where do you come from?', OUTSIDE_KINDS)}
${textField(state, 'organisation', 'Name of your organisation', { hint: { text: 'Leave empty if you come as a resident' }, autocomplete: 'organization' })}
${wordsField(state, 'why', 'Why do you join? What would you like to get from it? (optional)', { rows: 3, hint: { text: 'The group sees this. In your own words' } })}
${wordsField(state, 'capability', 'What can you do or decide? (optional)', { rows: 3, hint: { text: 'Such as bring people, open a building, spend money, change a rule' } })}
<h2 class="govuk-heading-m">What you agree to</h2>
<ul class="govuk-list govuk-list--bullet">${AGREEMENT.points.map((point) => html`<li>${point}</li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="/privacy">How your data is kept</a></p>
${checkboxesField(state, 'agree', 'Do you agree?', [{ value: 'yes', text: 'Yes, I agree' }])}
${govuk.button({ text: 'Join the group', preventDoubleClick: true })}`
}
