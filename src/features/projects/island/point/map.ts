import type { GeoJSONSource } from 'maplibre-gl'
import { liveMap } from '#ui/browser/live-map.ts'
import { placeBounds, placeGround, placeOutlines } from '#ui/browser/place-ground.ts'
import { pointIn } from './point-text.ts'

/**
 * A map of the place that sets the point where it is pressed. By keyboard the arrow keys move the map under the cross
 * in its middle, and a button takes that. What is typed in the box moves the point.
 */
export async function showPointMap(
  holder: HTMLElement,
  input: HTMLInputElement,
  set: (longitude: number, latitude: number, says: string) => void,
): Promise<void> {
  const outlines = await placeOutlines()
  const frame = document.createElement('div')
  frame.className = 'wm-map wm-point__map'
  holder.append(frame)
  const typed = pointIn(input.value)
  const { map } = liveMap(frame, {
    style: placeGround(outlines),
    bounds: placeBounds(outlines, typed ? [typed] : []),
    title:
      'Map of the place. Press where it is, or move the map with the arrow keys and use the button below it',
    isCooperative: true,
  })
  const aim = document.createElement('div')
  aim.className = 'wm-point__aim'
  aim.setAttribute('aria-hidden', 'true')
  frame.append(aim)
  const take = document.createElement('button')
  take.type = 'button'
  take.className = 'govuk-button govuk-button--secondary'
  take.textContent = 'Use the middle of the map'
  holder.append(take)
  await map.once('load')
  frame.classList.add('wm-map--live')

  map.addSource('point', { type: 'geojson', data: marked(typed) })
  map.addLayer({
    id: 'point',
    type: 'circle',
    source: 'point',
    paint: {
      'circle-radius': 8,
      'circle-color': '#b3004a',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2.5,
    },
  })
  input.addEventListener('input', () => {
    map.getSource<GeoJSONSource>('point')?.setData(marked(pointIn(input.value)))
  })
  map.on('click', ({ lngLat }) => set(lngLat.lng, lngLat.lat, 'The point is where you pressed.'))
  take.addEventListener('click', () => {
    const { lng, lat } = map.getCenter()
    set(lng, lat, 'The point is the middle of the map.')
  })
}

function marked(point: readonly [number, number] | null) {
  return {
    type: 'FeatureCollection' as const,
    features: point
      ? [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'Point' as const, coordinates: [...point] },
          },
        ]
      : [],
  }
}
