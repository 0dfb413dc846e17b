import {
  type Element,
  type ElementKind,
  inSight,
  kindInWords,
  type Picture,
  SHEET,
} from '#core/picture/element.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

// In units of the sheet.
const LETTER = 30
const LINE = 36
const WIDTH_OF_LETTER = LETTER * 0.52
const LINES_MOST = 4
// Of words that stand under a symbol.
const UNDER = 260
const EDGE = 20

/** The picture as a drawing that prints and needs no script. Its list says the same; cost grows with its elements. */
export function pictureDrawing(picture: Picture, title: string): Html {
  const { elements: there, links } = inSight(picture)
  if (there.length === 0) return nothing
  const byId = new Map(there.map((one) => [one.id, one]))
  // Links lie on top: under a part between its ends, a link would seem to end there.
  return html`<div class="wm-table-region wm-picture" role="region" tabindex="0" aria-label="Drawing, which scrolls">
<svg class="wm-picture__sheet" role="img" aria-labelledby="drawn-title drawn-desc" viewBox="${boxOf(there)}" focusable="false">
<title id="drawn-title">${title}, drawn</title><desc id="drawn-desc">${there.length} parts and ${links.length} links. The list of what it shows says the same.</desc>
<defs><marker id="drawn-end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker></defs>
${there.map(elementDrawn)}
${links.map(({ from, to, words }) => linkDrawn(byId.get(from), byId.get(to), words))}
</svg></div>`
}

function boxOf(elements: readonly Element[]): string {
  const left = Math.min(0, ...elements.map(({ x }) => x)) - EDGE
  const top = Math.min(0, ...elements.map(({ y }) => y)) - EDGE
  const right = Math.max(SHEET.width, ...elements.map(({ x, width }) => x + width)) + EDGE
  const bottom =
    Math.max(SHEET.height, ...elements.map(({ y, height }) => y + height + LINE * LINES_MOST)) + EDGE
  return [left, top, right - left, bottom - top].map(Math.round).join(' ')
}

function elementDrawn(one: Element): Html {
  const symbol = SYMBOLS[one.kind]
  return html`<g class="wm-picture__${one.kind}" transform="translate(${one.x} ${one.y})"><title>${kindInWords(one.kind)}: ${one.words}</title>${symbol.draw(one)}${symbol.isUnder ? under(one) : within(one)}</g>`
}

type Symbol = Readonly<{ draw(box: Readonly<{ width: number; height: number }>): Html; isUnder?: boolean }>

const SYMBOLS: Readonly<Record<ElementKind, Symbol>> = {
  place: { draw: ({ width, height }) => html`<rect width="${width}" height="${height}" rx="6"/>` },
  person: {
    isUnder: true,
    draw: ({ width: w, height: h }) =>
      html`<circle cx="${w / 2}" cy="${h * 0.25}" r="${Math.min(w, h) * 0.22}"/><path d="M${w * 0.1} ${h}Q${w * 0.1} ${h * 0.5} ${w / 2} ${h * 0.5}T${w * 0.9} ${h}z"/>`,
  },
  flow: {
    draw: ({ width: w, height: h }) =>
      html`<path d="M0 0H${w - h / 3}L${w} ${h / 2} ${w - h / 3} ${h}H0L${h / 4} ${h / 2}z"/>`,
  },
  concern: {
    draw: ({ width: w, height: h }) =>
      html`<path d="M12 0H${w - 12}Q${w} 0 ${w} 12V${h - 12}Q${w} ${h} ${w - 12} ${h}H${w * 0.4}L${w * 0.22} ${h + 28} ${w * 0.25} ${h}H12Q0 ${h} 0 ${h - 12}V12Q0 0 12 0z"/>`,
  },
  conflict: {
    isUnder: true,
    draw: ({ width: w, height: h }) =>
      html`<path d="M0 0 ${w} ${h}M${w} 0 0 ${h}M${w * 0.05} ${h * 0.65} ${w * 0.35} ${h * 0.95}M${w * 0.95} ${h * 0.65} ${w * 0.65} ${h * 0.95}"/>`,
  },
  watcher: {
    isUnder: true,
    draw: ({ width: w, height: h }) =>
      html`<path d="M0 ${h / 2}Q${w / 2} ${-h * 0.2} ${w} ${h / 2}Q${w / 2} ${h * 1.2} 0 ${h / 2}z"/><circle cx="${w / 2}" cy="${h / 2}" r="${h * 0.2}"/>`,
  },
  asset: { isUnder: true, draw: ({ width, height }) => html`<path d="${starOf(width, height)}"/>` },
  hope: {
    draw: ({ width: w, height: h }) =>
      html`<rect width="${w}" height="${h}" rx="${h / 2.5}"/><circle cx="${w * 0.25}" cy="${h + 16}" r="11"/><circle cx="${w * 0.2}" cy="${h + 36}" r="6"/>`,
  },
  note: {
    draw: ({ width: w, height: h }) => html`<path d="M0 0H${w - 24}L${w} 24V${h}H0zM${w - 24} 0V24H${w}"/>`,
  },
  freehand: { draw: ({ width, height }) => html`<rect width="${width}" height="${height}"/>` },
  photograph: { draw: ({ width, height }) => html`<rect width="${width}" height="${height}"/>` },
}

