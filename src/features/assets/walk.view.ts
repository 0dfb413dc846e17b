import { type Html, html, nothing } from '#ui/html.view.ts'

export type WalkView = Readonly<{
  /** `null` where this person does not add what is seen. */
  addHref: string | null
  seen: readonly Readonly<{
    title: string
    href: string
    isGood: boolean
    where: string
    pictures: readonly Html[]
  }>[]
}>

/** What was seen on a walk, as a part of the walk's page. */
export function walkPart({ addHref, seen }: WalkView): Html {
  return html`<section aria-labelledby="seen"><h2 class="govuk-heading-m" id="seen">Seen on this walk</h2>
${addHref ? html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${addHref}">Add what you see, one thing after the other</a></p>` : nothing}
${
  seen.length
    ? html`<ul class="govuk-list wm-files">${seen.map(
        ({ title, href, isGood, where, pictures }) =>
          html`<li class="wm-file">${pictures}<a class="govuk-link wm-words" href="${href}">${title}</a><span class="wm-byline">${isGood ? 'Good' : 'Bad'}${where ? html`, <span class="wm-words">${where}</span>` : nothing}</span></li>`,
      )}</ul>`
    : html`<p class="govuk-body">Nothing seen on this walk is written down.</p>`
}</section>`
}

/** Ways on from Step 2 and its lists. */
export function assetLinks(number: string, isOnPage: 'step' | 'assets' | 'walks'): Html {
  const map = html`<a class="govuk-link" href="/projects/${number}/assets/map">Map of assets, with a list</a>`
  const sheet = html`<a class="govuk-link" href="/projects/${number}/audit-sheet">Sheet on paper for a walk</a>`
  return html`<p class="govuk-body wm-changes wm-no-print">${isOnPage === 'walks' ? nothing : map} ${isOnPage === 'assets' ? nothing : sheet}</p>`
}
