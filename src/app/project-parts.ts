import type { ProjectPageNeeds } from '#features/projects/index.ts'
import type { PageContext } from './features.ts'

/** What other features add to the pages of a project's steps and entries, in the order of the page. */
export function projectParts(
  _context: PageContext,
): Required<Pick<ProjectPageNeeds, 'stepParts' | 'entryParts'>> {
  return { stepParts: [], entryParts: [] }
}
