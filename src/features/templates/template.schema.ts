import { z } from 'zod'
import { type EntryKind, STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { mayAddChoices, mayLeaveOut, OWN_TYPES, type OwnField } from '#core/proforma/overlay.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import type { KindWords, OwnQuestion } from './edit-overlay.ts'

const MOST_CHOICES = 40
const MOST_OWN_QUESTIONS = 20

const needed = (what: string, most: number) =>
  z.string(`Enter ${what}`).min(1, `Enter ${what}`).max(most, `That is too long: ${most} characters or fewer`)
const mark = z.coerce.number('Open the page again').int().positive()
const oneALine = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)

export const StepWordsForm = z.object({
  _version: mark,
  name: needed('a name for the step', 100),
  purpose: needed('what the step is for', 500),
  prompts: needed('at least one question to ask', 4000)
    .transform(oneALine)
    .refine((lines) => lines.length <= 12, 'Twelve questions are enough for one step'),
  example: needed('an example', 2000),
  answeredBy: needed('who answers it', 200),
})

export const MarkForm = z.object({ _version: mark })

export const PublishForm = z.object({
  _version: mark,
  note: needed('a note: why it changes', 2000),
})

export function parseStepNumber(text: string | undefined): StepNumber | null {
  return STEP_NUMBERS.find((step) => String(step) === text) ?? null
}

export type ParsedKindWords =
  | Readonly<{ ok: true; words: KindWords; read: number }>
  | Readonly<{ ok: false; errors: readonly FieldProblem[] }>

/** The form of a kind's words: `about`, `example`, and `label-…`, `hint-…`, `asked-…`, `choices-…` of each question. */
export function parseKindWords(
  platform: EntryKind,
  own: readonly OwnField[],
  values: NonNullable<FormState['values']>,
): ParsedKindWords {
  const errors: FieldProblem[] = []
  const text = (field: string) => {
    const value = values[field]
    return typeof value === 'string' ? value : (value?.[0] ?? '')
  }
  const within = (field: string, most: number) => {
    if (text(field).length > most)
      errors.push({ field, text: `That is too long: ${most} characters or fewer` })
    return text(field)
  }
  const given = (field: string, what: string, most: number) => {
    if (!text(field)) errors.push({ field, text: `Enter ${what}` })
    return within(field, most)
  }
  const choices = (field: string) => {
    const lines = oneALine(within(field, 8000))
    if (lines.length > MOST_CHOICES) errors.push({ field, text: `Offer ${MOST_CHOICES} answers or fewer` })
    if (lines.some((line) => line.length > 200))
      errors.push({ field, text: 'Each answer must be 200 characters or fewer' })
    return lines
  }
  const question = (field: Field, isOptional: boolean, takesChoices: boolean) => ({
    label: given(`label-${field.name}`, 'the question', 300),
    hint: within(`hint-${field.name}`, 500),
    isAsked: !isOptional || text(`asked-${field.name}`) === 'yes',
    choices: takesChoices ? choices(`choices-${field.name}`) : [],
  })
  const words = {
    about: given('about', 'what belongs here', 1000),
    example: given('example', 'an example', 2000),
    questions: Object.fromEntries(
      platform.fields.map((field) => [
        field.name,
        question(field, mayLeaveOut(platform, field), mayAddChoices(field)),
      ]),
    ),
    own: Object.fromEntries(own.map((field) => [field.name, question(field, true, field.type === 'one of')])),
    added: text('new-label') || text('new-short') ? added() : null,
  }
  if (words.added && own.length >= MOST_OWN_QUESTIONS)
    errors.push({ field: 'new-label', text: `${MOST_OWN_QUESTIONS} questions of your own are enough here` })
  const read = Number(text('_version'))
  if (!Number.isSafeInteger(read) || read < 1) errors.push({ field: null, text: 'Open the page again' })
  return errors.length ? { ok: false, errors } : { ok: true, words, read }

  function added(): OwnQuestion {
    const type = OWN_TYPES.find((one) => one === text('new-type'))
    if (!type) errors.push({ field: 'new-type', text: 'Choose how it is answered' })
    const offered = type === 'one of' ? choices('new-choices') : []
    if (type === 'one of' && offered.length < 2)
      errors.push({ field: 'new-choices', text: 'Enter at least two answers, one a line' })
    return {
      label: given('new-label', 'the question', 300),
      short: given('new-short', 'two or three words for lists', 60),
      hint: within('new-hint', 500),
      type: type ?? 'line',
      choices: offered,
    }
  }
}
