import type { FeatureCollection, Geometry } from 'geojson'
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { boundsOf, followPointer, liveMap } from '#ui/browser/live-map.ts'
import { CLASS_COLOURS, NO_DATA_COLOUR } from '../../map-classes.ts'
import { onSelect } from './selection.ts'

type Area = Readonly<{ place: number; rank: number; band: number }>
type Shape = Geometry & { coordinates: number[][][][] }
type Shapes = FeatureCollection<Shape, { code: string; name: string }>

// A map outlives the results it is shown in: its canvas moves into the new ones, with new classes.
let shown: {
  map: MapLibre
  holder: HTMLElement
  source: string
  ready: Promise<unknown>
  shapes: Shapes
} | null = null

/** Lays the map over the picture. `select` is told the area that is pressed. */
export async function showMap(element: HTMLElement, select: (code: string) => void): Promise<void> {
  const source = element.dataset.shapes ?? ''
  if (shown?.source === source) {
    element.append(shown.holder)
    shown.map.resize()
  } else {
    shown?.map.remove()
    shown = await makeMap(element, source, select)
  }
  const { map, ready, shapes } = shown
  await ready
  const areas = areasOf(element)
  map.getSource<GeoJSONSource>('areas')?.setData(withFigures(shapes, areas))
  paintSelected(map, element.dataset.selected ?? '')
  element.classList.add('wm-map--live')
}

async function makeMap(element: HTMLElement, source: string, select: (code: string) => void) {
  const reply = await fetch(source)
  if (!reply.ok) throw new Error(`outlines: ${reply.status}`)
  const shapes = (await reply.json()) as Shapes
  const { map, holder } = liveMap(element, {
    style: style(withFigures(shapes, areasOf(element))),
    bounds: boundsOf(shapes.features.map((feature) => feature.geometry)),
    title: 'Map of the ranking; the table beside it has every figure',
  })
  map.addImage('no-data', hatching())
  listen(map, select)
  const ready = map.once('load')
  onSelect((code) => paintSelected(map, code ?? ''))
  return { map, holder, source, ready, shapes }
}

function areasOf(element: HTMLElement): Map<string, Area> {
  const areas = new Map<string, Area>()
  for (const entry of (element.dataset.areas ?? '').split(';')) {
    const [code, place, rank, band] = entry.split(',')
    if (code) areas.set(code, { place: Number(place), rank: Number(rank), band: Number(band) })
  }
  return areas
}

function withFigures(shapes: Shapes, areas: Map<string, Area>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.features.map((feature) => ({
      ...feature,
      properties: {
        ...feature.properties,
        ...(areas.get(feature.properties.code) ?? { place: -1, rank: 0, band: 0 }),
      },
    })),
  }
}

function style(data: FeatureCollection): StyleSpecification {
  const colour: ExpressionSpecification = [
    'match',
    ['get', 'place'],
    0,
    CLASS_COLOURS[0],
    1,
    CLASS_COLOURS[1],
    2,
    CLASS_COLOURS[2],
    3,
    CLASS_COLOURS[3],
    4,
    CLASS_COLOURS[4],
    NO_DATA_COLOUR,
  ]
  return {
    version: 8,
    sources: { areas: { type: 'geojson', data, promoteId: 'code' } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#f4f2ed' } },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': colour, 'fill-antialias': true } },
      {
        id: 'no-data',
        type: 'fill',
        source: 'areas',
        filter: ['<', ['get', 'place'], 0],
        paint: { 'fill-pattern': 'no-data' },
      },
      { id: 'borders', type: 'line', source: 'areas', paint: { 'line-color': '#7b8a88', 'line-width': 0.5 } },
      {
        id: 'top-band',
        type: 'line',
        source: 'areas',
        filter: ['==', ['get', 'band'], 1],
        paint: { 'line-color': '#0b0c0c', 'line-width': 1.6 },
      },
      {
        id: 'hovered',
        type: 'line',
        source: 'areas',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': '#0b0c0c', 'line-width': 2.5 },
      },
      {
        id: 'selected-edge',
        type: 'line',
        source: 'areas',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': '#0b0c0c', 'line-width': 6 },
      },
      {
        id: 'selected',
        type: 'line',
        source: 'areas',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': '#ffdd00', 'line-width': 3 },
      },
    ],
  }
}

function paintSelected(map: MapLibre, code: string): void {
  if (!map.getLayer('selected')) return
  for (const layer of ['selected-edge', 'selected']) map.setFilter(layer, ['==', ['get', 'code'], code])
}

function listen(map: MapLibre, select: (code: string) => void): void {
  followPointer(map, 'areas', (found) => {
    map.setFilter('hovered', ['==', ['get', 'code'], found?.code ?? ''])
    return found ? `${found.name}: ${Number(found.rank) > 0 ? `rank ${found.rank}` : 'not ranked'}` : ''
  })
  map.on('click', 'areas', (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ['areas'] })[0]
    if (found) select(String(found.properties.code))
  })
}

// Diagonal strokes on white, eight pixels to a tile.
function hatching(): { width: number; height: number; data: Uint8Array } {
  const size = 8
  const data = new Uint8Array(size * size * 4).fill(255)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if ((x + y) % size > 1) continue
      data.set([118, 118, 118, 255], (y * size + x) * 4)
    }
  }
  return { width: size, height: size, data }
}
