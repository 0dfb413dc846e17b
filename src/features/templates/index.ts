export { templatePages } from './template.pages.ts'
export { changesOf, loadCurrentTemplate, loadTemplate } from './template.store.ts'
