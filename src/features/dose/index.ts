export { dosePages } from './dose.pages.ts'
export { noteHours } from './hours.store.ts'
