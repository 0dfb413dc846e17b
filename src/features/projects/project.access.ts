import {
  type ForceId,
  holds,
  isStaff,
  maySupervise,
  type PersonId,
  type Viewer,
} from '#core/access/viewer.ts'
import { isHeldOn } from '#core/time/held-on.ts'

/** [P1] Which of their own force's projects somebody reads. Both the predicate and the SQL are made from this. */
export type ReadScope = 'every' | 'those-they-belong-to' | 'none'

export function readScope(viewer: Viewer): ReadScope {
  if (isStaff(viewer)) return 'every'
  if (holds(viewer, 'partner', 'resident')) return 'those-they-belong-to'
  return 'none'
}

export type Membership = Readonly<{ personId: PersonId; fromOn: string; untilOn: string | null }>

/** [P1] Tenancy first, then role, then membership on the day (`YYYY-MM-DD`). */
export function mayReadProject(
  viewer: Viewer,
  project: Readonly<{ forceId: ForceId; members: readonly Membership[] }>,
  today: string,
): boolean {
  if (project.forceId !== viewer.forceId) return false
  switch (readScope(viewer)) {
    case 'every':
      return true
    case 'those-they-belong-to':
      return project.members.some((member) => member.personId === viewer.personId && isHeldOn(member, today))
    case 'none':
      return false
  }
}

/** [P2] In a project they can read. */
export function mayWrite(viewer: Viewer): boolean {
  return holds(viewer, 'officer', 'supervisor', 'analyst')
}

/** [P31] Supervisors of rank sergeant or above, and analysts. */
export function mayImportRecord(viewer: Viewer): boolean {
  return maySupervise(viewer) || holds(viewer, 'analyst')
}
