import type { Content } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'

/** One change of an entry: who, when, and each answer it changed, as text before and after (`''`: none). */
export type FieldChange = Readonly<{
  at: Date
  by: string | null
  action: string
  fields: readonly Readonly<{ name: string; before: string; after: string }>[]
}>

type Line = Readonly<{ at: Date; personName: string | null; action: string; before: unknown; after: unknown }>

/** [P13] An entry's history out of its project's, oldest first. `shown` gives an answer as text. */
export function entryHistory(
  kind: EntryKind,
  entryId: string,
  lines: readonly Line[],
  shown: (field: Field, content: Content) => string,
): FieldChange[] {
  return lines
    .filter(({ before, after }) => isOf(entryId, before) || isOf(entryId, after))
    .map(({ at, personName, action, before, after }) => {
      const [was, is] = [contentOf(before), contentOf(after)]
      // A withdrawal and its undoing carry a reason in place of answers; a kind may itself ask “why”.
      const isWhole = !/ (withdrawn|restored)$/.test(action)
      const answers = isWhole
        ? [...kind.fields, ...(kind.earlier ?? [])].flatMap((field) => {
            const [old, now] = [shown(field, was), shown(field, is)]
            return old === now ? [] : [{ name: field.short, before: old, after: now }]
          })
        : [{ name: 'Why', before: '', after: String(is.why ?? was.why ?? '') }]
      const reason = is.reopenReason
        ? [{ name: 'Why the step was reopened', before: '', after: String(is.reopenReason) }]
        : []
      return {
        at,
        by: personName,
        action: `${action[0]?.toUpperCase()}${action.slice(1)}`,
        fields: [...answers, ...reason],
      }
    })
}

const isOf = (id: string, value: unknown) =>
  typeof value === 'object' && value !== null && (value as { entry?: unknown }).entry === id

function contentOf(value: unknown): Content {
  return typeof value === 'object' && value !== null ? (value as Content) : {}
}
