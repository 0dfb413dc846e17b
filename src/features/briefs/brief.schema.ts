import { z } from 'zod'
import { LINK_DAYS } from './brief.ts'

const words = (most: number, name: string) =>
  z.string().max(most, `${name} must be ${most} characters or fewer`).default('')

/** Short enough that everything stays on one page [B1]. */
export const WordsForm = z.object({
  _version: z.coerce.number('Open the page again').int().min(0),
  problem: z
    .string('Say what is wrong here')
    .min(1, 'Say what is wrong here')
    .max(400, 'What is wrong here must be 400 characters or fewer'),
  help: words(300, 'How people can help'),
  contact: words(150, 'Whom to ask').refine(
    (text) => !text.includes('\n'),
    'Whom to ask must be on one line',
  ),
})

export const LinkForm = z.object({
  madeFor: z
    .string('Say who it is for')
    .min(1, 'Say who it is for')
    .max(200, 'Who it is for must be 200 characters or fewer'),
  days: z.enum(LINK_DAYS.map(String) as [string, ...string[]], 'Choose how long it works').transform(Number),
})

/** The token of an address, `null` for what cannot be one. */
export function parseToken(text: string | undefined): string | null {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text) ? text : null
}

/** The id of a link as an address has it; `null` for what is none. */
export function parseLinkId(text: unknown): string | null {
  const id = z.uuid().safeParse(text)
  return id.success ? id.data : null
}
