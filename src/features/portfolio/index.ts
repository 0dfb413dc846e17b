export { type PortfolioNeeds, portfolioPages } from './portfolio.pages.ts'
export type { RankedArea } from './portfolio.ts'
