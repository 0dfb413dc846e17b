import { type Store, screen } from '#analytics/index.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { FiguresToday } from '#features/projects/index.ts'

/** What a screening made now says of one area; null where it cannot be screened any more. */
export async function figuresToday(
  store: Store,
  question: ScreeningQuestion,
  code: AreaCode,
): Promise<FiguresToday | null> {
  const answer = await screen(store, question)
  if (!answer.ok) return null
  const { areas, from, to, monthsKnown, inputs } = answer.value
  const area = areas.find((found) => found.code === code)
  return area ? { area, areasRanked: areas.length, from, to, monthsKnown, inputs } : null
}
