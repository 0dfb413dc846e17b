import type { Map as MapLibre } from 'maplibre-gl'
import { followPointer, liveMap } from '#ui/browser/live-map.ts'
import { placeBounds, placeGround, placeOutlines } from '#ui/browser/place-ground.ts'
import { MARKS, type Mark } from '../../mapped-entry.ts'

const SIDE = 44
const CHOSEN = 'wm-assets__chosen'

/** Lays the live map in place of the picture, with the marks of the list beside it; pressing one leads to its line. */
export async function showAssetMap(holder: HTMLElement): Promise<void> {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-mark]')]
  const points = lines.map((line) => pointOfLine(line))
  const outlines = await placeOutlines()
  if (outlines.features.length === 0 && points.length === 0) return
  holder.hidden = false
  const { map } = liveMap(holder, {
    style: placeGround(outlines),
    bounds: placeBounds(outlines, points),
    title: 'Map of assets; the list below has the same',
    isCooperative: true,
  })
  await map.once('load')
  for (const mark of Object.keys(MARKS) as Mark[]) addLetter(map, mark)
  map.addSource('marks', {
    type: 'geojson',
    data: {
      type: 'FeatureCollection',
      features: lines.map((line, index) => ({
        type: 'Feature',
        properties: {
          line: line.id,
          mark: line.dataset.mark ?? '',
          title: line.querySelector('a')?.textContent ?? '',
        },
        geometry: { type: 'Point', coordinates: [...(points[index] ?? [0, 0])] },
      })),
    },
  })
  map.addLayer({
    id: 'marks',
    type: 'symbol',
    source: 'marks',
    layout: { 'icon-image': ['get', 'mark'], 'icon-size': 0.5, 'icon-allow-overlap': true },
  })
  holder.classList.add('wm-map--live')
  document.querySelector('[data-asset-picture]')?.classList.add('wm-assets__picture--behind')

  followPointer(map, 'marks', (found) => String(found?.title ?? ''))
  const status = document.querySelector<HTMLElement>('[data-asset-status]')
  map.on('click', 'marks', ({ point }) => {
    const found = map.queryRenderedFeatures(point, { layers: ['marks'] })[0]?.properties
    const line = document.getElementById(String(found?.line ?? ''))
    if (!line) return
    for (const other of lines) other.classList.toggle(CHOSEN, other === line)
    line.scrollIntoView({ block: 'center' })
    line.querySelector('a')?.focus({ preventScroll: true })
    if (status) status.textContent = `Chosen: ${String(found?.title ?? '')}. Its line in the list is marked.`
  })
}

function pointOfLine(line: HTMLElement): readonly [number, number] {
  const [longitude = 0, latitude = 0] = (line.dataset.at ?? '').split(',').map(Number)
  return [longitude, latitude]
}

// Drawn here, since a map's own text needs fonts to be fetched. Walks' marks are square, the others round.
function addLetter(map: MapLibre, mark: Mark): void {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pen = canvas.getContext('2d')
  const swatch = document.querySelector(`.wm-assets__letter--${mark}`)
  if (!pen) return
  pen.beginPath()
  if (mark === 'good' || mark === 'bad') pen.roundRect(3, 3, SIDE - 6, SIDE - 6, 6)
  else pen.arc(SIDE / 2, SIDE / 2, SIDE / 2 - 3, 0, 2 * Math.PI)
  pen.fillStyle = swatch ? getComputedStyle(swatch).backgroundColor : '#0b0c0c'
  pen.fill()
  pen.lineWidth = 4
  pen.strokeStyle = '#ffffff'
  pen.stroke()
  pen.fillStyle = '#ffffff'
  pen.font = `bold ${SIDE * 0.5}px sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(MARKS[mark].letter, SIDE / 2, SIDE / 2 + 1)
  map.addImage(mark, pen.getImageData(0, 0, SIDE, SIDE))
}
