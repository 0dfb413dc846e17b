import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Screening } from '#core/screening/screening.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'

/** A saved screening as decisions need it. */
export type SavedForDecision = Readonly<{ id: string; name: string; screening: Screening }>

export type DecisionPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** The saved screening, or `null` where there is none for this viewer. */
  findScreening(viewer: Viewer, id: string): Promise<SavedForDecision | null>
  /** The area, those nearest to it and `also`, with their outlines; empty where boundaries are not loaded. */
  areasAround(
    screening: Pick<Screening, 'force' | 'unit'>,
    areaCode: AreaCode,
    also: readonly AreaCode[],
  ): Promise<readonly OutlinedArea[]>
}>
