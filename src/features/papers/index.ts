export { paperParts } from './paper.pages.ts'
