import { type Html, html } from '#ui/html.view.ts'

const LINKS = [
  ['Accessibility', '/accessibility'],
  ['Cookies', '/cookies'],
  ['Privacy', '/privacy'],
] as const

/** The same on every page. The attribution is a condition of the open data's licence. */
export const footer: Html = html`<footer class="wm-footer">
<div class="govuk-width-container">
<h2 class="govuk-visually-hidden">About this service</h2>
<ul class="wm-footer__links">${LINKS.map(([text, href]) => html`<li><a class="wm-footer__link" href="${href}">${text}</a></li>`)}</ul>
<p class="wm-footer__text">Contains public sector information licensed under the <a class="wm-footer__link" rel="license" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>: recorded crime from data.police.uk, and statistics and boundaries from the Office for National Statistics and the Ministry of Housing, Communities and Local Government, where they are loaded.</p>
<p class="wm-footer__text">Points of recorded crime are moved to a nearby place before they are published. Wardmote is independent open-source software, not a service of the Crown.</p>
</div>
</footer>`
