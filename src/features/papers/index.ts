export { type PaperNeeds, paperParts } from './paper.pages.ts'
