export { stakeholderPages } from './stakeholders.pages.ts'
export { stakeholderEntryPart, stakeholderStepPart } from './step-part.pages.ts'
