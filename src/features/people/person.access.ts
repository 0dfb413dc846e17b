import type { ForceId, PersonId, Viewer } from '#core/access/viewer.ts'

/** [PE2] For the whole force: an administrator of an area alone keeps nobody. */
export function keepsPeople(viewer: Viewer): boolean {
  return viewer.roles.some((held) => held.role === 'administrator' && held.areaCode === null)
}

/** [PE1] [PE2] Tenancy first, then role. `visiblePeople` in `person.store.ts` is the same rule as SQL. */
export function mayReadPerson(viewer: Viewer, person: Readonly<{ forceId: ForceId; id: PersonId }>): boolean {
  return person.forceId === viewer.forceId && (keepsPeople(viewer) || person.id === viewer.personId)
}

/** [PE1] [PE2] */
export function mayChangePerson(viewer: Viewer, person: Readonly<{ forceId: ForceId }>): boolean {
  return person.forceId === viewer.forceId && keepsPeople(viewer)
}
