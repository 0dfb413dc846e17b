export { groupPart, meetingEntryPart } from './group-parts.pages.ts'
export { type GroupWaiting, listWaitingInGroups } from './group-waiting.pages.ts'
export type { GroupNeeds } from './needs.pages.ts'
export { workingGroupsPages } from './working-groups.pages.ts'
