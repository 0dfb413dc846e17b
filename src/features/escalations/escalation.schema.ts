import { z } from 'zod'
import type { PersonId } from '#core/access/viewer.ts'
import { monthTyped } from '#core/time/month.ts'
import { isRealDay, partialDate } from '#core/time/partial-date.ts'
import { PERMISSIONS, VISIBLE_TO } from './contact.ts'
import { ESCALATION_STATES, type EscalationId, OUTCOMES, WAYS } from './escalation.ts'
import { ANSWERS_FOR } from './ladder.ts'

const _version = z.coerce.number('Open the page again').int().positive()
const optional = <Value>(value: z.ZodType<Value>) =>
  z.preprocess((sent) => (sent === '' || sent === undefined ? null : sent), value.nullable())
const needed = (most: number, missing: string) =>
  z.string(missing).min(1, missing).max(most, `This must be ${most} characters or fewer`)
const line = (most: number, missing: string) =>
  needed(most, missing).regex(/^[^\n]*$/, 'Write it on one line')
const day = (missing: string) => z.string(missing).min(1, missing).refine(isRealDay, 'Enter a real date')
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]),
    z.array(item).max(200, 'Choose 200 at most'),
  )

/** The escalation an address names; `null` for what is no id at all. */
export function parseEscalationId(text: string | undefined): EscalationId | null {
  return (z.uuid().safeParse(text).data ?? null) as EscalationId | null
}

const asked = {
  level: needed(40, 'Choose a level'),
  /** `standing`: whoever stands there for the place; `nobody`; or a line of the register. */
  contact: z.union([z.literal('standing'), z.literal('nobody'), z.uuid()], 'Choose who is asked'),
}
const barrier = {
  barrier: line(200, 'Say what is in the way'),
  detail: z.string().max(4000, 'This must be 4000 characters or fewer').default(''),
  organisation: line(200, 'Say whose decision it is'),
}

export const RaiseForm = z.object({ ...barrier, ...asked, entry: optional(z.uuid()) })
export const IssueForm = z.object({
  ...barrier,
  ...asked,
  joined: list(z.uuid('Choose from the list')).refine(
    (ids) => ids.length >= 2,
    'Choose two escalations or more',
  ),
  why: needed(2000, 'Say why they belong together'),
})
export const JoinForm = z.object({
  _version,
  joined: list(z.uuid('Choose from the list')).refine((ids) => ids.length >= 1, 'Choose one or more'),
  why: needed(2000, 'Say why it joins'),
})
export const ActForm = z.object({ _version })
export const WhyForm = z.object({ _version, why: needed(2000, 'Say why') })
export const HandOnForm = z.object({ _version, ...asked, why: needed(2000, 'Say why it is handed on') })
export const CloseForm = z.object({
  _version,
  note: optional(z.string().max(2000, 'This must be 2000 characters or fewer')),
})

const NO_DAY = 'Enter a real date, with day, month and year'
// Any text: it is only read where the answer says that it will be done.
const box = z.string(NO_DAY).default('')
const answer = {
  _version,
  'doneBy-day': box,
  'doneBy-month': box,
  'doneBy-year': box,
  outcome: z.enum(OUTCOMES, 'Choose what the answer is'),
  words: needed(4000, 'Write the answer before you send it'),
}
export const AnswerForm = z.object(answer).transform(withDoneBy)
export const AnswerForThemForm = z
  .object({
    ...answer,
    as: line(400, 'Enter who gave the answer'),
    on: day('Enter the day it was given'),
    came: z.enum(WAYS, 'Choose how it came'),
  })
  .transform(withDoneBy)

