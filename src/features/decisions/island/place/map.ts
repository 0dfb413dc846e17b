import type { GeoJSONSource, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { boundsOf, followPointer, liveMap } from '#ui/browser/live-map.ts'
import { areasInside } from '../../drawn-boundary.ts'
import { partsInWords, placeParts } from '../../place-parts.ts'
import type { PlaceShapes } from '../../place-shapes.ts'
import type { Selection } from './selection.ts'
import { takeStroke } from './stroke.ts'

/** Lays the map over the picture and keeps map, list and words one. */
export async function showPlaceMap(place: HTMLElement, selection: Selection): Promise<void> {
  const source = place.dataset.shapes
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-place-${name}]`)
  const [live, holder, draw, undo] = [part('live'), part('map'), part('draw'), part('undo')]
  if (!source || !live || !holder || !draw || !undo) return
  const reply = await fetch(source)
  if (!reply.ok) throw new Error(`outlines: ${reply.status}`)
  const shapes = (await reply.json()) as PlaceShapes
  const areas = shapes.features.map((feature) => feature.properties)
  const names = new Map<string, string>(areas.map(({ code, name }) => [code, name]))

  live.hidden = false
  const { map } = liveMap(holder, {
    style: style(shapes, selection.home),
    bounds: boundsOf(firstSeen(shapes, selection).map((feature) => feature.geometry)),
    title: 'Map of the areas that can be part of the place; the list below has every one',
    isCooperative: true,
  })
  await map.once('load')
  holder.classList.add('wm-map--live')
  const picture = part('picture')
  if (picture) picture.hidden = true

  const show = (says: string | null) => {
    const picked = selection.picked()
    for (const { code } of areas) map.setFeatureState({ source: 'areas', id: code }, { in: picked.has(code) })
    undo.toggleAttribute('disabled', !selection.canUndo())
    const apart = partsInWords(placeParts(picked, areas))
    const warning = part('apart')
    const text = warning?.querySelector('.govuk-warning-text__text')
    if (warning && text) {
      warning.hidden = apart === null
      text.lastChild?.replaceWith(` ${apart ?? ''}`)
    }
    const status = part('status')
    const count = `The place is ${picked.size === 1 ? 'one area' : `${picked.size} areas`}: ${[...picked].map((code) => names.get(code) ?? code).join(', ')}.`
    if (status) status.textContent = says === null ? count : `${says} ${count}`
  }
  selection.onChange(() => show(null))
  show(null)

  followPointer(map, 'areas', (found) => {
    map.setFilter('hovered', ['==', ['get', 'code'], found?.code ?? ''])
    return String(found?.name ?? '')
  })
  map.on('click', 'areas', (event) => {
    const code = String(
      map.queryRenderedFeatures(event.point, { layers: ['areas'] })[0]?.properties.code ?? '',
    )
    if (code === selection.home) return show('The chosen area is always part of the place.')
    clearLine(map)
    const picked = new Set(selection.picked())
    if (!picked.delete(code)) picked.add(code)
    selection.pick(picked)
  })
  undo.addEventListener('click', () => {
    clearLine(map)
    if (selection.undo()) show('Undone.')
  })

  let stop: (() => void) | null = null
  const setDrawing = (isDrawing: boolean) => {
    draw.setAttribute('aria-pressed', String(isDrawing))
    holder.classList.toggle('wm-choose__map--drawing', isDrawing)
    if (!isDrawing) {
      stop?.()
      stop = null
    }
  }
  draw.addEventListener('click', () => {
    if (stop) return setDrawing(false)
    clearLine(map)
    stop = takeStroke(holder, (points) => {
      setDrawing(false)
      if (!points) return show('Nothing was drawn. Press, and keep pressing while you go round the areas.')
      const line = points.map(({ x, y }) => map.unproject([x, y]).toArray())
      map.getSource<GeoJSONSource>('line')?.setData(polygon(line))
      selection.pick(areasInside(line, areas))
      show('Drawn.')
    })
    setDrawing(true)
  })
  place.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') setDrawing(false)
  })
}

// The place, and what touches the chosen area: enough to go on from, and large enough to press.
function firstSeen({ features }: PlaceShapes, selection: Selection) {
  const picked = selection.picked()
  const home = features.find((feature) => feature.properties.code === selection.home)
  const seen = new Set<string>([...picked, ...(home?.properties.touches ?? [])])
  return features.filter((feature) => seen.has(feature.properties.code))
}

function polygon(line: readonly (readonly [number, number])[]) {
  const ring = [...line, ...line.slice(0, 1)].map((position) => [...position])
  return {
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  }
}

function clearLine(map: MapLibre): void {
  map.getSource<GeoJSONSource>('line')?.setData({ type: 'FeatureCollection', features: [] })
}

function style(shapes: PlaceShapes, home: string): StyleSpecification {
  const isIn = ['boolean', ['feature-state', 'in'], false] as const
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: shapes, promoteId: 'code' },
      middles: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: shapes.features.map(({ properties: { middle } }) => ({
            type: 'Feature',
            properties: {},
            geometry: { type: 'Point', coordinates: [...middle] },
          })),
        },
      },
      line: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#f4f2ed' } },
      {
        id: 'areas',
        type: 'fill',
        source: 'areas',
        paint: {
          'fill-color': ['case', ['==', ['get', 'code'], home], '#2b7f80', [...isIn], '#9fd0c4', '#ffffff'],
        },
      },
      { id: 'borders', type: 'line', source: 'areas', paint: { 'line-color': '#7b8a88', 'line-width': 0.7 } },
      {
        id: 'own-borders',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': '#0b0c0c', 'line-width': ['case', [...isIn], 2.5, 0] },
      },
      {
        id: 'hovered',
        type: 'line',
        source: 'areas',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': '#0b0c0c', 'line-width': 3.5 },
      },
      {
        id: 'middles',
        type: 'circle',
        source: 'middles',
        paint: {
          'circle-radius': 3.5,
          'circle-color': '#0b0c0c',
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'line',
        type: 'line',
        source: 'line',
        paint: { 'line-color': '#b3004a', 'line-width': 3, 'line-dasharray': [2, 1.5] },
      },
    ],
  }
}
