export { type SaraNeeds, saraPages } from './sara.pages.ts'
