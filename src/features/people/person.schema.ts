import { z } from 'zod'
import { isEmailAddress } from '#core/access/email.ts'
import { RANKS, ROLES } from '#core/access/viewer.ts'
import { ORGANISATION_KINDS } from './person.ts'

const Key = z.uuid({ error: 'The form is out of date. Load the page again.' })
const optional = <Value>(value: z.ZodType<Value>) =>
  z.preprocess((sent) => (sent === '' || sent === undefined ? null : sent), value.nullable())

/** `YYYY-MM-DD` that is in the calendar. */
const day = (missing: string) =>
  z
    .string({ error: missing })
    .min(1, missing)
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a date like 2026-03-31')
    .refine((text) => {
      const date = new Date(`${text}T00:00:00Z`)
      return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
    }, 'Enter a date that is in the calendar')

const Details = z.object({
  organisationId: z.uuid({ error: 'Choose an organisation' }),
  name: z
    .string({ error: 'Enter the name' })
    .min(1, 'Enter the name')
    .max(200, 'The name must have 200 characters or fewer'),
  email: z
    .string({ error: 'Enter the e-mail address' })
    .min(1, 'Enter the e-mail address')
    .max(320, 'The e-mail address is too long')
    .transform((text) => text.toLowerCase())
    .refine(isEmailAddress, 'Enter an e-mail address in the right form, like name@example.org'),
  rank: optional(z.enum(RANKS, { error: 'Choose a rank from the list' })),
})

const RoleFields = z.object({
  role: z.enum(ROLES, { error: 'Choose a role' }),
  areaCode: optional(z.string().max(40)),
  fromOn: day('Enter the day the role begins'),
  untilOn: optional(day('')),
})

export const AddPerson = z.object({ _key: Key, ...Details.shape, ...RoleFields.shape })
export const EditPerson = z.object({
  _key: Key,
  _version: z.coerce.number({ error: 'The form is out of date. Load the page again.' }).int().min(1),
  ...Details.shape,
})
export const GiveRole = z.object({ _key: Key, ...RoleFields.shape })
export const EndRole = z.object({ _key: Key, lastOn: day('Enter the last day of the role') })
export const Act = z.object({ _key: Key })
export const AddOrganisation = z.object({
  _key: Key,
  name: z
    .string({ error: 'Enter the organisation’s name' })
    .min(1, 'Enter the organisation’s name')
    .max(200, 'The name must have 200 characters or fewer'),
  kind: z.enum(ORGANISATION_KINDS, { error: 'Choose what kind of organisation it is' }),
})

/** Filters of the list; anything not understood is left out rather than refused, so that old links go on working. */
export const ListQuery = z.object({
  q: z.string().max(200).catch(''),
  role: optional(z.enum(ROLES)).catch(null),
  state: z.enum(['active', 'inactive', 'all']).catch('active'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
export type PeopleFilter = z.infer<typeof ListQuery>
