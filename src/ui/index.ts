export { examplesPage } from './examples.view.ts'
export { accessibilityPage, cookiesPage, privacyPage } from './frame/about-pages.view.ts'
export { type Frame, type NavigationItem, type PageOptions, page } from './frame/page.view.ts'
export {
  notAllowedPage,
  notFoundPage,
  problemPage,
  tooLargePage,
} from './frame/problem-pages.view.ts'
