import { randomUUID } from 'node:crypto'
import { listMembers, listNeighbourhoods } from '#features/places/index.ts'
import { found, NotFound, type Routes, signedIn } from '#platform/http/request.ts'
import { pageAssets } from '#ui/assets.ts'
import { pageAround } from '#ui/frame/page.view.ts'
import { areaPages } from './area.pages.ts'
import { keepPieces } from './kept-piece.ts'
import { mapPages } from './map.pages.ts'
import type { Bytes, MadePage, PageTools, ScreeningPageNeeds } from './page-tools.pages.ts'
import { savedScreeningPages } from './saved-screening.pages.ts'
import { findSavedScreening, findSavedSummary } from './saved-screening.store.ts'
import { readsScreenings } from './screening.access.ts'
import { screeningAnswers } from './screening-answers.pages.ts'
import { seriesBreakPages } from './series-break.pages.ts'
import { isKnown, validatorOf } from './validator.ts'
import { workbenchPages } from './workbench.pages.ts'

/** Every page under `/screening`, for those who read screenings [S1]. */
export function screeningPages(routes: Routes, needs: ScreeningPageNeeds): void {
  const answers = screeningAnswers(needs.store)
  // Templates change with the program, which starts anew with every deployment.
  const program = randomUUID()
  // At most some 160 KB each, 50 MB altogether: the areas of a middling force.
  const kept = keepPieces(300)
  const keptAnswers = keepPieces(20)
  const tools: PageTools = {
    ...needs,
    answers,
    kept,
    reader(c) {
      const viewer = signedIn(c)
      if (!readsScreenings(viewer)) throw new NotFound()
      return viewer
    },
    places: (viewer, chosen) =>
      needs.database.as(viewer, async (tx) => ({
        neighbourhoods: await listNeighbourhoods(viewer, tx),
        members: chosen === null ? [] : [...(await listMembers(viewer, tx, chosen))],
      })),
    async saved(viewer, id) {
      const summary = found(await needs.database.as(viewer, (tx) => findSavedSummary(viewer, tx, id)))
      // A saved answer never changes, so its text is read once.
      const whole = await keptAnswers(`${viewer.forceId} ${id}`, () =>
        needs.database.as(viewer, (tx) => findSavedScreening(viewer, tx, id)),
      )
      return { ...found(whole), ...summary }
    },
    async fresh(c, made, make) {
      const validator = validatorOf(program, pageAssets(ISLANDS), needs.frame(c), ...made)
      c.header('ETag', validator)
      c.header('Cache-Control', 'private, no-cache')
      c.header('Vary', 'Cookie')
      if (isKnown(validator, c.req.header('If-None-Match'))) return c.body(null, 304)
      const page = await make()
      if (typeof page === 'string') return c.html(page)
      c.header('Content-Type', 'text/html; charset=UTF-8')
      return c.body(page instanceof Uint8Array ? page : whole(page))
    },
  }
  mapPages(routes, tools)
  seriesBreakPages(routes, tools)
  areaPages(routes, tools)
  workbenchPages(routes, tools)
  savedScreeningPages(routes, tools)
}

function whole({ around, body }: Exclude<MadePage, string | Bytes>): Bytes {
  const { before, after } = pageAround(around)
  return Buffer.concat([Buffer.from(before), body, Buffer.from(after)])
}

const ISLANDS = ['screening/workbench']
