import type { Routes } from '#platform/http/request.ts'
import { type PeopleContext, personPages } from './person.pages.ts'
import { personFormPages } from './person-form.pages.ts'

/** Everything under `/people`, for the force's administrators. */
export function peoplePages(routes: Routes, context: PeopleContext): void {
  personPages(routes, context)
  personFormPages(routes, context)
}
