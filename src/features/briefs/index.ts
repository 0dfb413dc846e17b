export { briefPages } from './briefs.pages.ts'
