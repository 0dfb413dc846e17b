import { holds, isAtLeast, isStaff, maySupervise, type Viewer } from '#core/access/viewer.ts'

/** [R8] In a project they can read. */
export function mayReadRatings(viewer: Viewer): boolean {
  return isStaff(viewer)
}

/** [R1] */
export function mayOpenRound(viewer: Viewer): boolean {
  return maySupervise(viewer)
}

/** [R7] */
export function mayChangeRubric(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor') && isAtLeast(viewer, 'inspector')
}

/** [R8] */
export function mayReadOverview(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor', 'leader')
}
