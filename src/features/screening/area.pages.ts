import { found, NotFound, type Routes } from '#platform/http/request.ts'
import { areaBody, areaFrame } from './area-page.view.ts'
import type { PageTools } from './page-tools.pages.ts'
import { addressOf, readQuestion } from './question.ts'
import { queriesOf } from './request-query.ts'
import { savesScreenings } from './screening.access.ts'
import { listBreaks } from './series-break.store.ts'
import { BUILT_IN_BREAKS, breaksWithin } from './series-break.ts'
import { standingsOf } from './standing.ts'

// Codes as published and codes of the force's own; nothing longer is one.
const LONGEST_CODE = 40

/** `/screening/areas/:code`: one area under the question of the address. */
export function areaPages(
  routes: Routes,
  { answers, reader, fresh, kept, frame, database }: PageTools,
): void {
  routes.get('/screening/areas/:code', async (c) => {
    const viewer = reader(c)
    const code = c.req.param('code')
    const { question, problems } = readQuestion(viewer.forceSlug, queriesOf(c.req.url))
    if (problems.length > 0 || code.length > LONGEST_CODE) throw new NotFound()
    const outcome = await answers.screening(question)
    if (!outcome.ok) throw new NotFound()
    const screening = outcome.value
    const area = found(screening.areas.find((each) => each.code === code))
    const own = await database.as(viewer, (tx) => listBreaks(viewer, tx))
    const breaks = breaksWithin([...BUILT_IN_BREAKS, ...own], screening)
    const maySave = savesScreenings(viewer)
    const hasMap = (await answers.shapes(viewer.forceSlug, screening.unit)) !== null
    const made = [c.req.url, viewer.forceId, screening.inputs, maySave, breaks, hasMap]
    const body = async () => {
      const profile = found(await answers.profile(question, code))
      const markup = areaBody({
        profile,
        question,
        standings: standingsOf(screening.areas, profile.area),
        breaks,
        picture: hasMap
          ? addressOf('/screening/map.svg', question, {
              area: code,
              close: 1,
              inputs: screening.inputs.slice(0, 12),
            })
          : null,
        maySave,
      })
      return Buffer.from(markup.toString())
    }
    return fresh(c, made, async () => ({
      around: areaFrame(frame(c), area, question),
      body: await kept(`area ${JSON.stringify(made)}`, body),
    }))
  })
}
