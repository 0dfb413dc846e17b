import type { PersonId } from '#core/access/viewer.ts'

export const ITEM_KINDS = ['evidence', 'issue', 'vulnerability', 'known', 'not known'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

export const STRENGTHS = ['strong', 'some', 'weak'] as const
export type Strength = (typeof STRENGTHS)[number]

/** [P6] How sure an item lets anybody be, in the words shown beside the choice. */
export const STRENGTH_MEANS: Readonly<Record<Strength, string>> = {
  strong: 'Measured over three years or more, or the same from two sources that do not depend on each other',
  some: 'Measured, but over a shorter time, from one source, or by a stand-in for what we want to know',
  weak: 'A view, a handful of cases, or a difference that could be chance',
}

/** What an entry of Step 1 says. Dates are as exact as is known: `2025`, `2025-03` or `2025-03-14`. */
export type ItemContent = Readonly<{
  title: string
  detail: string
  /** The rest is for evidence; other kinds may leave them empty. */
  source: string
  datedFrom: string | null
  dated: string | null
  strength: Strength | null
}>

export type NewItem = ItemContent & Readonly<{ kind: ItemKind }>

export type JustificationItem = NewItem &
  Readonly<{
    id: string
    position: number
    origin: 'screening' | 'person'
    written: Readonly<{ by: PersonId; as: string; at: Date }>
    withdrawn: Readonly<{ as: string; at: Date; why: string }> | null
    version: number
  }>

/** Why a change to an entry is refused; `changed`: it is not what its page showed [P11]. */
export type ItemRefusal =
  | 'not-your-role'
  | 'needs-reopen-reason'
  | 'absent'
  | 'changed'
  | 'withdrawn'
  | 'closed'

/** Why a sign-off of Step 1 is refused. */
export type StepRefusal = 'not-your-role' | 'same-person' | 'not-reopened' | 'changed' | 'closed'
