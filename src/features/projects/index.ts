export { type EntryOfProject, listEntriesAcross } from './entries/entries-across.store.ts'
export { fieldsFor, mayAddEntry, mayChangeEntry, mayKeepUp, mayReadKind } from './entries/entry.access.ts'
export {
  addEntries,
  addEntry,
  correctEntry,
  type EntryRefusal,
  findEntry,
  listEntries,
  withdrawEntry,
} from './entries/entry.store.ts'
export { reopenField } from './entries/entry-form.view.ts'
export { answerText, entryHref } from './entries/entry-item.view.ts'
export { namesOf } from './entries/entry-names.ts'
export { entriesStamp } from './entries/entry-stamp.store.ts'
export type { FiguresToday } from './figures.ts'
export { openProject } from './open-project.store.ts'
export {
  CLOSED,
  type EntryPart,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  type RecordDrawings,
  type RecordFiles,
  type StepPart,
} from './page-needs.pages.ts'
export { mayWrite, readScope } from './project.access.ts'
export { findProject, listOwnProjects, readableProjects } from './project.store.ts'
export type { Project, ProjectId, ProjectNumber } from './project.ts'
export { parseProjectNumber } from './project.ts'
export { projectBreadcrumbs } from './project.view.ts'
export { projectsPages } from './projects.pages.ts'
export { recordProjectRead } from './sensitive-mark.store.ts'
export { listWaitingSteps, touchStep } from './steps/step.store.ts'
export { joinTeam, listCandidates, listTeam } from './team.store.ts'
export { countOpenProjects, moveOpenProjects } from './template-move.store.ts'
