import type { NetworkFigures } from '#analytics/index.ts'
import { type Html, html } from '#ui/html.view.ts'
import { groupColour } from './group-colours.ts'
import { placeNodes } from './network-layout.ts'
import {
  groupName,
  holdsTogether,
  questionOf,
  type StakeholderNetwork,
  weightOf,
} from './stakeholder-network.ts'

/** More than these in one picture cannot be read; the table and the words say the same. */
export const DRAWN_AT_MOST = 60
const ALL_NAMED_AT_MOST = 26

const SIZES = [
  { name: 'wide', width: 860, height: 520, marginX: 90, marginY: 26, letters: 24 },
  { name: 'narrow', width: 340, height: 400, marginX: 58, marginY: 24, letters: 15 },
] as const

/** The network as a picture that prints and needs no script, drawn for wide and for narrow screens. */
export function networkDrawing(net: StakeholderNetwork, figures: NetworkFigures, words: string): Html {
  const places = placeNodes(net.people.length, questionOf(net).links)
  return html`${SIZES.map((size) => drawing(net, figures, places, words, size))}`
}

function drawing(
  { people, ties }: StakeholderNetwork,
  { betweenness, cutPoints }: NetworkFigures,
  places: ReturnType<typeof placeNodes>,
  words: string,
  { name, width, height, marginX, marginY, letters }: (typeof SIZES)[number],
): Html {
  const x = (node: number) => round(marginX + places[node]!.x * (width - 2 * marginX))
  const y = (node: number) => round(marginY + places[node]!.y * (height - 2 * marginY - 14))
  const most = Math.max(1, ...betweenness)
  const radius = (node: number) => round(6 + 8 * Math.sqrt(betweenness[node]! / most))
  const isCut = new Set(cutPoints.map(({ node }) => node))
  const namedMost = name === 'narrow' ? 10 : ALL_NAMED_AT_MOST
  const isNamed = new Set(
    people
      .map((_, node) => node)
      .sort(
        (a, b) => Number(isCut.has(b)) - Number(isCut.has(a)) || betweenness[b]! - betweenness[a]! || a - b,
      )
      .slice(0, namedMost),
  )
  return html`<svg class="wm-chart wm-chart--${name} wm-network__picture" role="img" aria-labelledby="network-${name}-title network-${name}-desc" viewBox="0 0 ${width} ${height}" focusable="false"><title id="network-${name}-title">Who is tied to whom</title><desc id="network-${name}-desc">${words} The tables below say the same.</desc>
${ties.map(
  (tie) =>
    html`<line class="wm-network__tie${holdsTogether(tie) ? '' : ' wm-network__tie--odds'}" x1="${x(tie.from)}" y1="${y(tie.from)}" x2="${x(tie.to)}" y2="${y(tie.to)}" stroke-width="${weightOf(tie)}"/>`,
)}
${people.map(
  (person, node) =>
    html`<circle class="wm-network__person${isCut.has(node) ? ' wm-network__person--cut' : ''}" cx="${x(node)}" cy="${y(node)}" r="${radius(node)}" fill="${groupColour(person.group)}"><title>${person.name}, ${groupName(person.group)}</title></circle>`,
)}
${people.map((person, node) => (isNamed.has(node) ? html`<text x="${x(node)}" y="${round(y(node) + radius(node) + 13)}" text-anchor="middle">${shortened(person.name, letters)}</text>` : ''))}
</svg>`
}

/** What the colours and rings mean. */
export function networkLegend({ people, ties }: StakeholderNetwork): Html {
  const groups = [...new Set(people.map(({ group }) => group))]
  return html`<ul class="wm-legend">${groups.map(
    (group) =>
      html`<li class="wm-legend__item"><svg class="wm-legend__sample" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false"><circle cx="7" cy="7" r="6" fill="${groupColour(group)}"/></svg>${groupName(group)}</li>`,
  )}<li class="wm-legend__item"><svg class="wm-legend__sample" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false"><circle class="wm-network__person wm-network__person--cut" cx="9" cy="9" r="6" fill="#fff"/></svg>Without them others part</li>${
    ties.some((tie) => !holdsTogether(tie))
      ? html`<li class="wm-legend__item"><svg class="wm-legend__sample" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true" focusable="false"><line class="wm-network__tie wm-network__tie--odds" x1="1" x2="27" y1="6" y2="6" stroke-width="2"/></svg>At odds</li>`
      : ''
  }</ul>`
}

const round = (value: number) => Math.round(value * 10) / 10
const shortened = (name: string, letters: number) =>
  name.length > letters ? `${name.slice(0, letters - 1).trimEnd()}…` : name
