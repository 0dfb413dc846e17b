export { draftState, draftsPages, keepSent } from './drafts.pages.ts'
