import type { Position } from 'geojson'
import type { LonLat, OutlinedArea } from '#core/area/outlined-area.ts'
import { countOf } from '#core/figure-words.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { type Box, type Drawing, drawShapes } from './drawing.view.ts'

export type PlaceMap = Readonly<{
  /** Unique on its page. */
  id: string
  /** The areas of the place, the chosen one first. */
  place: readonly Readonly<{ code: string; name: string }>[]
  /** Outlines of the place and of what lies around it; those that are not to be seen are left out. */
  around: readonly OutlinedArea[]
  /** What lies on it, each with a letter; those outside the picture are left out. Listed elsewhere on the page. */
  points?: readonly Readonly<{ at: LonLat; letter: string }>[]
}>

const LATITUDE_OF_A_KILOMETRE = 1 / 111.195

/**
 * A place drawn among the areas around it, with the names of its areas as an equal list: numbers on the map are those
 * of the list. Without outlines the list stands alone. One picture of about 10 KB; nothing is asked for.
 */
export function placeMap({ id, place, around, points = [] }: PlaceMap): Html {
  const outlined = new Set<string>(around.map((area) => area.code))
  const unseen = place.filter(({ code }) => !outlined.has(code)).length
  return html`<figure class="wm-place" id="${id}">
${unseen < place.length ? picture(id, place, around, points) : nothing}
<figcaption class="wm-place__key">
<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${place.length === 1 ? 'The place is one area' : `The place is ${countOf(place.length, 'area')}`}</p>
<ol class="govuk-list govuk-list--number">${place.map(
    ({ code, name }) =>
      html`<li>${name} <span class="wm-place__code">${code}${outlined.has(code) ? nothing : ', not on the map'}</span></li>`,
  )}</ol>
${unseen > 0 ? html`<p class="wm-map-note">${unseen === place.length ? 'No outlines are loaded for this place, so there is no map.' : 'Areas that are not on the map have no outline in the boundaries loaded.'}</p>` : nothing}
</figcaption>
</figure>`
}

function picture(
  id: string,
  place: PlaceMap['place'],
  around: readonly OutlinedArea[],
  points: NonNullable<PlaceMap['points']>,
): Html {
  const drawing = drawShapes(
    around.map(({ code, outline }) => ({
      properties: { code },
      // GeoJSON's types are for writing; nothing is written here.
      geometry: { type: 'MultiPolygon', coordinates: outline as unknown as Position[][][] },
    })),
  )
  const numbers = new Map(place.map(({ code }, at) => [code, at + 1]))
  const kilometre = Math.abs(drawing.at([0, LATITUDE_OF_A_KILOMETRE])[1] - drawing.at([0, 0])[1])
  const view = viewOf(drawing, numbers, kilometre)
  const shapes = drawing.shapes.filter(({ box }) => meet(box, view))
  const middles = new Map<string, Position>(around.map((area) => [area.code, [...area.middle]]))
  const size = view.right - view.left
  const text = size / 26
  const paths = (isWanted: (code: string) => boolean) =>
    shapes.filter(({ code }) => isWanted(code)).map(({ path }) => html`<path d="${path}"/>`)
  const label = (code: string, number: number) => {
    const middle = middles.get(code)
    if (!middle) return nothing
    const [x, y] = drawing.at(middle)
    return html`<text x="${round(x)}" y="${round(y + text / 3)}">${number}</text>`
  }
  return html`<svg class="wm-place__picture" role="img" aria-labelledby="${id}-title" viewBox="${[view.left, view.top, size, size].map(round).join(' ')}" focusable="false"><title id="${id}-title">Map of the place among the areas around it; the list beside it names its areas</title>
<g class="wm-place__around">${paths((code) => !numbers.has(code))}</g>
<g class="wm-place__own">${paths((code) => numbers.has(code))}</g>
<g class="wm-place__numbers" font-size="${round(text)}">${[...numbers].map(([code, number]) => label(code, number))}</g>
${points.length ? html`<g class="wm-place__points" font-size="${round(text * 0.7)}">${points.map(({ at, letter }) => mark(drawing.at([...at]), letter))}</g>` : nothing}
${scaleBar(view, kilometre)}</svg>`

  function mark([x, y]: readonly [number, number], letter: string): Html {
    if (x < view.left || x > view.right || y < view.top || y > view.bottom) return nothing
    return html`<circle cx="${round(x)}" cy="${round(y)}" r="${round(text * 0.55)}"/><text x="${round(x)}" y="${round(y + text * 0.25)}">${letter}</text>`
  }
}

// The place in the middle with a quarter of its own size on each side, square, and never closer than shows its surroundings.
function viewOf(drawing: Drawing, own: ReadonlyMap<string, number>, kilometre: number): Box {
  const boxes = drawing.shapes.filter(({ code, path }) => own.has(code) && path !== '').map(({ box }) => box)
  const left = Math.min(...boxes.map((box) => box.left))
  const right = Math.max(...boxes.map((box) => box.right))
  const top = Math.min(...boxes.map((box) => box.top))
  const bottom = Math.max(...boxes.map((box) => box.bottom))
  const half = Math.max(0.75 * Math.max(right - left, bottom - top), kilometre / 2)
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return { left: x - half, right: x + half, top: y - half, bottom: y + half }
}

function meet(a: Box, b: Box): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top
}

// The longest of these that takes at most a third of the picture.
const BARS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] as const

function scaleBar(view: Box, kilometre: number): Html {
  const size = view.right - view.left
  const metres = BARS.findLast((bar) => (bar / 1000) * kilometre <= size / 3) ?? BARS[0]
  const [x, y] = [view.left + size / 25, view.bottom - size / 25]
  const length = (metres / 1000) * kilometre
  return html`<g class="wm-place__scale" font-size="${round(size / 28)}"><path d="M${round(x)} ${round(y)}h${round(length)}"/><text x="${round(x)}" y="${round(y - size / 60)}">${metres < 1000 ? `${metres} m` : `${metres / 1000} km`}</text></g>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
