export { waitInWords } from './account.ts'
export { accountsPages } from './accounts.pages.ts'
