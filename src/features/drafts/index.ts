export { type DraftNeeds, draftState, draftsPages, keepSent } from './drafts.pages.ts'
