export { portfolioPages } from './portfolio.pages.ts'
export type { RankedArea } from './portfolio.ts'
