import { holds, isAtLeast, isStaff, type Viewer } from '#core/access/viewer.ts'

/** [V2] The force's staff and its administrators. */
export function mayReadTemplate(viewer: Viewer): boolean {
  return isStaff(viewer) || holds(viewer, 'administrator')
}

/** [V2] Administrators, who answer for settings, and supervisors of rank inspector or above, who answer for steps. */
export function mayEditTemplate(viewer: Viewer): boolean {
  return holds(viewer, 'administrator') || (holds(viewer, 'supervisor') && isAtLeast(viewer, 'inspector'))
}
