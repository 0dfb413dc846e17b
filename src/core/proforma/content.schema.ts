import { z } from 'zod'
import { isRealDay } from '#core/time/partial-date.ts'
import { parseTimeOfDay } from '#core/time/time-of-day.ts'
import type { Content } from './entry.ts'
import type { ContentProblem, EntryKind } from './entry-kind.ts'
import { type Field, LINE_MOST, WORDS_MOST } from './field.ts'

const ROUGH = /^\d{4}(-\d{2}(-\d{2})?)?(\/\d{4}(-\d{2}(-\d{2})?)?)?$/
const POINT = /^-?\d{1,2}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?$/

/**
 * What a kind's content may be, for forms, imports and the published JSON schema. Names the kind does not know pass
 * untouched, so that an earlier template's answers stay. Whether entries named in it exist is the store's to tell.
 */
export function contentSchema(kind: Pick<EntryKind, 'fields'>) {
  const made = schemas.get(kind)
  if (made) return made
  const schema = z.looseObject(
    Object.fromEntries(kind.fields.map((field) => [field.name, fieldSchema(field)])),
  )
  schemas.set(kind, schema)
  return schema
}

// Making one takes many times longer than reading an entry with it, and files have thousands of entries.
const schemas = new WeakMap<object, z.ZodObject<Record<string, z.ZodType>, z.core.$loose>>()

/** Parsed content with the kind's own check, or every problem, at most one a field and in the fields' order. */
export function parseContent(
  kind: EntryKind,
  raw: Readonly<Record<string, unknown>>,
): Readonly<{ ok: true; content: Content }> | Readonly<{ ok: false; problems: readonly ContentProblem[] }> {
  const parsed = contentSchema(kind).safeParse(raw)
  if (!parsed.success) {
    const first = new Map<string, ContentProblem>()
    for (const { path, message } of parsed.error.issues) {
      const field = String(path[0] ?? kind.fields[0].name)
      if (!first.has(field)) first.set(field, { field, text: message })
    }
    return { ok: false, problems: [...first.values()] }
  }
  const content = parsed.data as Content
  const problems = kind.check?.(content) ?? []
  return problems.length ? { ok: false, problems } : { ok: true, content }
}

function fieldSchema(field: Field): z.ZodType {
  const answer = answerSchema(field)
  const isList = field.type === 'any of' || field.type === 'entries'
  const nothing = isList ? [] : null
  const settled = (sent: unknown) => (sent === undefined || sent === '' || sent === null ? nothing : sent)
  if (!field.isNeeded) return z.preprocess(settled, isList ? answer : z.nullable(answer))
  const isGiven = (value: unknown) => !Array.isArray(value) || value.length > 0
  return z.preprocess(settled, answer.refine(isGiven, missingText(field)))
}

const missingText = (field: Field) => field.missing ?? `Answer “${field.label}”`

function answerSchema(field: Field): z.ZodType {
  const missing = missingText(field)
  const upTo = (most: number) =>
    z.string(missing).max(most, `“${field.short}” must be ${most} characters or fewer`)
  switch (field.type) {
    case 'line':
      return upTo(field.most ?? LINE_MOST).regex(/^[^\n]*$/, `“${field.short}” must be on one line`)
    case 'words':
      return upTo(field.most ?? WORDS_MOST)
    case 'one of':
      return z.enum(field.choices.map(({ value }) => value) as [string, ...string[]], missing)
    case 'any of':
      return listOf(z.enum(field.choices.map(({ value }) => value) as [string, ...string[]], missing))
    case 'date':
      return z.string(missing).refine(isRealDay, 'Enter a real date, with day, month and year')
    case 'rough date':
      return z
        .string(missing)
        .refine(
          (text) => ROUGH.test(text) && text.split('/').every((part) => part.length < 10 || isRealDay(part)),
          'Enter a real date, or the year alone',
        )
    case 'time':
      return z.string(missing).transform(readTime)
    case 'number':
      return numberSchema(field)
    case 'entry':
    case 'person':
      return z.uuid(missing)
    case 'entries':
      return listOf(z.uuid(missing))
    case 'point':
      return z
        .string(missing)
        .transform((text) => text.replaceAll(' ', ''))
        .refine(isOnEarth, 'Enter latitude and longitude, such as 52.6346, -1.1293')
  }
}

function readTime(sent: string, context: z.RefinementCtx): string {
  const time = parseTimeOfDay(sent)
  if (time !== null) return time
  context.addIssue({ code: 'custom', message: 'Enter a time of day, such as 7:30pm or 19:30' })
  return z.NEVER
}

const listOf = (item: z.ZodType) =>
  z.preprocess((sent) => (Array.isArray(sent) ? sent : [sent]), z.array(item).max(200))

function numberSchema(field: Extract<Field, { type: 'number' }>): z.ZodType {
  const { least = -1e12, most = 1e12 } = field
  const sentence = `“${field.short}” must be a${field.isWhole ? ' whole' : ''} number${
    field.least === undefined ? '' : ` from ${least}`
  }${field.most === undefined ? '' : ` up to ${most}`}`
  const plain = (sent: unknown) =>
    typeof sent === 'string' && /^-?[\d,]*\.?\d+$/.test(sent) ? Number(sent.replaceAll(',', '')) : sent
  const number = z.number(sentence).min(least, sentence).max(most, sentence)
  return z.preprocess(plain, field.isWhole ? number.int(sentence) : number)
}

function isOnEarth(text: string): boolean {
  if (!POINT.test(text)) return false
  const [latitude = 0, longitude = 0] = text.split(',').map(Number)
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
}
