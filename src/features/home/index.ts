export { homePages } from './home.pages.ts'
export type { Waiting } from './home.view.ts'
