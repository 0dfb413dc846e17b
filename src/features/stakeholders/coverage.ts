import type { IndicatorTotal } from '#analytics/index.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import { PEOPLE_HERE } from '#core/proforma/steps/stakeholder-groups.ts'
import type { Person } from './stakeholder-network.ts'

/** How many people or households of a group live here; `null` where nothing loaded says. */
export type LiveHere = Readonly<{
  count: number
  share: number | null
  of: 'people' | 'households'
  source: string
}>

/** One group of people, who of the stakeholders can speak with them, and what is being done where nobody can. */
export type CoverageLine = Readonly<{
  group: string
  name: string
  here: LiveHere | null
  voices: readonly Person[]
  gap: Readonly<{ id: string; who: string; hasPlan: boolean; owner: string; due: string }> | null
}>

// Each list is one way that a published table gives the number; the first of which every part is known stands.
const COUNTED: Readonly<
  Record<string, Readonly<{ of: 'people' | 'households'; ways: readonly (readonly string[])[] }>>
> = {
  children: people(['population-0-14']),
  young: people(['population-15-24']),
  adults: people(['population-25-64']),
  older: people(['population-65-and-over']),
  owners: households(
    ['tenure--owned', 'tenure--shared-ownership'],
    [
      'tenure--owned-owns-outright',
      'tenure--owned-owns-with-a-mortgage-or-loan',
      'tenure--shared-ownership-shared-ownership',
    ],
  ),
  'social-renters': households(
    ['tenure--social-rented'],
    [
      'tenure--social-rented-rents-from-council-or-local-authority',
      'tenure--social-rented-other-social-rented',
    ],
  ),
  'private-renters': households(
    ['tenure--private-rented'],
    [
      'tenure--private-rented-private-landlord-or-letting-agency',
      'tenure--private-rented-other-private-rented',
    ],
  ),
  asian: people(['ethnic-group--asian-asian-british-or-asian-welsh']),
  black: people(['ethnic-group--black-black-british-black-welsh-caribbean-or-african']),
  mixed: people(['ethnic-group--mixed-or-multiple-ethnic-groups']),
  white: people(['ethnic-group--white']),
  'another-ethnic-group': people(['ethnic-group--other-ethnic-group']),
}

/** Every indicator that the coverage asks of the loaded tables. */
export const INDICATORS_ASKED: readonly string[] = [
  'population',
  'households',
  ...Object.values(COUNTED).flatMap(({ ways }) => ways.flat()),
]

/** Each group held against the stakeholders: gaps first, then those with one voice, larger groups before smaller. */
export function coverage(
  people: readonly Person[],
  gaps: readonly Entry[],
  totals: readonly IndicatorTotal[],
): CoverageLine[] {
  const live = gaps.filter((gap) => !gap.withdrawn)
  return PEOPLE_HERE.map(({ value, text }): CoverageLine => {
    const gap = live.find(({ content }) => textOf(content, 'group') === value)
    return {
      group: value,
      name: text,
      here: liveHere(value, totals),
      voices: people.filter(({ speaksWith }) => speaksWith.includes(value)),
      gap: gap ? gapOf(gap) : null,
    }
  }).sort(
    (a, b) =>
      Math.min(2, a.voices.length) - Math.min(2, b.voices.length) ||
      (b.here?.share ?? -1) - (a.here?.share ?? -1),
  )
}

/** Gaps of no group in the list. */
export function otherGaps(gaps: readonly Entry[]) {
  const known = new Set(PEOPLE_HERE.map(({ value }) => value))
  return gaps.filter((gap) => !gap.withdrawn && !known.has(textOf(gap.content, 'group'))).map(gapOf)
}

/** What blocks the step's sign-off [N8]: each gap that is named has a plan. */
export function gapsWithoutPlan(gaps: readonly Entry[]): string[] {
  return gaps
    .filter((gap) => !gap.withdrawn && !textOf(gap.content, 'plan'))
    .map((gap) => `Write how “${textOf(gap.content, 'who')}” will be reached: the gap has no plan.`)
}

function gapOf({ id, content }: Entry) {
  return {
    id: id as string,
    who: textOf(content, 'who'),
    hasPlan: textOf(content, 'plan') !== '',
    owner: textOf(content, 'owner'),
    due: textOf(content, 'due'),
  }
}

function liveHere(group: string, totals: readonly IndicatorTotal[]): LiveHere | null {
  const counted = COUNTED[group]
  if (!counted) return null
  const byName = new Map(totals.filter(({ isWhole }) => isWhole).map((total) => [total.name, total]))
  const way = counted.ways.find((names) => names.every((name) => byName.has(name)))
  if (!way) return null
  const parts = way.map((name) => byName.get(name)!)
  const count = parts.reduce((sum, { total }) => sum + total, 0)
  const whole = byName.get(counted.of === 'people' ? 'population' : 'households')?.total
  return {
    count,
    share: whole ? Math.min(1, count / whole) : null,
    of: counted.of,
    source: [...new Set(parts.map(({ source }) => sourceInWords(source)))].join(', '),
  }
}

/** What a person calls the published table that an import named so; a table of the force's own keeps its name. */
export function sourceInWords(source: string): string {
  const [, what, year] = /^(population|census)-(\d{4})-/.exec(source) ?? []
  if (what === 'population') return `estimates of the population in the middle of ${year}`
  return what === 'census' ? `the Census of ${year}` : source
}

function people(...ways: (readonly string[])[]) {
  return { of: 'people', ways } as const
}

function households(...ways: (readonly string[])[]) {
  return { of: 'households', ways } as const
}
