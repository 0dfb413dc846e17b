export { writeWords } from './brief.store.ts'
export { briefPages } from './briefs.pages.ts'
