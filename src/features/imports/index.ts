export { type ImportJobNeeds, importJobs } from './import-run.jobs.ts'
export { type ImportPageNeeds, importPages } from './import-run.pages.ts'
