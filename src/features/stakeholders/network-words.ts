import type { NetworkFigures } from '#analytics/index.ts'
import { groupName, type Person, type StakeholderNetwork } from './stakeholder-network.ts'

/** What a network says, in sentences; each list may be empty. */
export type NetworkWords = Readonly<{
  /** How large it is and whether it hangs together. */
  whole: readonly string[]
  /** Who holds which groups together. */
  holds: readonly string[]
  /** What happens when somebody leaves. */
  leaving: readonly string[]
  /** Who stands between others, and who is seen without being known or known without being seen. */
  people: readonly string[]
  /** Where one person would stand for a group; each is a warning. */
  oneVoice: readonly string[]
}>

const MOST_SAID = 5
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

export function networkWords(net: StakeholderNetwork, figures: NetworkFigures): NetworkWords {
  return {
    whole: wholeSaid(net, figures),
    holds: holdsSaid(net.people, figures),
    leaving: leavingSaid(net.people, figures),
    people: peopleSaid(net.people, figures),
    oneVoice: oneVoiceSaid(net.people),
  }
}

function wholeSaid({ people, ties }: StakeholderNetwork, { parts, degree }: NetworkFigures): string[] {
  if (people.length === 0) return ['Nobody is written down.']
  const size = `${counted(people.length, 'stakeholder')} and ${counted(ties.length, 'tie')}.`
  if (ties.length === 0) return [size, 'Nobody is tied to anybody yet.']
  const alone = people.filter((_, at) => degree[at] === 0)
  const several = parts.filter((count) => count > 1).length
  const hang =
    several === 1
      ? alone.length === 0
        ? 'All hang together: ties lead from everyone to everyone.'
        : 'All who have a tie hang together.'
      : `They are in ${inWords(several)} parts that no tie joins.`
  const apart = alone.length
    ? [
        `${sentence(listed(alone.map(({ name }) => name)))} ${alone.length === 1 ? 'has' : 'have'} no tie to anybody.`,
      ]
    : []
  return [size, hang, ...apart]
}

function holdsSaid(people: readonly Person[], { holds }: NetworkFigures): string[] {
  return holds.slice(0, MOST_SAID).map(({ one, other, by }) => {
    const groups = `“${groupName(one)}” and “${groupName(other)}”`
    const names = listed(by.map((node) => people[node]!.name))
    return by.length === 1
      ? `One person holds ${groups} together: ${names}.`
      : `${sentence(inWords(by.length))} people hold ${groups} together: ${names}. If they leave, no tie joins the two.`
  })
}

function leavingSaid(people: readonly Person[], { cutPoints }: NetworkFigures): string[] {
  const said = cutPoints.slice(0, MOST_SAID).map(({ node, pieces }) => {
    const [, ...apart] = pieces
    const from = pieces[0]!.length > 3 ? 'the rest' : named(pieces[0]!)
    return `If ${inSentence(people[node]!.name)} leaves, ${each(apart.slice(0, 3))} ${
      apart.length > 1 || apart[0]!.length > 1 ? 'part' : 'parts'
    } from ${from}.`
  })
  const more = cutPoints.length - MOST_SAID
  return more > 0 ? [...said, `The same is true of ${inWords(more)} more; the table marks them.`] : said

  // With a comma between those who part from one another, where some stay together.
  function each(apart: readonly (readonly number[])[]): string {
    const names = apart.map(named)
    return apart.some(({ length }) => length > 1) ? names.join(', and ') : listed(names)
  }

  function named(piece: readonly number[]): string {
    if (piece.length <= 3) return listed(piece.map((node) => people[node]!.name))
    const groups = new Map<string, number>()
    for (const node of piece) groups.set(people[node]!.group, (groups.get(people[node]!.group) ?? 0) + 1)
    const [largest] = [...groups].sort((a, b) => b[1] - a[1])[0]!
    return `${inWords(piece.length)} people, most of them “${groupName(largest)}”`
  }
}

function peopleSaid(people: readonly Person[], { betweenness, degree }: NetworkFigures): string[] {
  const between = people.flatMap((person, at) => (betweenness[at]! > 0 ? [{ person, at }] : []))
  const top = between.sort((a, b) => betweenness[b.at]! - betweenness[a.at]!).slice(0, 3)
  const said = top.length
    ? [`Most ways between others lead through ${listed(top.map(({ person }) => person.name))}.`]
    : []
  const middle = [...degree].sort((a, b) => a - b)[Math.floor(degree.length / 2)] ?? 0
  const seen = people.filter((person, at) => person.visible === 'yes' && degree[at]! < middle)
  const unseen = top.filter(({ person }) => person.visible === 'no').map(({ person }) => person)
  if (seen.length)
    said.push(`Often seen or heard, with fewer ties than most: ${listed(seen.map(({ name }) => name))}.`)
  if (unseen.length)
    said.push(`Not often seen, yet many ways lead through them: ${listed(unseen.map(({ name }) => name))}.`)
  return said
}

// A warning for each group that one stakeholder alone is written down for [N6].
function oneVoiceSaid(people: readonly Person[]): string[] {
  const members = new Map<string, Person[]>()
  for (const person of people) members.set(person.group, [...(members.get(person.group) ?? []), person])
  return [...members].flatMap(([group, [only, ...others]]) =>
    group && group !== 'other' && others.length === 0
      ? [`“${groupName(group)}” has one voice here: ${inSentence(only!.name)}.`]
      : [],
  )
}

const listing = new Intl.ListFormat('en-GB', { type: 'conjunction' })

// Names are shown as they were written; more than this many make no sentence.
function listed(names: readonly string[]): string {
  const each = names.map(inSentence)
  const shown = each.length > 6 ? [...each.slice(0, 5), `${each.length - 5} more`] : each
  return listing.format(shown)
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`
}

const inWords = (count: number) => NUMBERS[count] ?? count.toLocaleString('en-GB')
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
// “The caretaker” in the middle of a sentence; other first words may be names.
const inSentence = (name: string) => name.replace(/^(The|A|An) /, (article) => article.toLowerCase())
