import { z } from 'zod'

const version = z.coerce.number('Open the page again').int().positive()
const reopenReason = z
  .string()
  .max(2000, 'The reason for reopening must be 2000 characters or fewer')
  .default('')

/** What every form of an entry carries beside its answers, which the template describes. */
export const EntryForm = z.object({
  _version: version.default(1),
  reopenReason,
  _next: z.literal('another').optional().catch(undefined),
})

export const WithdrawForm = z.object({
  _version: version,
  why: z
    .string('Say why it is withdrawn')
    .min(1, 'Say why it is withdrawn')
    .max(2000, 'The reason must be 2000 characters or fewer'),
  reopenReason,
})

export const EntryListQuery = z.object({
  search: z.string().max(100).catch(''),
  withdrawn: z
    .literal('show')
    .optional()
    .catch(undefined)
    .transform((sent) => sent === 'show'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

/** Which entry was just written, where a page is led to from its form. */
export const KeptQuery = z.object({ kept: z.guid() })
