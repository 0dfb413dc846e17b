import { z } from 'zod'
import { parseMonth } from '#core/time/month.ts'

const words = z.string().max(2000, 'Write 2000 characters or fewer').optional()

/** How it goes with an intervention: a tap sends its progress alone, the form all of it. */
export const ProgressForm = z.object({
  _version: z.coerce.number('Open the page again').int().positive(),
  from: z.enum(['board', 'actions', 'entry']).catch('entry'),
  progress: z.enum(['not started', 'under way', 'done', 'stopped'], 'Say how far it is'),
  percent: z
    .union([
      z.literal(''),
      z.coerce
        .number('Enter a number from 0 to 100')
        .min(0, 'Enter a number from 0 to 100')
        .max(100, 'Enter a number from 0 to 100'),
    ])
    .optional(),
  progressNote: words,
  whyStopped: words,
  evidence: words,
})

export const BoardQuery = z.object({ by: z.string().max(20).catch('') })

const month = z.string().transform(parseMonth).catch(null)

export const RecordedCrimeQuery = z.object({
  for: z.enum(['measure', 'result']).catch('measure'),
  type: z.string().max(100).catch(''),
  from: month,
  to: month,
})
