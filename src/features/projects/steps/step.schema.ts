import { z } from 'zod'
import type { PersonId } from '#core/access/viewer.ts'
import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'

const version = z.coerce.number('Open the page again').int().positive()

/** The step an address names; `null` for none of the eight. */
export function parseStep(text: string | undefined): StepNumber | null {
  return STEP_NUMBERS.find((step) => String(step) === text) ?? null
}

export const StepForm = z.object({ _version: version })

export const ReopenForm = z.object({
  _version: version,
  why: z
    .string('Say why it goes back to work')
    .min(1, 'Say why it goes back to work')
    .max(2000, 'The reason must be 2000 characters or fewer'),
})

export const OwnerForm = z.object({
  _version: version,
  owner: z
    .union([z.literal(''), z.uuid('Choose somebody on the team')])
    .transform((text) => (text === '' ? null : (text as PersonId))),
})

export const CommentForm = z.object({
  words: z
    .string('Write a comment')
    .min(1, 'Write a comment')
    .max(4000, 'The comment must be 4000 characters or fewer'),
})
