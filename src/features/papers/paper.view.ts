import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

type Link = Readonly<{ text: string; href: string }>

export type PaperView = Readonly<{
  typedIn: readonly Readonly<{ title: string; href: string; kind: string }>[]
  /** What may be typed in from it, by step; none where nothing may. */
  steps: readonly Readonly<{ name: string; kinds: readonly Link[] }>[]
}>

/** The way of a paper, above the table of them. */
export function howItWorks(): Html {
  return html`<ol class="govuk-list govuk-list--number">
<li>Add the paper: what it is, when it came and from whom.</li>
<li>Attach its scan or file on its page.</li>
<li>From there, type in what it says, line by line. Each line says which paper it came from.</li>
</ol>`
}

/** What has been typed in from a paper, and what can be. */
export function paperPart({ typedIn, steps }: PaperView): Html {
  return html`<section aria-labelledby="typed-in"><h2 class="govuk-heading-m" id="typed-in">Typed in from this paper</h2>
${
  typedIn.length
    ? html`<ul class="govuk-list govuk-list--bullet">${typedIn.map(({ title, href, kind }) => html`<li><a class="govuk-link wm-words" href="${href}">${title}</a> (${kind})</li>`)}</ul>`
    : html`<p class="govuk-body">Nothing has been typed in yet.</p>`
}
${
  steps.length
    ? govuk.details({
        summaryText: 'Type in what it says',
        open: typedIn.length === 0,
        html: html`<div class="wm-no-print">${steps.map(
          ({ name, kinds }) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${name}</h3>
<p class="govuk-body wm-changes">${kinds.map(({ text, href }) => html`<a class="govuk-link" href="${href}">${text}</a> `)}</p>`,
        )}</div>`,
      })
    : nothing
}</section>`
}

/** On the page of an entry that was typed in. */
export function typedFromPart(href: string, title: string): Html {
  return html`<p class="govuk-body">Typed in from a paper as received: <a class="govuk-link wm-words" href="${href}">${title}</a></p>`
}
