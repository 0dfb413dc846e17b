import { z } from 'zod'
import type { PersonId } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { DECISION_STATES, type DecisionId } from './decision.ts'

const listed = (sent: unknown) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent])
const areaCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'Choose an area from the list')
  .transform((text) => text as AreaCode)
const words = (most: number, what: string) =>
  z
    .string(`Enter ${what}`)
    .max(most, `${what[0]?.toUpperCase()}${what.slice(1)} must be ${most} characters or fewer`)
const needed = (most: number, what: string) => words(most, what).min(1, `Enter ${what}`)
const person = z
  .union([z.literal(''), z.uuid('Choose a person from the list')])
  .default('')
  .transform((text) => (text === '' ? null : (text as PersonId)))
const version = z.coerce.number('Open the page again').int().positive()

/** The id of a decision as an address has it; `null` for what is none. */
export function parseDecisionId(text: unknown): DecisionId | null {
  const id = z.uuid().safeParse(text)
  return id.success ? (id.data as DecisionId) : null
}

export const AddForm = z.object({
  areas: z.preprocess(listed, z.array(areaCode).min(1, 'Choose an area').max(100)),
  note: words(1000, 'the note').default(''),
})
export const NoteForm = z.object({ _version: version, note: words(1000, 'the note') })
export const VersionForm = z.object({ _version: version })
export const ChooseForm = z.object({ area: areaCode })

export const TextForm = z.object({
  _version: version,
  placeName: needed(200, 'a name for the place'),
  areas: z.preprocess(listed, z.array(areaCode).max(100)),
  boundaryReason: words(2000, 'the reason for the boundary').default(''),
  reason: words(5000, 'the reason'),
  'exception-short-period': words(2000, 'the exception').default(''),
  'exception-outside-top-band': words(2000, 'the exception').default(''),
  leadOfficer: person,
  supervisor: person,
})

export const ReasonsForm = z.object({
  areas: z.preprocess(listed, z.array(areaCode).max(5000)),
  // Whole bands: every comparable area of one that has no reason yet.
  bands: z.preprocess(listed, z.array(z.coerce.number().int().positive()).max(5000)),
  // Which version of each area's reason the page showed: `CODE:2`, 0 for none.
  read: z.preprocess(listed, z.array(z.string().regex(/^[A-Za-z0-9_-]{1,40}:\d{1,9}$/)).max(5000)),
  reason: needed(2000, 'the reason'),
})

export const ReturnForm = z.object({ _version: version, 'return-why': needed(2000, 'what has to change') })
export const WithdrawForm = z.object({
  _version: version,
  'withdraw-why': needed(2000, 'why it is withdrawn'),
})

export const ListQuery = z.object({
  state: z.enum(DECISION_STATES).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
