export { homePages } from './home.pages.ts'
