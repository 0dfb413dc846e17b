import { holds, isAtLeast, isStaff, maySupervise, type PersonId, type Viewer } from '#core/access/viewer.ts'
import { type Escalation, type EscalationState, isPromised, isUnanswered } from './escalation.ts'

/** How much of an escalation somebody reads. */
export type Reading = 'everything' | 'as asked' | 'shared words' | 'nothing'

/** [E1] Tenancy has come first. `isOnTeam`: a part of its project today. */
export function readingOf(
  viewer: Viewer,
  one: Readonly<{ askedPersonId: PersonId | null; isOnTeam: boolean }>,
): Reading {
  if (isStaff(viewer)) return 'everything'
  if (one.askedPersonId === viewer.personId) return 'as asked'
  return holds(viewer, 'partner', 'resident') && one.isOnTeam ? 'shared words' : 'nothing'
}

/** [E3] [E10] [E11] In a project they can read. */
export function mayRaise(viewer: Viewer): boolean {
  return holds(viewer, 'officer', 'supervisor', 'analyst')
}

/** [E5] [E13] Answers for those without an account, and joins escalations. */
export function mayCarry(viewer: Viewer): boolean {
  return maySupervise(viewer) || holds(viewer, 'leader')
}

/** [E5] Whether it is theirs to acknowledge and answer: `here` in their own name, `for them` in another's. */
export function answersAs(
  viewer: Viewer,
  asked: Readonly<{ personId: PersonId | null }> | null,
): 'here' | 'for them' | null {
  if (asked?.personId) return asked.personId === viewer.personId ? 'here' : null
  return mayCarry(viewer) ? 'for them' : null
}

/** [E6] */
export function mayClose(viewer: Viewer, raisedBy: PersonId): 'own' | 'for them' | null {
  if (raisedBy === viewer.personId) return 'own'
  return maySupervise(viewer) ? 'for them' : null
}

/** [E21] Says whether what was promised was done: who raised it, or a supervisor for them. */
export function maySayDone(viewer: Viewer, raisedBy: PersonId): boolean {
  return mayClose(viewer, raisedBy) !== null
}

/** [E2] */
export function maySet(viewer: Viewer): boolean {
  return (holds(viewer, 'supervisor') && isAtLeast(viewer, 'inspector')) || holds(viewer, 'administrator')
}

/** [E17] */
export function mayReadRegister(viewer: Viewer): boolean {
  return isStaff(viewer)
}

/** [E17] */
export function mayKeep(viewer: Viewer, contact: Readonly<{ keeperId: PersonId }> | null): boolean {
  return isStaff(viewer) && (mayCarry(viewer) || contact?.keeperId === viewer.personId)
}

/** [E17] */
export function seesReach(viewer: Viewer, contact: Readonly<{ visibleTo: string; keeperId: PersonId }>) {
  return contact.visibleTo === 'staff' || mayKeep(viewer, contact)
}

/** The states each act is for. */
export const ACTS_IN = {
  acknowledge: ['raised'],
  answer: ['raised', 'acknowledged'],
  handOn: ['raised', 'acknowledged'],
  withdraw: ['raised', 'acknowledged'],
  close: ['answered'],
  wasDone: ['answered', 'closed'],
} as const satisfies Record<string, readonly EscalationState[]>
export type Act = keyof typeof ACTS_IN

/** Which acts are somebody's on an escalation that they read, and how. */
export function actsOf(
  viewer: Viewer,
  one: Pick<Escalation, 'state' | 'project' | 'issue' | 'asked' | 'raised' | 'answer' | 'wasDone'>,
) {
  const isOpen = isUnanswered(one)
  const isIssue = one.project === null
  // What is joined moves with its issue [E13].
  const isOwn = isOpen && one.issue === null
  const answer = isOwn ? answersAs(viewer, one.asked) : null
  const moves = isIssue ? mayCarry(viewer) : mayRaise(viewer)
  return {
    acknowledge: answer !== null && one.state === 'raised',
    answer,
    handOn: isOwn && moves,
    withdraw: isOpen && moves,
    close: one.state === 'answered' ? mayClose(viewer, one.raised.by) : null,
    wasDone: isPromised(one) && maySayDone(viewer, one.raised.by),
    join: isOwn && isIssue && mayCarry(viewer),
    leave: isOpen && one.issue !== null && mayCarry(viewer),
  }
}
