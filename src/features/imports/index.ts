export { importJobs } from './import-run.jobs.ts'
export { importPages } from './import-run.pages.ts'
