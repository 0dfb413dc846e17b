import { z } from 'zod'
import { UNITS } from '#core/area/area.ts'
import type { Screening } from '#core/screening/screening.ts'
import { NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { mapPicture } from './map.view.ts'
import { mapClasses, readColouring } from './map-classes.ts'
import type { PageTools } from './page-tools.pages.ts'
import { readQuestion } from './question.ts'
import { queriesOf } from './request-query.ts'
import { topBandOf } from './results.ts'
import { isKnown, validatorOf } from './validator.ts'

const Unit = z.enum(UNITS)
const Id = z.uuid()

/** Outlines for the map, and the map as a picture. */
export function mapPages(routes: Routes, { answers, reader, kept, saved: loadSaved }: PageTools): void {
  routes.get('/screening/shapes.json', async (c) => {
    const viewer = reader(c)
    const unit = Unit.safeParse(c.req.query('unit') ?? 'lsoa')
    const shapes = unit.success ? await answers.shapes(viewer.forceSlug, unit.data) : null
    if (!shapes) throw new NotFound()
    return cached(c, [viewer.forceSlug, unit.data, shapes.fingerprint], () =>
      c.body(shapes.text, 200, { 'Content-Type': 'application/geo+json; charset=utf-8' }),
    )
  })

  routes.get('/screening/map.svg', async (c) => {
    const viewer = reader(c)
    const queries = queriesOf(c.req.url)
    const screening = await screeningFor(c)
    const shapes = await answers.shapes(viewer.forceSlug, screening.unit)
    if (!shapes) throw new NotFound()
    const made = [c.req.url, viewer.forceId, screening.inputs, shapes.fingerprint]
    return cached(c, made, () =>
      c.body(
        kept(`map ${JSON.stringify(made)}`, () =>
          mapPicture(shapes.drawing, mapClasses(screening.areas, readColouring(queries.colour?.[0])), {
            outlined: topBandOf(screening.areas),
            selected: queries.area?.[0] ?? null,
            isClose: queries.close?.[0] === '1',
          }),
        ),
        200,
        { 'Content-Type': 'image/svg+xml; charset=utf-8' },
      ),
    )
  })

  async function screeningFor(c: RequestContext): Promise<Screening> {
    const viewer = reader(c)
    const queries = queriesOf(c.req.url)
    const saved = Id.safeParse(queries.saved?.[0])
    if (saved.success) {
      return (await loadSaved(viewer, saved.data)).screening
    }
    const read = readQuestion(viewer.forceSlug, queries)
    const outcome = read.problems.length > 0 ? null : await answers.screening(read.question)
    if (!outcome?.ok) throw new NotFound()
    return outcome.value
  }
}

function cached(c: RequestContext, made: readonly unknown[], make: () => Response): Response {
  const validator = validatorOf('map 1', ...made)
  c.header('ETag', validator)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Cookie')
  return isKnown(validator, c.req.header('If-None-Match')) ? c.body(null, 304) : make()
}
