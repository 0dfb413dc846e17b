export { groupPart, meetingEntryPart } from './group-parts.pages.ts'
export { listWaitingInGroups } from './group-waiting.pages.ts'
export { workingGroupsPages } from './working-groups.pages.ts'
