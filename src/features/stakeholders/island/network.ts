import './network/network.scss'

// The drawing is large and the page is whole without it, so it comes apart and may fail alone.
const element = document.querySelector<HTMLElement>('[data-network]')
if (element) {
  import('./network/drawing.ts')
    .then(({ draw }) => draw(element))
    .catch((problem: unknown) => console.warn('The picture stays in place of the drawing.', problem))
}
