import { z } from 'zod'
import type { PersonId } from '#core/access/viewer.ts'
import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import { partialDate } from '#core/time/partial-date.ts'
import { LEVELS, type Mark, RATER_PARTS, type RaterPart } from './rating.ts'
import type { LevelWords } from './rubric.ts'

const listed = (sent: unknown) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent])
const version = z.coerce.number('Open the page again').int().min(0)
const words = (most: number, name: string) =>
  z.string().max(most, `${name} must be ${most} characters or fewer`).default('')
const needed = (most: number, name: string, missing: string) =>
  z.string(missing).min(1, missing).max(most, `${name} must be ${most} characters or fewer`)
const people = z.preprocess(
  listed,
  z.array(z.uuid('Choose people from the list').transform((text) => text as PersonId)).max(100),
)
const person = z
  .union([z.literal(''), z.uuid('Choose a person from the list')])
  .default('')
  .transform((text) => (text === '' ? null : (text as PersonId)))
const box = z.coerce.number('Enter a real date').int('Enter a real date')

/** The id of a round as an address has it; `null` for what is none. */
export function parseRoundId(text: unknown): string | null {
  const id = z.uuid().safeParse(text)
  return id.success ? id.data : null
}

/** A step as an address has it; `null` for what is none. */
export function parseStep(text: unknown): StepNumber | null {
  return STEP_NUMBERS.find((step) => String(step) === text) ?? null
}

export const OpenForm = z
  .object({
    steps: z.preprocess(
      listed,
      z
        .array(z.string().transform((text) => parseStep(text)))
        .min(1, 'Choose at least one step')
        .max(8),
    ),
    team: people,
    manager: person,
    reviewer: person,
    'due-day': box,
    'due-month': box,
    'due-year': box,
  })
  .transform((sent, context) => {
    const steps = STEP_NUMBERS.filter((step) => sent.steps.includes(step))
    const dueOn = partialDate({ day: sent['due-day'], month: sent['due-month'], year: sent['due-year'] })
    if (!dueOn) context.addIssue({ code: 'custom', path: ['due-day'], message: 'Enter a real date' })
    if (steps.length === 0)
      context.addIssue({ code: 'custom', path: ['steps'], message: 'Choose at least one step' })
    const asked: { personId: PersonId; part: RaterPart }[] = [
      ...sent.team.map((personId) => ({ personId, part: RATER_PARTS[0] })),
      ...(sent.manager ? [{ personId: sent.manager, part: RATER_PARTS[1] }] : []),
      ...(sent.reviewer ? [{ personId: sent.reviewer, part: RATER_PARTS[2] }] : []),
    ]
    if (asked.length === 0)
      context.addIssue({ code: 'custom', path: ['team'], message: 'Choose who is asked' })
    return { steps, dueOn: dueOn ?? '', asked }
  })

export const EndForm = z.object({
  _version: version,
  why: needed(1000, 'The reason', 'Say why the round ends before everybody has given theirs'),
})

/** [R2] What a rater sends: for each step a level or why they cannot say. */
export function giveForm(steps: readonly StepNumber[]) {
  return z
    .object(
      Object.fromEntries(
        steps.flatMap((step) => [
          [
            `level-${step}`,
            z.enum(
              [...LEVELS.map(String), 'cannot'],
              `Choose a level for Step ${step}, or say why you cannot`,
            ),
          ],
          [`note-${step}`, words(1000, 'What you write')],
        ]),
      ),
    )
    .transform((sent, context): Mark[] =>
      steps.map((step) => {
        const level = sent[`level-${step}`] as string
        const note = sent[`note-${step}`] as string
        if (level !== 'cannot') return { step, level: Number(level), cannotSayWhy: null, note }
        if (!note)
          context.addIssue({
            code: 'custom',
            path: [`note-${step}`],
            message: `Say why you cannot rate Step ${step}`,
          })
        return { step, level: null, cannotSayWhy: note, note: '' }
      }),
    )
}

export const LevelsForm = z
  .object({
    _version: version,
    ...Object.fromEntries(
      LEVELS.map((level) => [`level-${level}`, needed(1000, 'The words', `Enter words for level ${level}`)]),
    ),
    why: needed(1000, 'The reason', 'Say why the words change'),
  })
  .transform((sent) => {
    const texts = sent as Readonly<Record<string, unknown>>
    return {
      version: sent._version,
      why: sent.why,
      words: LEVELS.map((level) => String(texts[`level-${level}`])) as unknown as LevelWords,
    }
  })
