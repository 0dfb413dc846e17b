import { holds, isStaff, maySignOff, maySupervise, type Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { type Act, type ActRefusal, type Decision, stateAllows } from './decision.ts'

/** [D1] The role half, for SQL whose tenancy half is the `where` on force and row-level security. */
export const readsDecisions = isStaff

/** [D2] */
export function mayPrepare(viewer: Viewer): boolean {
  return holds(viewer, 'officer', 'analyst', 'supervisor')
}

/** [D2]–[D6] Whether this person may do this to this decision, as it stands. */
export function mayAct(
  viewer: Viewer,
  act: Act,
  decision: Pick<Decision, 'state' | 'drafted' | 'decided'>,
): Outcome<true, ActRefusal> {
  if (!hasRoleFor(viewer, act, decision)) return refused('not-your-role')
  const allowed = stateAllows(decision, act)
  if (!allowed.ok) return allowed
  const isDecider = decision.decided?.by === viewer.personId
  if ((act === 'sign-off' || act === 'return') && isDecider) return refused('same-person')
  return done(true)
}

function hasRoleFor(viewer: Viewer, act: Act, decision: Pick<Decision, 'drafted'>): boolean {
  switch (act) {
    case 'edit':
      return mayPrepare(viewer)
    // [D3]
    case 'decide':
      return maySupervise(viewer)
    // [D4]
    case 'sign-off':
    case 'return':
      return maySignOff(viewer)
    // [D5]
    case 'withdraw':
      return maySupervise(viewer) || (mayPrepare(viewer) && decision.drafted.by === viewer.personId)
  }
}