// [E21] Which day an answer names matters only where it says that it will be done.
function withDoneBy<Sent extends z.output<z.ZodObject<typeof answer>>>(
  { 'doneBy-day': day, 'doneBy-month': month, 'doneBy-year': year, ...sent }: Sent,
  context: z.RefinementCtx,
) {
  if (sent.outcome !== 'will be done') return { ...sent, doneBy: null }
  const doneBy = partialDate({ day: partOf(day), month: partOf(monthTyped(month)), year: partOf(year) })
  if (doneBy && isRealDay(doneBy)) return { ...sent, doneBy }
  const message = doneBy === null ? 'Enter by when it will be done' : NO_DAY
  context.addIssue({ code: 'custom', path: ['doneBy-day'], message })
  return z.NEVER
}

// What is no number is part of no real date.
const partOf = (typed: string) => (typed === '' ? '' : /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN)

export const WasDoneForm = z.object({
  _version,
  wasDone: z.enum(['yes', 'no'], 'Choose whether it was done').transform((sent) => sent === 'yes'),
})

/** Filters of the list; what is not understood is left out, so that old links go on working. */
export const ListQuery = z.object({
  view: z.enum(['raised', 'to-answer', 'all']).optional().catch(undefined),
  state: z
    .union([z.enum(ESCALATION_STATES), z.literal('unanswered'), z.literal('')])
    .catch('')
    .default(''),
  level: z.string().max(40).catch(''),
  organisation: z.string().max(200).catch(''),
  age: z
    .union([
      z.enum(['overdue', 'over-14-days', 'over-30-days', 'over-90-days', 'past-done-by']),
      z.literal(''),
    ])
    .catch(''),
  kind: z.union([z.enum(['project', 'issue']), z.literal('')]).catch(''),
  search: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

export const ContactQuery = z.object({
  search: z.string().max(100).catch(''),
  level: z.string().max(40).catch(''),
  retired: z
    .literal('show')
    .optional()
    .catch(undefined)
    .transform((sent) => sent === 'show'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

export const ContactForm = z.object({
  _version: _version.default(1),
  organisation: line(200, 'Enter the organisation'),
  name: line(200, 'Enter their name'),
  post: line(200, 'Enter their post'),
  level: needed(40, 'Choose a level'),
  areaCode: optional(z.string().max(40)),
  answersFor: z.enum(ANSWERS_FOR, 'Choose what they can be asked'),
  personId: optional(z.uuid('Choose an account from the list').transform((id) => id as PersonId)),
  reach: z.string().max(1000, 'This must be 1000 characters or fewer').default(''),
  permission: z.enum(PERMISSIONS, 'Say whether they agreed'),
  visibleTo: z.enum(VISIBLE_TO, 'Choose who sees how to reach them'),
  keeperId: z.uuid('Choose who keeps this up to date').transform((id) => id as PersonId),
  checkedOn: day('Enter when it was last checked'),
})

const wholeDays = (most: number) =>
  z.coerce
    .number('Enter a whole number of days')
    .int('Enter a whole number of days')
    .min(1, 'Enter at least 1')
    .max(most, `Enter ${most} at most`)

// Levels are written one a line, lowest first; a line that begins with a known level's name in the form keeps its id.
export const SettingsForm = z
  .object({
    _version: z.coerce.number('Open the page again').int().min(0),
    acknowledgeDays: wholeDays(60),
    answerDays: wholeDays(250),
    levelId: list(z.string().max(40)),
    levelName: list(z.string().max(100, 'A level’s name must be 100 characters or fewer')),
    levelOrder: list(z.coerce.number('Enter a number for the order').int().min(0).max(999)),
    extraDaysOff: z.string().default(''),
  })
  .refine(({ acknowledgeDays, answerDays }) => answerDays >= acknowledgeDays, {
    path: ['answerDays'],
    message: 'The answer cannot be due before the acknowledgement',
  })
  .refine(({ extraDaysOff }) => daysIn(extraDaysOff).every(isRealDay), {
    path: ['extraDaysOff'],
    message: 'Write each day like 2027-06-14, one on a line',
  })
  .refine(({ levelName }) => levelName.some((name) => name !== ''), {
    path: ['levelName'],
    message: 'Keep at least one level',
  })

/** Days written one a line. */
export function daysIn(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 100)
}
