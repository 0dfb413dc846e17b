import { countOf } from '#core/figure-words.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { COLOURINGS, type LegendEntry, legendText } from './map-classes.ts'
import { UNIT_WORDS } from './question.ts'
import { hidden } from './ranked-table.view.ts'
import { fieldsWithin, type Results } from './results.ts'

/**
 * The map with its legend. Without script it is a picture; with it, `island/workbench.ts` lays a map over the picture
 * from `data-shapes` (outlines) and `data-areas` (`code,class,rank,band` of every area).
 */
export function areaMap(results: Results): Html {
  const { screening, classes, colouring, hasMap, topBand } = results
  if (!hasMap)
    return html`<section class="wm-map-side" aria-labelledby="map-title"><h3 class="govuk-heading-m" id="map-title">Map</h3><p class="govuk-body">No boundaries are loaded for these areas, so there is no map and nothing is known of clusters. An analyst can <a class="govuk-link" href="/imports">load boundaries</a> as GeoJSON.</p></section>`
  const figure = COLOURINGS[colouring].label
  const selected = screening.areas.find(({ code }) => code === results.choice.selected)
  return html`<section class="wm-map-side" aria-labelledby="map-title">
<h3 class="govuk-heading-m" id="map-title">Map</h3>
${colourForm(results)}
<div class="wm-map" id="map" tabindex="-1" data-map data-shapes="${shapesAddress(results)}" data-areas="${areasOf(results)}" data-selected="${results.choice.selected ?? ''}">
<img class="wm-map__picture" src="${pictureAddress(results)}" alt="Map of ${countOf(screening.areas.length, ...UNIT_WORDS[screening.unit])}, darker where ${figure.toLocaleLowerCase('en-GB')} is higher. The table has every figure." width="720" height="720" decoding="async">
</div>
<p class="govuk-body-s wm-map__selected" data-map-selected>${
    selected
      ? html`Selected: <a class="govuk-link" href="#area-${selected.code}">${selected.name}</a>, rank ${selected.rank} (${selected.rankLow} to ${selected.rankHigh})`
      : nothing
  }</p>
<h4 class="govuk-heading-s wm-legend__title">${figure}</h4>
<ul class="wm-legend">${classes.legend.map(legendItem)}${
    topBand.size < screening.areas.length
      ? html`<li class="wm-legend__item"><span class="wm-swatch wm-swatch--outlined" aria-hidden="true"></span>Heavy outline: top band, ${countOf(topBand.size, 'area')}</li>`
      : nothing
  }</ul>
<p class="wm-map-note">Classes hold about equally many areas. One hue from light to dark, told apart by lightness. Areas are all that is claimed: points are snapped before they are published.</p>
</section>`
}

function legendItem(entry: LegendEntry): Html {
  const place = entry.colour === null ? 'no-data' : entry.colour.slice(1)
  return html`<li class="wm-legend__item"><span class="wm-swatch wm-swatch--${place}" aria-hidden="true"></span>${legendText(entry)}</li>`
}

function colourForm(results: Results): Html {
  return html`<form class="wm-colour" method="get" action="${results.path}" data-swap-form aria-label="What the map shows">
${hidden(fieldsWithin(results, ['colour']))}
${govuk.select({
  id: 'colour',
  name: 'colour',
  label: { text: 'Colour by' },
  items: Object.entries(COLOURINGS).map(([value, { label }]) => ({ value, text: label })),
  value: results.colouring,
})}
${govuk.button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>`
}

/** The picture of the map as it is looked at. */
export function pictureAddress(results: Results): string {
  const fields = fieldsWithin(results).filter(
    ([name]) => !['sort', 'order', 'q', 'band', 'neighbourhood', 'size', 'page'].includes(name),
  )
  if (results.savedId) fields.push(['saved', results.savedId])
  fields.push(['inputs', results.screening.inputs.slice(0, 12)])
  return `/screening/map.svg?${new URLSearchParams(fields)}`
}

function shapesAddress({ screening }: Results): string {
  return `/screening/shapes.json?unit=${screening.unit}&inputs=${encodeURIComponent(screening.inputs.slice(0, 12))}`
}

function areasOf({ screening, classes }: Results): string {
  return screening.areas
    .map((area) => `${area.code},${classes.classOf.get(area.code) ?? -1},${area.rank},${area.band}`)
    .join(';')
}
