import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import { countOf } from '#core/figure-words.ts'
import { checkboxesField, chosen, type FormState, wordsField } from '#ui/forms/form.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { attributes, type Html, html, nothing } from '#ui/html.view.ts'
import { placeMap } from '#ui/map/place-map.view.ts'
import { byNearness } from './nearness.ts'
import { partsInWords, placeParts } from './place-parts.ts'

type NamedArea = Readonly<{ code: AreaCode; name: string }>

export type PlaceOffer = Readonly<{
  home: NamedArea
  /** The chosen area and those around it, nearest first; empty where no boundaries are loaded. */
  around: readonly OutlinedArea[]
  /** Areas of the place that have no outline. */
  unseen: readonly NamedArea[]
  /** Where the map's outlines are; `null` without any. */
  shapes: string | null
}>

/** [D10] [D16] Which areas make the place: a map and a list that are one selection, and why the boundary runs so. */
export function placeFields(
  state: FormState,
  offer: PlaceOffer,
  saved: readonly AreaCode[],
  boundaryReason: string,
): Html {
  const { home, around, unseen, shapes } = offer
  if (around.length < 2 && unseen.length === 0) return nothing
  const ticked = new Set<string>(chosen(state, 'areas', saved))
  const offered = [...around, ...unseen].filter(({ code }) => code !== home.code)
  const place = [home, ...offered.filter(({ code }) => ticked.has(code))]
  const apart = partsInWords(
    placeParts(
      place.map(({ code }) => code),
      around,
    ),
  )
  return html`<div class="wm-choose"${attributes({ 'data-place': true, 'data-home': home.code, 'data-home-name': home.name, 'data-shapes': shapes })}>
<h2 class="govuk-heading-m">Where the place begins and ends</h2>
<p class="govuk-body">${home.name}, the chosen area, is always part of the place. Add the areas round it that belong to the same problem, on the map or in the list: each shows what the other has. Leave all unticked if the chosen area is the whole place.</p>
<div class="wm-choose__picture" data-place-picture>${placeMap({ id: 'place-map', place, around })}</div>
${shapes ? liveMap() : nothing}
<div role="status"><p class="govuk-body" data-place-status></p>
<div data-place-apart${attributes({ hidden: apart === null })}>${govuk.warningText({ text: apart ?? '', iconFallbackText: 'Warning' })}</div></div>
${list(state, offer, offered, ticked, saved)}
${wordsField(state, 'boundaryReason', 'Why this boundary?', { value: boundaryReason, rows: 3, hint: { text: 'Needed when the place is more than one area' } })}
</div>`
}

// Shown by the script that fills it: a map that nothing moves would be the picture again.
function liveMap(): Html {
  return html`<div class="wm-choose__live" data-place-live hidden>
<p class="govuk-body" id="draw-rule">Press an area to put it in or take it out. Or draw: press “Draw a boundary”, then go round the areas with a finger or pointer. The dot in each area is its middle. <strong>Areas whose dot is inside your line become the place; all others are taken out</strong>, but for the chosen one.</p>
<div class="govuk-button-group wm-choose__tools">
<button type="button" class="govuk-button govuk-button--secondary" aria-pressed="false" aria-describedby="draw-rule" data-place-draw>Draw a boundary</button>
<button type="button" class="govuk-button govuk-button--secondary" data-place-undo>Undo</button>
</div>
<div class="wm-map wm-choose__map" data-place-map></div>
<ul class="wm-legend wm-choose__legend"><li class="wm-legend__item"><span class="wm-swatch wm-choose__swatch--home" aria-hidden="true"></span>Chosen area</li><li class="wm-legend__item"><span class="wm-swatch wm-choose__swatch--in" aria-hidden="true"></span>Part of the place</li><li class="wm-legend__item"><span class="wm-swatch wm-choose__swatch--out" aria-hidden="true"></span>Not part of it</li></ul>
</div>`
}

function countTicked(areas: readonly NamedArea[], ticked: ReadonlySet<string>): string {
  const count = areas.filter(({ code }) => ticked.has(code)).length
  return count > 0 ? `, ${count} in the place` : ''
}

function list(
  state: FormState,
  { home, around, unseen }: PlaceOffer,
  offered: readonly NamedArea[],
  ticked: ReadonlySet<string>,
  saved: readonly AreaCode[],
): Html {
  const groups = [
    ...byNearness(home, around),
    ...(unseen.length
      ? [{ title: 'Already in the place, not on the map', isTouching: true, areas: unseen }]
      : []),
  ]
  // The first group carries the field's own id, which a problem links to.
  const boxes = (at: number) =>
    checkboxesField(
      at === 0 ? state : { ...state, errors: [] },
      'areas',
      groups[at]!.title,
      groups[at]!.areas.map(({ code, name }) => ({ value: code, text: `${name} (${code})` })),
      saved,
      {
        classes: 'govuk-checkboxes--small wm-choose__boxes',
        ...(at === 0 ? {} : { idPrefix: `areas-${at}` }),
        fieldset: {
          legend: {
            text: groups[at]!.title,
            classes: groups[at]!.isTouching ? 'govuk-fieldset__legend--s' : 'govuk-visually-hidden',
          },
        },
      },
    )
  return html`<section class="wm-choose__list" aria-labelledby="place-list" data-place-list>
<h3 class="govuk-heading-s" id="place-list">The list of areas</h3>
<p class="govuk-hint">${around.length > 1 ? `${countOf(offered.length, 'area')} can be added: those whose middles are nearest to the middle of the chosen one, as the crow flies.` : 'No outlines are loaded, so only areas already in the place can be shown.'}</p>
${groups.map((group, at) =>
  group.isTouching
    ? boxes(at)
    : govuk.details({
        summaryHtml: html`${group.title}: ${countOf(group.areas.length, 'area')}<span data-place-count>${countTicked(group.areas, ticked)}</span>`,
        classes: 'govuk-!-margin-bottom-3',
        html: boxes(at),
      }),
)}
</section>`
}
