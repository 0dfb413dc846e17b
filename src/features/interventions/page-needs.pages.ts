import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import type { PlaceFigures, PlaceQuestion } from './place-figures.ts'

export type InterventionPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** Recorded crime of a place as it is loaded; `null` where the store has none of it. */
  placeFigures(
    asked: Pick<ScreeningQuestion, 'force' | 'unit'>,
    place: PlaceQuestion,
  ): Promise<PlaceFigures | null>
}>
