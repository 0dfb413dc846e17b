import 'maplibre-gl/dist/maplibre-gl.css'
import type { Geometry } from 'geojson'
import {
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  Popup,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

setWorkerUrl(workerAddress)

export type LiveMap = Readonly<{
  style: StyleSpecification
  bounds: LngLatBoundsLike
  /** What the canvas is called; says where the same can be read. */
  title: string
  /** One finger scrolls the page and two move the map, for a map in the middle of a form. */
  isCooperative?: boolean
}>

/** A flat map of areas with buttons to zoom, laid over `element`. The wheel scrolls the page. */
export function liveMap(
  element: HTMLElement,
  { style, bounds, title, isCooperative = false }: LiveMap,
): { map: MapLibre; holder: HTMLElement } {
  const holder = document.createElement('div')
  holder.className = 'wm-map__live'
  element.append(holder)
  const map = new MapLibre({
    container: holder,
    style,
    bounds,
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: isCooperative,
    maxZoom: 16,
    renderWorldCopies: false,
    fadeDuration: 0,
    locale: {
      'Map.Title': title,
      'CooperativeGesturesHandler.MobileHelpText': 'Use two fingers to move the map',
    },
  })
  map.scrollZoom.disable()
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  return { map, holder }
}

/** Calls `say` with the area under the pointer, and with `null` when there is none; its words follow the pointer. */
export function followPointer(
  map: MapLibre,
  layer: string,
  say: (properties: Readonly<Record<string, string | number>> | null) => string,
): void {
  const popup = new Popup({
    closeButton: false,
    closeOnClick: false,
    focusAfterOpen: false,
    className: 'wm-map__popup',
  })
  map.on('mousemove', layer, (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: [layer] })[0]?.properties
    if (!found) return
    map.getCanvas().style.cursor = 'pointer'
    popup.setLngLat(event.lngLat).setText(say(found)).addTo(map)
  })
  map.on('mouseleave', layer, () => {
    map.getCanvas().style.cursor = ''
    say(null)
    popup.remove()
  })
}

/** The box round every shape; pieces of shapes are all looked at. */
export function boundsOf(shapes: readonly (Geometry & { coordinates: number[][][][] })[]): LngLatBoundsLike {
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const { coordinates } of shapes) {
    for (const [x = 0, y = 0] of coordinates.flat(2)) {
      bounds[0] = Math.min(bounds[0], x)
      bounds[1] = Math.min(bounds[1], y)
      bounds[2] = Math.max(bounds[2], x)
      bounds[3] = Math.max(bounds[3], y)
    }
  }
  return bounds
}
