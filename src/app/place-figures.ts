import { areaProfile, type Store } from '#analytics/index.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { addSeries, type PlaceFigures, type PlaceQuestion } from '#features/interventions/index.ts'

/**
 * Recorded crime of a place as it is loaded, of one type or every type, and the places most like it; `null` where it
 * cannot be screened. The first question of a type costs a screening (about 0.2 s a force), others next to nothing.
 */
export async function placeFigures(
  store: Store,
  { force, unit }: Pick<ScreeningQuestion, 'force' | 'unit'>,
  { codes, type }: PlaceQuestion,
): Promise<PlaceFigures | null> {
  const [first] = codes
  if (first === undefined) return null
  const every = await areaProfile(store, { force, unit }, first)
  if (!every) return null
  const question: ScreeningQuestion = { force, unit, ...(type === null ? {} : { types: [type] }) }
  const profiles = await Promise.all(codes.map((code) => areaProfile(store, question, code)))
  const found = profiles.filter((profile) => profile !== null)
  const [own] = found
  // Part of a place is not the place.
  if (!own || found.length < codes.length) return null
  const touching = new Set(found.flatMap(({ neighbours }) => neighbours.map(({ area }) => area.code)))
  return {
    type,
    types: every.types.map((one) => one.type).sort(),
    series: addSeries(found.map(({ series }) => series)),
    area: own.area,
    alike: own.alike
      .filter(({ area }) => !codes.includes(area.code))
      .map(({ area, series }) => ({ area, series, touches: touching.has(area.code) })),
    source: own.screening.sources
      .filter(({ what }) => /crime/i.test(what))
      .map(({ what, source }) => `${what}: ${source}.`)
      .join(' '),
  }
}
