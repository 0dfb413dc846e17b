import type { Routes } from '#platform/http/request.ts'
import { calendarPages } from './calendar.pages.ts'
import { invitationPages } from './invitation.pages.ts'
import { joiningPages } from './joining.pages.ts'
import { meetingPages } from './meeting.pages.ts'
import type { GroupNeeds } from './needs.pages.ts'

/** Invitations and joining, meetings, and their calendars. Mounted after the projects, which log what is read. */
export function workingGroupsPages(routes: Routes, needs: GroupNeeds): void {
  joiningPages(routes, needs)
  invitationPages(routes, needs)
  calendarPages(routes, needs)
  meetingPages(routes, needs)
}
