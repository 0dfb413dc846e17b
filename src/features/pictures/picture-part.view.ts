import { ELEMENT_KINDS, elementTitle, inSight, type Picture } from '#core/picture/element.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pictureDrawing } from './drawing.view.ts'

export type PicturePartView = Readonly<{ at: string; title: string; shown: Picture; mayDraw: boolean }>

const SHOWN_OF_A_KIND = 5

/** What a picture shows, in short: what there is of each kind, and the way to all of it. */
export function picturePart({ at, title, shown, mayDraw }: PicturePartView): Html {
  const there = inSight(shown).elements
  return html`<section aria-labelledby="shows"><h2 class="govuk-heading-m" id="shows">What it shows</h2>
${there.length === 0 ? html`<p class="govuk-body">Nothing is on it yet.</p>` : pictureDrawing(shown, title)}
${ELEMENT_KINDS.map(({ kind, text }) => {
  const own = there.filter((one) => one.kind === kind)
  const more = own.length - SHOWN_OF_A_KIND
  return own.length === 0
    ? nothing
    : html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${text} (${own.length})</h3>
<ul class="govuk-list govuk-list--bullet">${own
        .slice(0, SHOWN_OF_A_KIND)
        .map(
          (one) =>
            html`<li><a class="govuk-link wm-words" href="${at}/elements/${one.id}">${elementTitle(one)}</a></li>`,
        )}${more > 0 ? html`<li>and ${more} more</li>` : nothing}</ul>`
})}
${onwards(at, shown, mayDraw)}</section>`
}

// An empty picture has nothing to read as a list, unless all of it was taken off.
function onwards(at: string, { elements }: Picture, mayDraw: boolean): Html {
  if (!mayDraw && elements.length === 0) return nothing
  const put = mayDraw
    ? html`<a class="govuk-link" href="${at}/elements/new">Put something on it</a>`
    : nothing
  const list = html`<a class="govuk-link" href="${at}/list">${mayDraw ? 'Read and change it as a list' : 'Read it as a list'}</a>`
  return html`<p class="govuk-body wm-changes wm-no-print">${put} ${elements.length > 0 ? list : nothing}</p>`
}
