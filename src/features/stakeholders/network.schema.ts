import { z } from 'zod'

export const SORTS = ['name', 'group', 'ties', 'between', 'constraint', 'broker'] as const
export type Sort = (typeof SORTS)[number]

const page = z.coerce.number().int().min(1).max(100_000).catch(1)

/** How the tables of a network are asked for. */
export const NetworkQuery = z.object({
  sort: z.enum(SORTS).catch('between'),
  page,
  ties: page,
  find: z.string().max(100).catch(''),
})
export type NetworkQuery = z.infer<typeof NetworkQuery>

/** The form of a tie on the network's page; what its answers may be is the template's. */
export const TieForm = z.object({
  from: z.string().default(''),
  to: z.string().default(''),
  kind: z.string().default(''),
  strength: z.string().default(''),
  span: z.string().default(''),
  saidBy: z.string().default(''),
})
