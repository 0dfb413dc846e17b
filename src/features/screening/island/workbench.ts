import './workbench/workbench.scss'
import { watchQuestion } from './workbench/question.ts'
import { onSwap, watchResults } from './workbench/results.ts'
import { followSelection, select } from './workbench/selection.ts'

// Each page of screening loads this; what is not on the page is left alone.
const question = document.querySelector<HTMLFormElement>('[data-question]')
if (question) watchQuestion(question)
if (document.querySelector('[data-results]')) {
  watchResults()
  followSelection()
  startMap()
  onSwap(startMap)
}

// The map is large and the page is whole without it, so it comes last and may fail alone.
function startMap(): void {
  const element = document.querySelector<HTMLElement>('[data-map]')
  if (!element) return
  import('./workbench/map.ts')
    .then(({ showMap }) => showMap(element, select))
    .catch((problem: unknown) => console.warn('The picture stays in place of the map.', problem))
}
