import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Choice, Field } from '#core/proforma/field.ts'
import {
  type FieldOverlay,
  type KindOverlay,
  mayAddChoices,
  mayLeaveOut,
  type Overlay,
  type OwnField,
} from '#core/proforma/overlay.ts'
import type { StepTemplate } from '#core/proforma/template.ts'

/** One of the platform's questions as a form says it. */
export type QuestionWords = Readonly<{
  label: string
  hint: string
  isAsked: boolean
  choices: readonly string[]
}>

/** A question of the force's own as a form says it. */
export type OwnQuestion = Readonly<{
  label: string
  short: string
  hint: string
  type: OwnField['type']
  choices: readonly string[]
}>

/** The words of a kind and its questions as a form says them; `own` by name, the new one under ''. */
export type KindWords = Readonly<{
  about: string
  example: string
  questions: Readonly<Record<string, QuestionWords>>
  own: Readonly<
    Record<string, Readonly<{ label: string; hint: string; isAsked: boolean; choices: readonly string[] }>>
  >
  added: OwnQuestion | null
}>

/** The overlay with a step's words; what is as the platform says it is left out. */
export function withStepWords(
  overlay: Overlay,
  platform: StepTemplate,
  words: Omit<StepTemplate, 'step'>,
): Overlay {
  const own = Object.fromEntries(
    Object.entries(words).filter(
      ([key, said]) => JSON.stringify(said) !== JSON.stringify(platform[key as keyof StepTemplate]),
    ),
  )
  return { ...overlay, steps: { ...overlay.steps, [platform.step]: own } }
}

/** The overlay with a kind's words. Answers that `current` offers stay offered, so that none loses its name. */
export function withKindWords(
  overlay: Overlay,
  current: Overlay,
  platform: EntryKind,
  words: KindWords,
): Overlay {
  const published = current.kinds[platform.id]
  const fields = platform.fields.flatMap((field) => {
    const said = words.questions[field.name]
    const own = said && fieldOverlay(platform, field, said, published?.fields?.[field.name]?.choices ?? [])
    return own && Object.keys(own).length > 0 ? [[field.name, own] as const] : []
  })
  const before = overlay.kinds[platform.id]?.added ?? []
  const isPublished = (name: string) => published?.added?.some((one) => one.name === name) ?? false
  const kept = before.flatMap((field) => {
    const said = words.own[field.name]
    if (!said) return [field]
    // What only the draft knows and is not to be asked has no answers to keep a name for.
    if (!said.isAsked && !isPublished(field.name)) return []
    return [
      saidAnew(
        field,
        said,
        published?.added?.find(({ name }) => name === field.name),
      ),
    ]
  })
  const added = words.added ? [...kept, ownField(words.added, [...platform.fields, ...kept])] : kept
  const kind: KindOverlay = {
    ...(words.about === platform.about ? {} : { about: words.about }),
    ...(words.example === platform.example ? {} : { example: words.example }),
    ...(fields.length ? { fields: Object.fromEntries(fields) } : {}),
    ...(added.length ? { added } : {}),
  }
  return { ...overlay, kinds: { ...overlay.kinds, [platform.id]: kind } }
}

function fieldOverlay(
  kind: EntryKind,
  field: Field,
  said: QuestionWords,
  published: readonly Choice[],
): FieldOverlay {
  const choices = mayAddChoices(field)
    ? ownChoices('choices' in field ? field.choices : [], published, said.choices)
    : []
  return {
    ...(said.label === field.label ? {} : { label: said.label }),
    ...(said.hint === (field.hint ?? '') ? {} : { hint: said.hint }),
    ...(said.isAsked || !mayLeaveOut(kind, field) ? {} : { isAsked: false as const }),
    ...(choices.length ? { choices } : {}),
  }
}

function saidAnew(
  field: OwnField,
  said: KindWords['own'][string],
  published: OwnField | undefined,
): OwnField {
  const { isAsked, ...rest } = field
  const whole = { ...rest, label: said.label, ...(said.isAsked ? {} : { isAsked: false as const }) }
  if (said.hint) whole.hint = said.hint
  else delete whole.hint
  if (whole.type !== 'one of') return whole
  const offered = published?.type === 'one of' ? published.choices : []
  return { ...whole, choices: [...offered, ...ownChoices(offered, [], said.choices)] }
}

function ownField({ type, label, short, hint, choices }: OwnQuestion, others: readonly Field[]): OwnField {
  const name = unused(nameFrom(short), (name) => others.some((one) => one.name === name))
  const asked = { name, label, short, ...(hint ? { hint } : {}) }
  return type === 'one of' ? { ...asked, type, choices: ownChoices([], [], choices) } : { ...asked, type }
}

/** What was published, then every other text that is not offered already, each once. */
function ownChoices(
  offered: readonly Choice[],
  published: readonly Choice[],
  texts: readonly string[],
): readonly Choice[] {
  const made = [...published]
  for (const text of texts) {
    if ([...offered, ...made].some((one) => one.text === text)) continue
    const value = unused(`own-${wordsOf(text).join('-') || 'answer'}`, (value) =>
      [...offered, ...made].some((one) => one.value === value),
    )
    made.push({ value, text })
  }
  return made
}

function nameFrom(short: string): string {
  const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`
  return `own${wordsOf(short).map(capital).join('') || 'Question'}`
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, ' ')
    .slice(0, 40)
    .trim()
    .split(' ')
    .filter(Boolean)
}

function unused(wanted: string, isTaken: (text: string) => boolean): string {
  let made = wanted
  for (let number = 2; isTaken(made); number++) made = `${wanted}${number}`
  return made
}
