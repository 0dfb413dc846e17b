import { holds, type Viewer } from '#core/access/viewer.ts'

/** [O1] */
export function readsPortfolio(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor', 'leader', 'analyst')
}

/** Ratings over all projects are for those who supervise and lead; an analyst is not led to a closed door. */
export function isLedToRatings(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor', 'leader')
}
