import type { Routes } from '#platform/http/request.ts'
import { contactPages } from './contact.pages.ts'
import { escalationPages } from './escalation.pages.ts'
import { issuePages } from './issue.pages.ts'
import type { EscalationNeeds } from './page-needs.pages.ts'
import { raisePages } from './raise.pages.ts'
import { settingsPages } from './settings.pages.ts'

/** Everything about escalations: raising, answering, regional issues, the register, the clock and the ladder. */
export function escalationsPages(routes: Routes, needs: EscalationNeeds): void {
  raisePages(routes, needs)
  escalationPages(routes, needs)
  issuePages(routes, needs)
  contactPages(routes, needs)
  settingsPages(routes, needs)
}
