export { homePages } from './home.pages.ts'
export type { OwnProject, Waiting } from './home.view.ts'
