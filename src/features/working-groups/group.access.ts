import { holds, isStaff, maySupervise, type Viewer } from '#core/access/viewer.ts'

/** [W5] Invites to a project's group: a supervisor of rank sergeant or above, or an officer or supervisor on its team. */
export function mayInvite(viewer: Viewer, isOnTeam: boolean): boolean {
  return maySupervise(viewer) || (holds(viewer, 'officer', 'supervisor') && isOnTeam)
}

/** [W8] Staff of the force come onto a team by a supervisor, not by an invitation. */
export function mayBeInvited(viewer: Viewer): boolean {
  return !isStaff(viewer)
}
