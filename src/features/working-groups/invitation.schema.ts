import { z } from 'zod'
import { isEmailAddress } from '#core/access/email.ts'
import { GROUP_ORGANISATIONS } from '#core/proforma/steps/working-group.ts'
import { INVITED_AS, LINK_DAYS, LINK_USES } from './invitation.ts'

const text = (most: number, what: string) =>
  z.string().max(most, `${what} must be ${most} characters or fewer`).default('')
const oneLine = (most: number, what: string) =>
  z
    .string()
    .max(most, `${what} must be ${most} characters or fewer`)
    .regex(/^[^\n]*$/, `${what} must be on one line`)
    .default('')
const oneOf = (numbers: readonly number[], problem: string) =>
  z.coerce.number(problem).refine((number) => numbers.includes(number), problem)

/** Where an invited person may come from: nobody joins as police. */
export const OUTSIDE_KINDS = GROUP_ORGANISATIONS.filter(({ value }) => value !== 'police')

const Email = z
  .string('Enter the e-mail address')
  .min(1, 'Enter the e-mail address')
  .max(320, 'The e-mail address is too long')
  .transform((typed) => typed.toLowerCase())
  .refine(isEmailAddress, 'Enter an e-mail address in the right form, like name@example.org')

export const InviteForm = z
  .object({
    way: z.enum(['email', 'link'], 'Choose how to invite them'),
    role: z.enum(INVITED_AS, 'Choose what they will be here'),
    email: z.string().default(''),
    member: z.union([z.literal(''), z.uuid()], 'Choose somebody from the list').default(''),
    uses: oneOf(LINK_USES, 'Choose how many people may use it').default(1),
    days: oneOf(LINK_DAYS, 'Choose how long it works').default(7),
  })
  .superRefine((sent, context) => {
    if (sent.way !== 'email') return
    const email = Email.safeParse(sent.email)
    if (!email.success)
      context.addIssue({ code: 'custom', path: ['email'], message: email.error.issues[0]?.message ?? '' })
  })
  .transform((sent) => ({ ...sent, email: sent.way === 'email' ? sent.email.toLowerCase() : null }))

export const RevokeForm = z.object({})

export const CodeForm = z.object({ code: z.string('Enter the code').min(1, 'Enter the code').max(100) })

export const AddressForm = z.object({ email: Email })

const answers = {
  organisationKind: z.enum(
    OUTSIDE_KINDS.map(({ value }) => value) as [string, ...string[]],
    'Choose where you come from',
  ),
  organisation: oneLine(200, 'The name of the organisation'),
  why: text(4000, 'Why you join'),
  capability: text(4000, 'What you can do'),
  agree: z.literal('yes', 'Tick the box if you agree. Without it you cannot join'),
}
const organisationIsNamed = (sent: Readonly<{ organisationKind: string; organisation: string }>) =>
  sent.organisationKind === 'resident' || sent.organisation !== ''
const NOT_NAMED = { path: ['organisation'], error: 'Enter the name of the organisation' }

/** Joins somebody who is not known yet. */
export const JoinForm = z
  .object({
    name: z
      .string('Enter your name')
      .min(1, 'Enter your name')
      .max(200, 'Your name must be 200 characters or fewer')
      .regex(/^[^\n]*$/, 'Your name must be on one line'),
    ...answers,
  })
  .refine(organisationIsNamed, NOT_NAMED)

/** Joins somebody who has signed in. */
export const JoinAsForm = z.object(answers).refine(organisationIsNamed, NOT_NAMED)
