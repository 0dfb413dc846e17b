import { holds, isStaff, type Role, type Viewer } from '#core/access/viewer.ts'

/** [S2] */
export const SCREENING_SAVERS = ['analyst', 'supervisor'] as const satisfies readonly Role[]

/** [S1] The role half; the force half is every query's `where` and row-level security. */
export function readsScreenings(viewer: Viewer): boolean {
  return isStaff(viewer)
}

/** [S2] Saving a screening, and noting a break in the series. */
export function savesScreenings(viewer: Viewer): boolean {
  return holds(viewer, ...SCREENING_SAVERS)
}

/** Whether to offer the shortlist, which asks again for itself: those who prepare decisions. */
export function shortlistsFromScreenings(viewer: Viewer): boolean {
  return holds(viewer, 'officer', 'analyst', 'supervisor')
}

/** [S2] Whether anything refers to it is the store's to say. */
export function deletesScreening(viewer: Viewer, saved: Readonly<{ savedBy: string }>): boolean {
  return savesScreenings(viewer) && saved.savedBy === viewer.personId
}
