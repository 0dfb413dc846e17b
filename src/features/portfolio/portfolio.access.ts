import { holds, type Viewer } from '#core/access/viewer.ts'

/** [O1] */
export function readsPortfolio(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor', 'leader', 'analyst')
}
