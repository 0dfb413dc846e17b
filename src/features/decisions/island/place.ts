import './place/place.scss'
import { selectionOf } from './place/selection.ts'

const place = document.querySelector<HTMLElement>('[data-place]')
if (place) {
  const selection = selectionOf(place)
  // The list is whole without the map, which comes last and may fail alone.
  import('./place/map.ts')
    .then(({ showPlaceMap }) => showPlaceMap(place, selection))
    .catch((problem: unknown) => console.warn('The picture stays in place of the map.', problem))
}
