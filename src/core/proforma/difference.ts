import type { EntryKind } from './entry-kind.ts'
import type { Field } from './field.ts'
import { type StepTemplate, stepOf, type Template } from './template.ts'

const TYPES: Readonly<Record<Field['type'], string>> = {
  line: 'one line',
  words: 'words',
  'one of': 'one of several',
  'any of': 'any of several',
  date: 'a date',
  'rough date': 'a date, as exact as is known',
  time: 'a time',
  number: 'a number',
  entry: 'another entry',
  entries: 'other entries',
  person: 'somebody on the team',
  point: 'a place on the map',
}

/** How a question is answered, in words. */
export function typeInWords(field: Field): string {
  return TYPES[field.type]
}

/** What a later version of a template asks otherwise than an earlier one, each a sentence; empty where they are the same. */
export function differenceOf(before: Template, after: Template): string[] {
  return [
    ...after.steps.flatMap((step) => stepDifference(stepOf(before, step.step), step)),
    ...after.kinds.flatMap((kind) => {
      const was = before.kinds.find(({ id }) => id === kind.id)
      return was ? kindDifference(was, kind).map((said) => `${kind.many}: ${said}`) : [`New: ${kind.many}.`]
    }),
  ]
}

function stepDifference(was: StepTemplate, is: StepTemplate): string[] {
  const at = `Step ${is.step}`
  return [
    ...changed(`${at}: its name`, was.name, is.name),
    ...changed(`${at}: its purpose`, was.purpose, is.purpose),
    ...is.prompts.filter((one) => !was.prompts.includes(one)).map((one) => `${at} also asks “${one}”`),
    ...was.prompts.filter((one) => !is.prompts.includes(one)).map((one) => `${at} no longer asks “${one}”`),
    ...changed(`${at}: its example`, was.example, is.example),
    ...changed(`${at}: who answers it`, was.answeredBy, is.answeredBy),
  ]
}

function kindDifference(was: EntryKind, is: EntryKind): string[] {
  const before = new Map([...was.fields, ...(was.earlier ?? [])].map((field) => [field.name, field]))
  const wasAsked = new Set(was.fields.map(({ name }) => name))
  return [
    ...changed('what belongs here', was.about, is.about),
    ...changed('the example', was.example, is.example),
    ...is.fields.flatMap((field) => {
      const old = before.get(field.name)
      if (!old) return [`a new question, “${field.label}” (${typeInWords(field)})`]
      return wasAsked.has(field.name)
        ? fieldDifference(old, field)
        : [`“${field.label}” is asked again`, ...fieldDifference(old, field)]
    }),
    ...(is.earlier ?? [])
      .filter(({ name }) => wasAsked.has(name))
      .map(({ label }) => `“${label}” is no longer asked; its answers are kept`),
  ]
}

function fieldDifference(was: Field, is: Field): string[] {
  const offered = (field: Field) => ('choices' in field ? field.choices.map(({ text }) => text) : [])
  const more = offered(is).filter((text) => !offered(was).includes(text))
  return [
    ...(was.label === is.label ? [] : [`“${was.label}” is now asked as “${is.label}”`]),
    ...changed(`the hint of “${is.label}”`, was.hint ?? '', is.hint ?? ''),
    ...more.map((text) => `“${is.label}” can also be answered “${text}”`),
  ]
}

function changed(what: string, was: string, is: string): string[] {
  if (was === is) return []
  if (is === '') return [`${what} is left out`]
  return [was === '' ? `${what} is “${is}”` : `${what} reads “${is}” and not “${was}”`]
}
