import type { NetworkFigures } from '#analytics/index.ts'
import { groupColour } from './group-colours.ts'
import {
  groupName,
  holdsTogether,
  questionOf,
  type StakeholderNetwork,
  weightOf,
} from './stakeholder-network.ts'

/** What the browser draws: people in order, and ties as their places. */
export type NetworkData = Readonly<{
  people: readonly Readonly<{
    name: string
    group: string
    colour: string
    between: number
    isCutPoint: boolean
  }>[]
  /** From, to, weight 1 to 3, and 1 where the two are at odds. */
  ties: readonly (readonly [from: number, to: number, weight: number, odds: 0 | 1])[]
  /** What the places are worked out from, as the picture on the page has it. */
  links: readonly (readonly [from: number, to: number, weight: number])[]
}>

export function networkAsData(net: StakeholderNetwork, figures: NetworkFigures): NetworkData {
  const isCut = new Set(figures.cutPoints.map(({ node }) => node))
  return {
    people: net.people.map(({ name, group }, node) => ({
      name,
      group: groupName(group),
      colour: groupColour(group),
      between: Math.round(figures.betweenness[node]! * 100) / 100,
      isCutPoint: isCut.has(node),
    })),
    ties: net.ties.map((tie) => [tie.from, tie.to, weightOf(tie), holdsTogether(tie) ? 0 : 1]),
    links: questionOf(net).links,
  }
}
