import type { EntryKind, StepNumber } from './entry-kind.ts'
import type { Choice, Field } from './field.ts'
import type { StepTemplate, Template } from './template.ts'

/** What a force says of one of the platform's questions. What it leaves out is the platform's. */
export type FieldOverlay = Readonly<{
  label?: string
  hint?: string
  /** Only where {@link mayLeaveOut}. */
  isAsked?: false
  /** Answers beside the platform's, only where {@link mayAddChoices}; their values begin with `own-`. */
  choices?: readonly Choice[]
}>

/** A question of the force's own; its name begins with `own`. Never needed, so that whatever writes an entry still can. */
export type OwnField = Extract<Field, { type: (typeof OWN_TYPES)[number] }> & Readonly<{ isAsked?: false }>

/** The types a force's own question can have. */
export const OWN_TYPES = ['line', 'words', 'one of', 'date', 'number'] as const

export type KindOverlay = Readonly<{
  about?: string
  example?: string
  /** By field name. */
  fields?: Readonly<Record<string, FieldOverlay>>
  /** In the order asked, after the platform's. One that is no longer asked stays, so that its answers keep a name. */
  added?: readonly OwnField[]
}>

/** All that a force's version differs in from the platform's template. */
export type Overlay = Readonly<{
  steps: Readonly<Partial<Record<StepNumber, Partial<Omit<StepTemplate, 'step'>>>>>
  /** By kind id. */
  kinds: Readonly<Record<string, KindOverlay>>
}>

export const NO_OVERLAY: Overlay = { steps: {}, kinds: {} }

/** The platform's template as a force words and extends it. What names a kind or question it does not have is passed over. */
export function applyOverlay(template: Template, overlay: Overlay, version: number): Template {
  return {
    version,
    steps: template.steps.map((step) => ({ ...step, ...overlay.steps[step.step] })),
    kinds: template.kinds.map((kind) => {
      const own = overlay.kinds[kind.id]
      return own ? overlaid(kind, own) : kind
    }),
  }
}

/** Whether a force may stop asking a question: one in words that nothing rests on. What is chosen, counted or dated stays. */
export function mayLeaveOut(kind: EntryKind, field: Field): boolean {
  if (field.isNeeded || field.isFixed || field === kind.fields[0]) return false
  if (!['line', 'words', 'any of'].includes(field.type)) return false
  const { keptUp, dated } = kind
  return ![keptUp?.by, ...(keptUp?.fields ?? []), ...(dated?.fields ?? [])].includes(field.name)
}

/** Whether a force may add answers: never where rules or colours tell the answers apart. */
export function mayAddChoices(field: Field): boolean {
  if (field.type !== 'one of' && field.type !== 'any of') return false
  return !field.isFixed && !field.choices.some(({ tone }) => tone)
}

function overlaid(kind: EntryKind, { about, example, fields = {}, added = [] }: KindOverlay): EntryKind {
  const isAsked = (field: Field) => fields[field.name]?.isAsked !== false || !mayLeaveOut(kind, field)
  const [first, ...rest] = kind.fields.map((field) => reworded(field, fields[field.name]))
  const own = added.map(({ isAsked, ...field }) => ({ field: field as Field, isAsked: isAsked !== false }))
  const others = kind.fields.slice(1)
  const asked = rest.filter((_, index) => isAsked(others[index] as Field))
  const earlier = rest.filter((_, index) => !isAsked(others[index] as Field))
  const all = [...asked, ...own.filter(({ isAsked }) => isAsked).map(({ field }) => field)]
  const names = new Set([first, ...all].map((field) => field?.name))
  // What is wrong with a question nobody can answer stops nobody.
  const { check } = kind
  return {
    ...kind,
    ...(check && { check: (content) => check(content).filter(({ field }) => names.has(field)) }),
    ...(about === undefined ? {} : { about }),
    ...(example === undefined ? {} : { example }),
    fields: [first as Field, ...all],
    earlier: [...earlier, ...own.filter(({ isAsked }) => !isAsked).map(({ field }) => field)],
  }
}

function reworded(field: Field, words: FieldOverlay | undefined): Field {
  if (!words) return field
  const { label = field.label, hint = field.hint, choices = [] } = words
  const said = { ...field, label, ...(hint ? { hint } : {}) }
  if (words.hint === '') delete (said as { hint?: string }).hint
  if ((said.type !== 'one of' && said.type !== 'any of') || !mayAddChoices(field)) return said
  return { ...said, choices: [...said.choices, ...choices] }
}
