import { z } from 'zod'
import type { PersonId } from '#core/access/viewer.ts'
import { PARTS, PROJECT_STATES } from './project.ts'

const words = (most: number, what: string) =>
  z
    .string(`Enter ${what}`)
    .max(most, `${what[0]?.toUpperCase()}${what.slice(1)} must be ${most} characters or fewer`)
const needed = (most: number, what: string) => words(most, what).min(1, `Enter ${what}`)
const version = z.coerce.number('Open the page again').int().positive()
export const ListQuery = z.object({
  search: z.string().max(100).optional().catch(undefined),
  state: z.enum(PROJECT_STATES).optional().catch(undefined),
  area: z.string().max(40).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

export const MarkForm = z.object({
  _version: version,
  mark: z.enum(['sensitive', 'ordinary'], 'Open the page again'),
  'sensitive-why': needed(500, 'the reason'),
})

const day = z.coerce.number('Enter a day').int('Enter a day').min(1, 'Enter a day').max(31, 'Enter a day')
const month = z.coerce.number('Enter a month').int().min(1, 'Enter a month').max(12, 'Enter a month')
const year = z.coerce
  .number('Enter a year')
  .int()
  .min(1990, 'Enter a year, such as 2026')
  .max(2999, 'Enter a year, such as 2026')

export const JoinForm = z.object({
  person: z.uuid('Choose a person').transform((text) => text as PersonId),
  part: z.enum(PARTS, 'Choose a part'),
  day,
  month,
  year,
})
export const LeaveForm = z.object({
  _version: version,
  why: needed(500, 'why the part ends'),
  day,
  month,
  year,
})
