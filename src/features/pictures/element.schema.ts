import { z } from 'zod'
import { ELEMENT_KINDS, ELEMENT_WORDS_MOST, SPOTS } from '#core/picture/element.ts'

const KINDS = ELEMENT_KINDS.map(({ kind }) => kind)
const SPOT_NAMES = SPOTS.map(({ spot }) => spot)

const words = z
  .string()
  .max(ELEMENT_WORDS_MOST, `What it says must be ${ELEMENT_WORDS_MOST} characters or fewer`)
const reopenReason = z
  .string()
  .max(2000, 'The reason for reopening must be 2000 characters or fewer')
  .default('')

/** Something put on a picture, or changed there, in words. */
export const ElementForm = z.object({
  kind: z.enum(KINDS, 'Choose what it is'),
  words: words.min(1, 'Say what it shows, in the words of whoever drew it'),
  spot: z.enum(SPOT_NAMES, 'Choose where it is on the picture'),
  /** What it said when the page was made; another answer now is somebody else's. */
  was: words.optional(),
  /** What it was, and where, when the page was made: what is still so in the form is not changed by it. */
  wasKind: z.enum(KINDS).optional().catch(undefined),
  wasSpot: z.enum(SPOT_NAMES).optional().catch(undefined),
  reopenReason,
})

/** What leads from one element to another. */
export const LinkForm = z.object({
  to: z.string().min(1, 'Choose what it leads to'),
  linkWords: z.string().max(200, 'The words of a link must be 200 characters or fewer').default(''),
  reopenReason,
})

/** An act on something that is there: taking it off, bringing it back, removing a link. */
export const ActForm = z.object({ reopenReason })

/** What of a picture's list is shown. */
export const ListQuery = z.object({
  search: z.string().max(200).default('').catch(''),
  kind: z
    .union([z.enum(KINDS), z.literal('')])
    .default('')
    .catch(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
})

/** Which part was just put on or changed, so that the page there can tell whoever did it. */
export const KeptQuery = z.object({ kept: z.guid() })
