import { z } from 'zod'
import { FILTERS, SORTS } from './portfolio.ts'

export const PortfolioQuery = z.object({
  sort: z.enum(SORTS).catch('need'),
  show: z.enum(FILTERS).nullable().catch(null).default(null),
  search: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
