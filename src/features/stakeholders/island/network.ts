import './network/network.scss'
import type { NetworkData } from '../network-data.ts'

// The drawing is large and the page is whole without it, so it comes apart and may fail alone.
const element = document.querySelector<HTMLElement>('[data-network]')
if (element) {
  const data = fetch(element.dataset.network ?? '').then((reply) => {
    if (!reply.ok) throw new Error(`the network: ${reply.status}`)
    return reply.json() as Promise<NetworkData>
  })
  Promise.all([import('./network/drawing.ts'), data])
    .then(([{ draw }, found]) => draw(element, found))
    .catch((problem: unknown) => console.warn('The picture stays in place of the drawing.', problem))
}
