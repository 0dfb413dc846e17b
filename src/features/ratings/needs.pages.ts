import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'

export type RatingPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
}>
