export { mayReadKind } from './entries/entry.access.ts'
export {
  addEntries,
  addEntry,
  correctEntry,
  countEntries,
  type EntryChange,
  type EntryRefusal,
  findEntry,
  listEntries,
  restoreEntry,
  withdrawEntry,
} from './entries/entry.store.ts'
export { namesOf } from './entries/entry-names.ts'
export type { FiguresToday } from './figures.ts'
export { openProject } from './open-project.store.ts'
export {
  type EntryPart,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  type StepPart,
} from './page-needs.pages.ts'
export { mayWrite, readScope } from './project.access.ts'
export { findProject, readableProjects } from './project.store.ts'
export type { Member, Project, ProjectId, ProjectNumber, StepRecord } from './project.ts'
export { projectBreadcrumbs } from './project.view.ts'
export { projectsPages } from './projects.pages.ts'
export { listCandidates, listTeam } from './team.store.ts'
