export { templatePages } from './template.pages.ts'
export { changesOf, currentVersion, loadTemplate, type Published } from './template.store.ts'
