import type { Brand } from '#core/brand.ts'

/** The tenant. Every record belongs to one force, whatever organisation its author works for. */
export type ForceId = Brand<string, 'ForceId'>
export type PersonId = Brand<string, 'PersonId'>
/** A force as data.police.uk archives name it in their files: `leicestershire`. */
export type ForceSlug = Brand<string, 'ForceSlug'>

export const ROLES = [
  'officer',
  'supervisor',
  'leader',
  'analyst',
  'partner',
  'resident',
  'coach',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** Police ranks from lowest to highest; people who are not police have none. */
export const RANKS = [
  'PCSO',
  'constable',
  'sergeant',
  'inspector',
  'chief inspector',
  'superintendent',
  'chief superintendent',
  'chief officer',
] as const
export type Rank = (typeof RANKS)[number]

/**
 * Who is asking, as established by the session. Stores take it first: it sets the row-level-security scope
 * and the author of every audit entry. `roles` are those held today, each for an area (`null`: the whole force).
 */
export type Viewer = Readonly<{
  personId: PersonId
  forceId: ForceId
  forceSlug: ForceSlug
  forceName: string
  name: string
  rank: Rank | null
  roles: readonly HeldRole[]
}>

export type HeldRole = Readonly<{ role: Role; areaCode: string | null }>

export function holds(viewer: Viewer, ...anyOf: Role[]): boolean {
  return viewer.roles.some((held) => anyOf.includes(held.role))
}

/** True when the viewer has that police rank or a higher one. */
export function isAtLeast(viewer: Viewer, rank: Rank): boolean {
  return viewer.rank !== null && RANKS.indexOf(viewer.rank) >= RANKS.indexOf(rank)
}

/** Those who work for the force on places, and so read what it knows of all of them. Others read what they are part of. */
export function isStaff(viewer: Viewer): boolean {
  return holds(viewer, 'officer', 'supervisor', 'leader', 'analyst', 'coach')
}

/** A supervisor of rank sergeant or above: decides on places and answers for their teams. */
export function maySupervise(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor') && isAtLeast(viewer, 'sergeant')
}

/** Staff of rank inspector or above. That it is another person than the one who acted is the record's own rule. */
export function maySignOff(viewer: Viewer): boolean {
  return isStaff(viewer) && isAtLeast(viewer, 'inspector')
}
