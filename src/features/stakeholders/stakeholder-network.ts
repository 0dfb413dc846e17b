import { type Content, type Entry, listOf, textOf } from '#core/proforma/entry.ts'
import { STAKEHOLDER_GROUPS } from '#core/proforma/steps/stakeholder-groups.ts'
import { TIE_STRENGTHS } from '#core/proforma/steps/stakeholders.ts'

/** One stakeholder as the network and the grid have them; `''` where a question is not answered. */
export type Person = Readonly<{
  id: string
  name: string
  /** As `STAKEHOLDER_GROUPS` has it. */
  group: string
  cares: string
  power: string
  level: string
  visible: string
  connected: string
  speaksWith: readonly string[]
}>

/** One tie between two people by their place in the list. */
export type Tie = Readonly<{
  id: string
  from: number
  to: number
  kind: string
  strength: string
  span: string
  saidBy: string
}>

/** Who is tied to whom: live entries alone, in the order they were written down. */
export type StakeholderNetwork = Readonly<{ people: readonly Person[]; ties: readonly Tie[] }>

/** The network that a project's stakeholder and tie entries make. A tie to somebody withdrawn is none. */
export function readNetwork(entries: readonly Entry[]): StakeholderNetwork {
  const live = entries.filter((entry) => !entry.withdrawn)
  const people = live.filter(({ kind }) => kind === 'stakeholder').map(personOf)
  const place = new Map(people.map(({ id }, at) => [id, at]))
  const ties = live.flatMap(({ id, kind, content }): Tie[] => {
    if (kind !== 'tie') return []
    const [from, to] = [place.get(textOf(content, 'from')), place.get(textOf(content, 'to'))]
    if (from === undefined || to === undefined) return []
    const of = (name: string) => textOf(content, name)
    return [
      { id, from, to, kind: of('kind'), strength: of('strength'), span: of('span'), saidBy: of('saidBy') },
    ]
  })
  return { people, ties }
}

/** Whether a tie holds two people together: those at odds are drawn, and count for nothing else. */
export function holdsTogether({ kind }: Pick<Tie, 'kind'>): boolean {
  return kind !== 'at-odds'
}

/** 1 to 3; an unknown strength counts as the weakest. */
export function weightOf({ strength }: Pick<Tie, 'strength'>): number {
  return (
    1 +
    Math.max(
      0,
      TIE_STRENGTHS.findIndex(({ value }) => value === strength),
    )
  )
}

/** What the statistics are asked: each pair once, with its strongest tie. */
export function questionOf({ people, ties }: StakeholderNetwork) {
  const strongest = new Map<string, readonly [number, number, number]>()
  for (const tie of ties.filter(holdsTogether)) {
    const [low, high] = [Math.min(tie.from, tie.to), Math.max(tie.from, tie.to)]
    const key = `${low} ${high}`
    strongest.set(key, [low, high, Math.max(weightOf(tie), strongest.get(key)?.[2] ?? 0)])
  }
  return { groups: people.map(({ group }) => group), links: [...strongest.values()] }
}

/** How a group is called on screen. */
export function groupName(group: string): string {
  return STAKEHOLDER_GROUPS.find(({ value }) => value === group)?.text ?? 'No group'
}

function personOf({ id, content }: Entry): Person {
  const of = (name: string) => textOf(content as Content, name)
  return {
    id,
    name: of('name') || 'Without a name',
    group: of('group'),
    cares: of('cares'),
    power: of('power'),
    level: of('level'),
    visible: of('visible'),
    connected: of('connected'),
    speaksWith: listOf(content, 'speaksWith'),
  }
}
