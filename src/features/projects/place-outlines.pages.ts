import { londonDay } from '#core/time/london-day.ts'
import { found, type Routes, signedIn } from '#platform/http/request.ts'
import type { ProjectPageNeeds } from './page-needs.pages.ts'
import { findProject } from './project.store.ts'
import { parseProjectNumber } from './project.ts'

const KEPT_SECONDS = 600

/**
 * `/projects/:number/place.json`: published outlines of the place and of what lies around it, for the maps of its pages.
 * It is part of the page that asks for it and says nothing of the record, so its reading is not logged on its own.
 */
export function placeOutlinesPages(routes: Routes, needs: ProjectPageNeeds): void {
  routes.get('/projects/:number/place.json', async (c) => {
    const viewer = signedIn(c)
    const number = found(parseProjectNumber(c.req.param('number')))
    const today = londonDay(needs.clock())
    const project = found(await needs.database.as(viewer, (tx) => findProject(viewer, tx, today, number)))
    const own = new Set<string>([project.areaCode, ...project.areaCodes])
    const around = await needs.areasAround(project.figures, project.areaCode, project.areaCodes)
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: around.map(({ code, name, outline }) => ({
        type: 'Feature',
        properties: { code, name, isOwn: own.has(code) },
        geometry: { type: 'MultiPolygon', coordinates: outline },
      })),
    })
    c.header('Cache-Control', project.isSensitive ? 'no-store' : `private, max-age=${KEPT_SECONDS}`)
    c.header('Vary', 'Cookie')
    return c.body(text, 200, { 'Content-Type': 'application/geo+json; charset=utf-8' })
  })
}