function starOf(width: number, height: number): string {
  const corners = Array.from({ length: 10 }, (_, at) => {
    const reach = at % 2 === 0 ? 0.5 : 0.2
    const angle = (at * Math.PI) / 5 - Math.PI / 2
    return `${Math.round(width * (0.5 + reach * Math.cos(angle)))} ${Math.round(height * (0.5 + reach * Math.sin(angle)))}`
  })
  return `M${corners.join('L')}z`
}

function within({ words, width, height }: Element): Html {
  const lines = linesOf(words, width - 30)
  return textAt(lines, width / 2, height / 2 - ((lines.length - 1) * LINE) / 2 + LETTER / 3)
}

function under({ words, width, height }: Element): Html {
  return textAt(linesOf(words, UNDER), width / 2, height + LINE)
}

function textAt(lines: readonly string[], x: number, y: number): Html {
  return html`<text text-anchor="middle" font-size="${LETTER}">${lines.map((line, at) => html`<tspan x="${x}" y="${Math.round(y + at * LINE)}">${line}</tspan>`)}</text>`
}

function linkDrawn(from: Element | undefined, to: Element | undefined, words: string): Html {
  if (!from || !to) return nothing
  const start = middleOf(from)
  const end = middleOf(to)
  const [x1, y1] = atEdge(from, end)
  const [x2, y2] = atEdge(to, start)
  return html`<g class="wm-picture__link"><line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#drawn-end)"/>${words ? textAt(linesOf(words, UNDER), (x1 + x2) / 2, (y1 + y2) / 2 - 8) : nothing}</g>`
}

type Point = readonly [x: number, y: number]
const middleOf = ({ x, y, width, height }: Element): Point => [x + width / 2, y + height / 2]

/** Where the way from the middle of an element to a point leaves its box. */
function atEdge(one: Element, [toX, toY]: Point): Point {
  const [x, y] = middleOf(one)
  const across = toX - x
  const down = toY - y
  const share = Math.min(
    across === 0 ? 1 : (one.width / 2 + 8) / Math.abs(across),
    down === 0 ? 1 : (one.height / 2 + 8) / Math.abs(down),
    1,
  )
  return [Math.round(x + across * share), Math.round(y + down * share)]
}

/** Words in lines no wider than that, the last of which says that there is more. */
export function linesOf(words: string, width: number): string[] {
  const most = Math.max(4, Math.floor(width / WIDTH_OF_LETTER))
  const lines: string[] = []
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    const start = word.length > most ? `${word.slice(0, most - 1)}…` : word
    if (last !== undefined && last.length + 1 + start.length <= most)
      lines[lines.length - 1] = `${last} ${start}`
    else lines.push(start)
  }
  if (lines.length <= LINES_MOST) return lines
  return [...lines.slice(0, LINES_MOST - 1), `${lines[LINES_MOST - 1]!.slice(0, most - 1)}…`]
}
