export { type BriefNeeds, briefPages } from './briefs.pages.ts'
