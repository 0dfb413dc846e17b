import type { Store } from '#analytics/index.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Neighbourhood } from '#features/places/index.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame, PageOptions } from '#ui/frame/page.view.ts'
import type { SavedScreening } from './saved-screening.ts'
import type { ScreeningAnswers } from './screening-answers.pages.ts'

export type ScreeningPageNeeds = Readonly<{
  database: Database
  store: Store
  clock: Clock
  frame(c: RequestContext): Frame
}>

export type Places = Readonly<{ neighbourhoods: readonly Neighbourhood[]; members: readonly string[] }>

/**
 * A page, its fragment, or a body that is the same for many readers with what stands around it for this one. Such a
 * body is kept as the bytes it is sent as: putting a page into bytes costs as much as answering the rest of a request.
 */
export type Bytes = Uint8Array<ArrayBuffer>
export type MadePage = string | Bytes | Readonly<{ around: PageOptions; body: Bytes }>

/** What each group of these pages is given. */
export type PageTools = ScreeningPageNeeds &
  Readonly<{
    answers: ScreeningAnswers
    /** The person, if they read screenings; for anybody else there is nothing here [S1]. */
    reader(c: RequestContext): Viewer
    /** The force's neighbourhoods, and the areas of the chosen one. */
    places(viewer: Viewer, chosen: string | null): Promise<Places>
    /** A saved screening that the viewer may read; anything else is not found. */
    saved(viewer: Viewer, id: string): Promise<SavedScreening>
    /**
     * Answers with a page unless the reader has it already. `made` is everything the page is made from; it is only
     * made when it has to be.
     */
    fresh(
      c: RequestContext,
      made: readonly unknown[],
      make: () => MadePage | Promise<MadePage>,
    ): Promise<Response>
    /** Keeps markup that is the same for every reader under everything it is made from. */
    kept: <Piece>(key: string, make: () => Piece) => Piece
  }>
