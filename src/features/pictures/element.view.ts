import {
  ELEMENT_KINDS,
  type Element,
  elementTitle,
  inSight,
  isInWords,
  kindInWords,
  type Picture,
  pictureIndex,
  SPOTS,
  spotOf,
} from '#core/picture/element.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, radiosField, selectField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

export type ElementView = Readonly<{
  placeName: string
  title: string
  at: string
  shown: Picture
  /** `null` while it is being put on the picture. */
  element: Element | null
  mayDraw: boolean
  reopenField: Html
  /** Makes the key of each form. */
  key(): string
  state: FormState
  /** Somebody else reworded it since the form was made. */
  isConflict: boolean
}>

const LINKS_OFFERED = 500
// Each has a form of its own; a link that is not shown here is shown at its other end.
const LINKS_SHOWN = 200

/** [PI2] One part of a picture: what it says, where it is and what it leads to. */
export function elementPage(frame: Frame, view: ElementView): string {
  const { placeName, title, at, element, state, mayDraw } = view
  const heading = element ? elementTitle(element) : 'Put something on the picture'
  const isThere = element?.goneAt === null
  return page(
    {
      ...frame,
      title: `${heading}: ${title}`,
      backLink: { text: 'Back to what the picture shows', href: `${at}/list` },
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${placeName}: ${title}</span>
<h1 class="govuk-heading-l wm-words">${heading}</h1>
${element ? about(element) : nothing}
${view.isConflict && element ? conflict({ saved: html`<p class="govuk-body wm-words">${element.words}</p>`, keep: `${at}/elements/${element.id}` }) : nothing}
${mayDraw && (element === null || isThere) ? elementForm(view) : nothing}
${element && isThere ? links(view, element) : nothing}
${mayDraw && element ? offOrBack(view, element) : nothing}`,
  )
}

function about({ kind, addedBy, addedAt, goneAt }: Element): Html {
  return html`<p class="govuk-body">${kindInWords(kind)}, put there by ${addedBy}, ${momentInWords(new Date(addedAt))}.</p>
${goneAt ? govuk.insetText({ text: `It was taken off the picture ${momentInWords(new Date(goneAt))}.` }) : nothing}`
}

function elementForm({ at, element, state, key, ...view }: ElementView): Html {
  return form(
    { action: element ? `${at}/elements/${element.id}` : `${at}/elements`, key: key(), keepsDraft: true },
    html`${element ? html`<input type="hidden" name="was" value="${element.words}"><input type="hidden" name="wasKind" value="${element.kind}"><input type="hidden" name="wasSpot" value="${spotOf(element)}">` : nothing}
${radiosField(
  state,
  'kind',
  'What is it?',
  ELEMENT_KINDS.filter(({ kind }) => isInWords(kind) || kind === element?.kind).map(
    ({ kind, text, hint }) => ({
      value: kind,
      text,
      hint,
    }),
  ),
  { value: element?.kind ?? '' },
)}
${wordsField(state, 'words', 'What does it say or show?', {
  rows: 3,
  hint: { text: 'In the words of whoever drew it' },
  value: element?.words ?? '',
})}
${selectField(
  state,
  'spot',
  'Where is it on the picture?',
  [{ value: '', text: 'Choose' }, ...SPOTS.map(({ spot, text }) => ({ value: spot, text }))],
  { value: element ? spotOf(element) : '' },
)}
${view.reopenField}
${govuk.button({ text: 'Save', preventDoubleClick: true })}`,
  )
}

function links({ at, mayDraw, state, key, reopenField, ...view }: ElementView, element: Element): Html {
  const seen = inSight(view.shown)
  const { byId } = pictureIndex(seen)
  const nameOf = (id: string) => {
    const other = byId.get(id)
    return other ? elementTitle(other) : ''
  }
  const own = seen.links.filter(({ from, to }) => from === element.id || to === element.id)
  const others = seen.elements.filter(({ id }) => id !== element.id)
  return html`<section aria-labelledby="links"><h2 class="govuk-heading-m" id="links">Links</h2>
${
  own.length === 0
    ? html`<p class="govuk-body">Nothing leads to it or from it.</p>`
    : html`<ul class="govuk-list">${own.slice(0, LINKS_SHOWN).map(({ id, from, to, words }) => {
        const isFrom = from === element.id
        const other = isFrom ? to : from
        const said = `${isFrom ? 'leads to' : 'comes from'} ${nameOf(other)}${words ? `: ${words}` : ''}`
        return html`<li class="wm-words">${isFrom ? 'Leads to' : 'Comes from'} <a class="govuk-link" href="${at}/elements/${other}">${nameOf(other)}</a>${words ? `: ${words}` : ''}
${mayDraw ? form({ action: `${at}/elements/${element.id}/links/${id}/remove`, key: key() }, html`${reopenField}${govuk.button({ html: html`Remove<span class="govuk-visually-hidden"> the link that ${said}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}`) : nothing}</li>`
      })}${own.length > LINKS_SHOWN ? html`<li>and ${own.length - LINKS_SHOWN} more</li>` : nothing}</ul>`
}
${
  mayDraw && others.length > 0
    ? form(
        { action: `${at}/elements/${element.id}/links`, key: key() },
        html`${selectField(state, 'to', 'It leads to', [
          { value: '', text: 'Choose' },
          ...others
            .slice(0, LINKS_OFFERED)
            .map((one) => ({ value: one.id, text: elementTitle(one).slice(0, 100) })),
        ])}
${textField(state, 'linkWords', 'What goes from one to the other? (optional)', { hint: { text: 'Such as “complains to”, “money”, “noise”' } })}
${reopenField}
${govuk.button({ text: 'Add the link', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
      )
    : nothing
}</section>`
}

function offOrBack({ at, key, reopenField }: ElementView, { id, goneAt }: Element): Html {
  const isOff = goneAt !== null
  return form(
    { action: `${at}/elements/${id}/${isOff ? 'back' : 'off'}`, key: key() },
    html`${reopenField}${govuk.button({
      text: isOff ? 'Bring it back' : 'Take it off the picture',
      classes: isOff ? '' : 'govuk-button--warning',
      preventDoubleClick: true,
    })}`,
  )
}
