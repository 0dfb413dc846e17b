import type { Screening } from '#core/screening/screening.ts'
import { type IsoMonth, monthsBetween } from '#core/time/month.ts'

export type MovedArea = Readonly<{ code: string; name: string; before: number; after: number }>

/** What repeating a saved screening shows [S8]. */
export type Comparison = Readonly<{
  sameInputs: boolean
  sameResult: boolean
  monthsAdded: readonly IsoMonth[]
  monthsGone: readonly IsoMonth[]
  /** Sources that are there today and were not, or carry another date. */
  sourcesChanged: readonly Readonly<{ what: string; before: string | null; after: string | null }>[]
  countBefore: number
  countAfter: number
  areasAdded: readonly string[]
  areasGone: readonly string[]
  /** The biggest moves first. */
  moved: readonly MovedArea[]
  /** Of those, the ones whose new rank lies outside the interval they had: more than the doubt that was told. */
  movedBeyondDoubt: number
}>

export function compareScreenings(saved: Screening, today: Screening): Comparison {
  const [monthsBefore, monthsAfter] = [knownMonths(saved), knownMonths(today)]
  const before = new Map(saved.areas.map((area) => [area.code as string, area]))
  const after = new Map(today.areas.map((area) => [area.code as string, area]))
  const both = today.areas.flatMap((area) => {
    const was = before.get(area.code)
    return was ? [{ was, is: area }] : []
  })
  const moved = both
    .filter(({ was, is }) => was.rank !== is.rank)
    .map(({ was, is }) => ({ code: is.code, name: is.name, before: was.rank, after: is.rank }))
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.after - b.after)
  return {
    sameInputs: saved.inputs === today.inputs,
    sameResult: areSame(saved.areas, today.areas),
    monthsAdded: [...monthsAfter].filter((month) => !monthsBefore.has(month)),
    monthsGone: [...monthsBefore].filter((month) => !monthsAfter.has(month)),
    sourcesChanged: changedSources(saved.sources, today.sources),
    countBefore: total(saved),
    countAfter: total(today),
    areasAdded: [...after.keys()].filter((code) => !before.has(code)),
    areasGone: [...before.keys()].filter((code) => !after.has(code)),
    moved,
    movedBeyondDoubt: both.filter(({ was, is }) => is.rank < was.rankLow || is.rank > was.rankHigh).length,
  }
}

function knownMonths(screening: Screening): Set<IsoMonth> {
  const unknown = new Set(screening.monthsUnknown)
  return new Set(monthsBetween(screening.from, screening.to).filter((month) => !unknown.has(month)))
}

function total(screening: Screening): number {
  return screening.areas.reduce((sum, area) => sum + area.count, 0)
}

function changedSources(before: Screening['sources'], after: Screening['sources']) {
  const dates = (sources: Screening['sources']) => {
    const found = new Map<string, string>()
    for (const { what, source, loadedAt } of sources) found.set(`${what}: ${source}`, loadedAt)
    return found
  }
  const [was, is] = [dates(before), dates(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((what) => ({ what, before: was.get(what) ?? null, after: is.get(what) ?? null }))
    .filter((source) => source.before !== source.after)
}

// The database keeps an answer's figures but not the order of their names.
function areSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => areSame((one as Fields)[key], (other as Fields)[key]))
  )
}

type Fields = Record<string, unknown>
