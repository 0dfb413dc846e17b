import type { Routes } from '#platform/http/request.ts'
import { ownAccountPages, secondFactorPages } from './account.pages.ts'
import { demonstrationMailPages } from './demonstration-mail.pages.ts'
import { type AccountsContext, signInPages } from './sign-in.pages.ts'

/** Signing in and out, one's own account, and in demonstration mode the mail that was not sent. */
export function accountsPages(routes: Routes, context: AccountsContext): void {
  signInPages(routes, context)
  ownAccountPages(routes, context)
  secondFactorPages(routes, context)
  demonstrationMailPages(routes, context)
}
