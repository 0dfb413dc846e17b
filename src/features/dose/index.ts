export { type DoseNeeds, dosePages } from './dose.pages.ts'
