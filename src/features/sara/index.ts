export { saraPages } from './sara.pages.ts'
