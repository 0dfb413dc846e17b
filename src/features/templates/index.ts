export { templatePages } from './template.pages.ts'
export { changesOf, loadCurrentTemplate, loadTemplate, type Published } from './template.store.ts'
