import type { ScreenedArea, Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import { type Colouring, type MapClasses, mapClasses } from './map-classes.ts'
import { questionParts } from './question.ts'
import { choiceParts, type ListedAreas, listAreas, pageOf, type TableChoice } from './ranked-list.ts'

type Place = Readonly<{ code: string; name: string }>

/** An answered screening with what of it is looked at: all that the table, the map and their links need. */
export type Results = Readonly<{
  screening: Screening
  question: ScreeningQuestion
  /** Where links within the results lead: the workbench, or the page of a saved screening. */
  path: string
  /** What those links say besides the choice: the question; nothing for a saved screening, which has its own. */
  parts: readonly (readonly [name: string, value: string])[]
  choice: TableChoice
  colouring: Colouring
  listed: ListedAreas
  classes: MapClasses
  /** Areas by band, for the separators. */
  bandSizes: ReadonlyMap<number, number>
  topBand: ReadonlySet<string>
  neighbourhoods: readonly Readonly<{ code: string; name: string }>[]
  /** Whether boundaries are loaded for these areas. */
  hasMap: boolean
  savedId: string | null
  mayShortlist: boolean
}>

/** Areas by band, the top band first. */
function bandSizesOf(areas: readonly ScreenedArea[]): ReadonlyMap<number, number> {
  const bandSizes = new Map<number, number>()
  for (const { band } of areas) bandSizes.set(band, (bandSizes.get(band) ?? 0) + 1)
  return bandSizes
}

/** Codes of the areas that cannot be told from the first. */
export function topBandOf(areas: readonly ScreenedArea[]): ReadonlySet<string> {
  return new Set<string>(areas.filter(({ band }) => band === 1).map(({ code }) => code))
}

/**
 * A selected area that the asked page does not show moves the table to the page that does, so that selecting an area
 * on the map and following its link end at its row.
 */
export function resultsOf(
  asked: Readonly<{
    screening: Screening
    question: ScreeningQuestion
    savedId: string | null
    mayShortlist: boolean
    choice: TableChoice
    /** Whether the address itself names a page of the table. */
    isPageAsked: boolean
    colouring: Colouring
    neighbourhoods: readonly Place[]
    /** Codes of the areas of the chosen neighbourhood. */
    members: readonly string[]
    hasMap: boolean
  }>,
): Results {
  const { screening, question, savedId, neighbourhoods, colouring, hasMap } = asked
  const members = new Set(asked.members)
  const { areas } = screening
  const found =
    asked.choice.selected && !asked.isPageAsked
      ? pageOf(areas, asked.choice, asked.choice.selected, members)
      : null
  const choice = found ? { ...asked.choice, page: found } : asked.choice
  return {
    screening,
    question,
    path: savedId ? `/screening/${savedId}` : '/screening',
    parts: savedId ? [] : questionParts(question),
    choice,
    colouring,
    listed: listAreas(areas, choice, members),
    classes: mapClasses(areas, colouring),
    neighbourhoods: screening.unit === 'lsoa' ? neighbourhoods : [],
    hasMap,
    savedId,
    mayShortlist: asked.mayShortlist,
    bandSizes: bandSizesOf(areas),
    topBand: topBandOf(areas),
  }
}

/** An address within the results: the same question and choice, but for what is changed. */
export function addressWithin(
  { path, parts, choice, colouring }: Pick<Results, 'path' | 'parts' | 'choice' | 'colouring'>,
  change: Partial<TableChoice> & { colouring?: Colouring } = {},
): string {
  const query = new URLSearchParams()
  for (const [name, value] of fieldsWithin({
    parts,
    choice: { ...choice, ...change },
    colouring: change.colouring ?? colouring,
  }))
    query.append(name, value)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The same as fields, for a form that changes only what it has fields of its own for. */
export function fieldsWithin(
  { parts, choice, colouring }: Pick<Results, 'parts' | 'choice' | 'colouring'>,
  except: readonly string[] = [],
): [name: string, value: string][] {
  const chosen: Record<string, string | number | null> = {
    ...choiceParts(choice),
    colour: colouring === 'score' ? null : colouring,
  }
  return [
    ...parts.map(([name, value]): [string, string] => [name, value]),
    ...Object.entries(chosen).flatMap(([name, value]): [string, string][] =>
      value === null || value === '' ? [] : [[name, String(value)]],
    ),
  ].filter(([name]) => !except.includes(name))
}
