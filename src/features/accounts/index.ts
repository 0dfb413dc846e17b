export { waitInWords } from './account.ts'
export { accountsPages } from './accounts.pages.ts'
export type { AccountsContext } from './sign-in.pages.ts'
