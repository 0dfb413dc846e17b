import type { OutlinedArea } from '#core/area/outlined-area.ts'
import { countOf } from '#core/figure-words.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { attributes, type Html, html, nothing } from '#ui/html.view.ts'
import { placeMap } from '#ui/map/place-map.view.ts'
import { MARKS, type MappedEntry, type Mark } from './mapped-entry.ts'

export type AssetMapView = Readonly<{
  number: string
  placeName: string
  breadcrumbs: readonly Breadcrumb[]
  place: readonly Readonly<{ code: string; name: string }>[]
  around: readonly OutlinedArea[]
  entries: readonly MappedEntry[]
  mayAdd: boolean
}>

const MARK_NAMES = Object.keys(MARKS) as Mark[]

/** [AS1] The map of what the place has, and the same as a list. */
export function assetMapPage(frame: Frame, view: AssetMapView): string {
  const { entries, place, around } = view
  const points = entries.flatMap(({ at, mark }) => (at ? [{ at, letter: MARKS[mark].letter }] : []))
  return page(
    {
      ...frame,
      title: `Map of assets: ${view.placeName}`,
      breadcrumbs: view.breadcrumbs,
      islands: ['assets/map'],
    },
    html`<span class="govuk-caption-l">${view.placeName}, ${view.number}</span>
<h1 class="govuk-heading-l">Map of assets</h1>
<p class="govuk-body">What the place has, who could be harmed, what works, and what was seen on walks. People are not on the map.</p>
<div class="wm-assets">
<div data-asset-picture>${placeMap({ id: 'asset-map', place, around, points })}</div>
<div class="wm-map wm-assets__map" data-asset-map hidden></div>
${legend(entries)}
<p class="wm-map-note" role="status" data-asset-status></p>
${lists(view)}
</div>`,
  )
}

function legend(entries: readonly MappedEntry[]): Html {
  const shown = MARK_NAMES.filter((mark) => entries.some((entry) => entry.mark === mark && entry.at))
  if (shown.length === 0) return nothing
  return html`<ul class="govuk-list wm-assets__legend">${shown.map((mark) => html`<li>${letter(mark)} ${MARKS[mark].text}</li>`)}</ul>`
}

const letter = (mark: Mark) =>
  html`<span class="wm-assets__letter wm-assets__letter--${mark}" aria-hidden="true">${MARKS[mark].letter}</span>`

function lists({ entries, number, mayAdd }: AssetMapView): Html {
  const add = mayAdd
    ? html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="/projects/${number}/assets/new">Add an asset</a> <a class="govuk-link" href="/projects/${number}/audit-walks">Walks, and what was seen on them</a></p>`
    : nothing
  if (entries.length === 0) return html`<p class="govuk-body">Nothing is written down for Step 2.</p>${add}`
  return html`${add}${MARK_NAMES.map((mark) => {
    const of = entries.filter((entry) => entry.mark === mark)
    if (of.length === 0) return nothing
    return html`<section aria-labelledby="mark-${mark}"><h2 class="govuk-heading-m" id="mark-${mark}">${letter(mark)} ${MARKS[mark].text} <span class="wm-assets__count">${countOf(of.length, 'entry', 'entries')}</span></h2>
<ul class="govuk-list wm-assets__list">${of.map(item)}</ul></section>`
  })}`
}

function item({ id, mark, title, href, where, at }: MappedEntry): Html {
  return html`<li id="at-${id}"${attributes({ 'data-mark': at && mark, 'data-at': at?.join(',') })}><a class="govuk-link wm-words" href="${href}">${title}</a>${where ? html`<span class="wm-words">, ${where}</span>` : nothing}${at ? nothing : html` <span class="wm-assets__off">not on the map</span>`}</li>`
}
