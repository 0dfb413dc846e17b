import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type HtmlValue, html } from '#ui/html.view.ts'

/** What is kept in the browser: one cookie, needed to stay signed in. */
export function cookiesPage(frame: Frame): string {
  return textPage(
    frame,
    'Cookies',
    html`<p class="govuk-body">Wardmote uses one cookie. It is needed to keep you signed in, so you are not asked to agree to it. It does not follow you to other sites, and nothing here counts visits or shows advertisements.</p>
${govuk.table({
  caption: 'The cookie',
  captionClasses: 'govuk-table__caption--s',
  head: [{ text: 'Name' }, { text: 'What it is for' }, { text: 'How long it stays' }],
  rows: [
    [
      { html: html`<code>wardmote</code>, or <code>__Host-wardmote</code> over https` },
      { text: 'Knows that you have signed in. Scripts cannot read it.' },
      { text: 'Until you sign out, or 12 hours' },
    ],
  ],
})}
<p class="govuk-body">Your session also ends after an hour without use.</p>`,
  )
}

/** Says only what the project's own tests check, and what they do not. */
export function accessibilityPage(frame: Frame): string {
  return textPage(
    frame,
    'Accessibility statement',
    html`<p class="govuk-body">This statement is about the pages of Wardmote. Everybody should be able to use them: without scripts, with a keyboard alone, with a screen reader, on a small screen, enlarged to 400%, in high contrast and on paper.</p>
<h2 class="govuk-heading-m">How far it meets the standard</h2>
<p class="govuk-body">We aim for the Web Content Accessibility Guidelines version 2.2 at level AA. No outside body has assessed Wardmote, so we do not claim that it complies.</p>
<h2 class="govuk-heading-m">How it is tested</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Pages that the browser tests visit are checked with axe-core in Chromium, with no rule switched off. A page that breaks a rule fails the tests.</li>
<li>Every component is checked on a wide screen and on one 320 pixels wide.</li>
<li>Whole pieces of work, from screening an area to signing off a place and opening its project, are done in the browser tests; parts of them with the keyboard alone, without scripts, and on a screen 320 pixels wide, which is also what 400% enlargement leaves of a wide one.</li>
<li>Charts come with a table of the same figures, and maps with a list of the same areas.</li>
</ul>
<p class="govuk-body">Automatic checks find only some problems. The pages have not yet been tested by people who use screen readers, magnifiers or voice control every day.</p>
<h2 class="govuk-heading-m">Known limits</h2>
<p class="govuk-body">Wide tables scroll sideways inside themselves on a small screen. A map needs scripts; the list beside it does not.</p>
<h2 class="govuk-heading-m">If something does not work for you</h2>
<p class="govuk-body">Tell the organisation that gave you this address: ask for its accessibility or digital team. Say which page it was and what you were trying to do. If you are not happy with the reply, the <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> can advise you.</p>`,
  )
}

/** Short, and true of any installation; the operator's own notice says who the controller is. */
export function privacyPage(frame: Frame): string {
  return textPage(
    frame,
    'Privacy',
    html`<p class="govuk-body">The organisation that runs this installation decides what is kept and answers for it. Its own privacy notice says who it is, on which legal ground it acts, how long it keeps records and how to use your rights.</p>
<h2 class="govuk-heading-m">What Wardmote keeps about people who sign in</h2>
<ul class="govuk-list govuk-list--bullet">
<li>your name, e-mail address, rank and roles, and the dates you hold them</li>
<li>when you signed in, and from which kind of device, so that you can end a session you do not know</li>
<li>what you change, with the time: a record of decisions is part of the work</li>
<li>that you opened a record kept about a person, or a project marked sensitive</li>
</ul>
<h2 class="govuk-heading-m">What it does not keep</h2>
<p class="govuk-body">Wardmote is not a database of suspects. Recorded crime is open data without names, at points that were moved to a nearby place before publication. Logs of the service carry no personal data. Nothing is sent to anyone else to measure or advertise.</p>
<p class="govuk-body">You can complain about how your information is used to the <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.</p>`,
  )
}

function textPage(frame: Frame, title: string, body: HtmlValue): string {
  return page(
    { ...frame, title },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${title}</h1>
${body}
</div></div>`,
  )
}
