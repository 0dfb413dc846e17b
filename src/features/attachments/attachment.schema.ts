import { z } from 'zod'

const reopenReason = z
  .string()
  .max(2000, 'The reason for reopening must be 2000 characters or fewer')
  .default('')

/** What is typed beside a file. Whether `shows` is needed depends on the file. */
export const AttachForm = z.object({
  shows: z.string().max(500, 'What it shows must be 500 characters or fewer').default(''),
  reopenReason,
})

export const WithdrawFileForm = z.object({
  why: z
    .string('Say why it is withdrawn')
    .min(1, 'Say why it is withdrawn')
    .max(2000, 'The reason must be 2000 characters or fewer'),
  reopenReason,
})
