import { z } from 'zod'

/** What the short form carries beside the answers, which the template describes. */
export const SeeForm = z.object({
  reopenReason: z.string().max(2000, 'The reason for reopening must be 2000 characters or fewer').default(''),
  next: z.literal('finish').optional().catch(undefined),
})
