import type { Routes } from '#platform/http/request.ts'
import { offeredAreas, openDecision } from './decision-record.pages.ts'
import type { DecisionPageNeeds } from './page-needs.pages.ts'
import { shapesAddress, shapesText } from './place-shapes.ts'

/** `/decisions/:id/areas.json`: outlines of the areas a place can be made of, for the map of the edit page. */
export function placeShapesPages(routes: Routes, needs: DecisionPageNeeds): void {
  routes.get('/decisions/:id/areas.json', async (c) => {
    const open = await openDecision(c, needs)
    const text = shapesText(await offeredAreas(needs, open))
    const isAsked = c.req.url.endsWith(shapesAddress(open.decision, text))
    c.header('Cache-Control', isAsked ? 'private, max-age=31536000, immutable' : 'private, no-cache')
    c.header('Vary', 'Cookie')
    return c.body(text, 200, { 'Content-Type': 'application/geo+json; charset=utf-8' })
  })
}
