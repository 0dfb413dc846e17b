import { type Store, screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { RankedArea } from '#features/portfolio/index.ts'
import type { FiguresToday } from '#features/projects/index.ts'
import { readQuestion } from '#features/screening/index.ts'

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

/** The force's small areas as a screening made now would rank them, or why it cannot. */
export async function rankingNow(
  store: Store,
  force: ForceSlug,
): Promise<Outcome<readonly RankedArea[], string>> {
  const { question } = readQuestion(force, {})
  const answer = await screen(store, question)
  return answer.ok ? done(answer.value.areas) : refused(answer.reason.sentence)
}
