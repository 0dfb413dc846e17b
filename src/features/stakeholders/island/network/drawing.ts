import { UndirectedGraph } from 'graphology'
import Sigma from 'sigma'
import type { NetworkData } from '../../network-data.ts'
import { placeNodes } from '../../network-layout.ts'
import { chooseFromTable } from './table.ts'

type NodeLook = {
  x: number
  y: number
  size: number
  color: string
  label: string | null
  forceLabel: boolean
  zIndex: number
}
type EdgeLook = { size: number; color: string }

const ALWAYS_NAMED = 12
// Below this width fewer names are shown, and shorter.
const NARROW = 500
const FADED = '#d9d6cf'
const TIE = '#a9a498'
const ODDS = '#c2185b'

/** Draws the network over its picture. A press on a name, or a row of the table, marks one person and their ties. */
export function draw(element: HTMLElement, data: NetworkData): void {
  const stage = document.createElement('div')
  stage.className = 'wm-network__stage'
  // The tables say the same to those who cannot see it, and to the keyboard.
  stage.setAttribute('aria-hidden', 'true')
  const said = document.createElement('p')
  said.className = 'govuk-body wm-network__said'
  said.setAttribute('role', 'status')
  element.append(stage, said)
  element.classList.add('wm-network--live')
  try {
    show(element, stage, said, data)
  } catch (problem) {
    element.classList.remove('wm-network--live')
    stage.remove()
    said.remove()
    throw problem
  }
}

function show(element: HTMLElement, stage: HTMLElement, said: HTMLElement, data: NetworkData): void {
  const isNarrow = stage.clientWidth < NARROW
  const graph = graphOf(data, stage.clientWidth / Math.max(1, stage.clientHeight), isNarrow)
  let chosen: number | null = null
  const isNear = (node: string) =>
    chosen === null || node === String(chosen) || graph.areNeighbors(node, String(chosen))
  // The wheel scrolls the page; with Control it makes the drawing larger.
  stage.addEventListener('wheel', (event) => event.ctrlKey || event.stopPropagation(), { capture: true })
  const sigma = new Sigma(graph, stage, {
    allowInvalidContainer: true,
    stagePadding: Math.min(70, stage.clientWidth / 7),
    defaultDrawNodeLabel: nameBelow(isNarrow ? 16 : 30),
    defaultDrawNodeHover: nameBelow(30),
    labelFont: 'system-ui, sans-serif',
    labelSize: 13,
    labelColor: { color: '#0b0c0c' },
    labelRenderedSizeThreshold: isNarrow ? Number.POSITIVE_INFINITY : data.people.length > 100 ? 9 : 5,
    labelGridCellSize: 90,
    zIndex: true,
    nodeReducer: (node, look) => {
      const person = node.replace('ring ', '')
      if (isNear(person))
        return person === String(chosen) ? { ...look, forceLabel: look.label !== null } : look
      return { ...look, color: FADED, label: null, forceLabel: false, zIndex: 0 }
    },
    edgeReducer: (edge, look) =>
      chosen === null || graph.hasExtremity(edge, String(chosen)) ? look : { ...look, hidden: true },
  })
  const choose = (node: number | null) => {
    chosen = node
    said.textContent = node === null ? '' : inWords(data, node)
    sigma.refresh({ skipIndexation: true })
  }
  const mark = chooseFromTable(choose)
  sigma.on('clickNode', ({ node }) => {
    const person = Number(node.replace('ring ', ''))
    mark(person === chosen ? null : person)
  })
  sigma.on('clickStage', () => mark(null))
  element.append(buttons(sigma.getCamera()))
}

type Named = Readonly<{ x: number; y: number; size: number; label: string | null }>

// Beneath the spot as in the still picture, so that none is cut off at the side, with a rim to read it over ties.
const nameBelow =
  (letters: number) =>
  (context: CanvasRenderingContext2D, { x, y, size, label }: Named) => {
    if (!label) return
    const name = label.length > letters ? `${label.slice(0, letters - 1).trimEnd()}…` : label
    context.font = '13px system-ui, sans-serif'
    context.textAlign = 'center'
    context.lineWidth = 3
    context.lineJoin = 'round'
    context.strokeStyle = '#fff'
    context.fillStyle = '#0b0c0c'
    context.strokeText(name, x, y + size + 14)
    context.fillText(name, x, y + size + 14)
    context.textAlign = 'start'
  }

function graphOf(data: NetworkData, across: number, isNarrow: boolean): UndirectedGraph<NodeLook, EdgeLook> {
  const places = placeNodes(data.people.length, data.links)
  const graph = new UndirectedGraph<NodeLook, EdgeLook>()
  const most = Math.max(1, ...data.people.map(({ between }) => between))
  const small = data.people.length <= 100 ? 6 : isNarrow ? 2 : 3
  const large = data.people.length > 100 && isNarrow ? 5 : 9
  const named = data.people
    .map((_, node) => node)
    .sort((a, b) => data.people[b]!.between - data.people[a]!.between)
    .slice(0, isNarrow ? ALWAYS_NAMED / 2 : ALWAYS_NAMED)
  for (const [node, { name, colour, between, isCutPoint }] of data.people.entries()) {
    const { x, y } = places[node]!
    const place = { x: x * across, y: 1 - y }
    const size = small + large * Math.sqrt(between / most)
    // The ring of the picture: a larger one beneath.
    if (isCutPoint)
      graph.addNode(`ring ${node}`, {
        ...place,
        size: size + 2.5,
        color: '#0b0c0c',
        label: null,
        forceLabel: false,
        zIndex: 1,
      })
    const forceLabel = (data.people.length <= 40 && !isNarrow) || named.includes(node)
    graph.addNode(String(node), { ...place, size, color: colour, label: name, forceLabel, zIndex: 2 })
  }
  for (const [from, to, weight, odds] of data.ties)
    if (from !== to) graph.mergeEdge(String(from), String(to), { size: weight, color: odds ? ODDS : TIE })
  return graph
}

function inWords({ people, ties }: NetworkData, node: number): string {
  const others = new Set(ties.flatMap(([from, to]) => (from === node ? [to] : to === node ? [from] : [])))
  const { name, group, isCutPoint } = people[node]!
  const names = [...others].map((other) => people[other]!.name)
  const shown =
    names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ')
  return `${name}, ${group}. ${names.length ? `Tied to ${shown}.` : 'No tie.'}${isCutPoint ? ' Without them others part.' : ''}`
}

type Camera = Readonly<{
  animatedZoom(options: object): unknown
  animatedUnzoom(options: object): unknown
  animatedReset(options: object): unknown
}>

function buttons(camera: Camera): HTMLElement {
  const group = document.createElement('div')
  group.className = 'govuk-button-group wm-network__buttons wm-no-print'
  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 200
  const add = (text: string, act: () => unknown) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary'
    button.textContent = text
    button.addEventListener('click', act)
    group.append(button)
  }
  add('Larger', () => camera.animatedZoom({ duration }))
  add('Smaller', () => camera.animatedUnzoom({ duration }))
  add('Whole network', () => camera.animatedReset({ duration }))
  return group
}
