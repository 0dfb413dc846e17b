import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import { kindOf, type Template } from '#core/proforma/template.ts'
import type { Member } from '../project.ts'

/** The kinds that a kind's questions may name, and those that these name for their titles. */
export function kindsNamedBy(template: Template, kind: EntryKind): string[] {
  const named = new Set<string>()
  const add = (asking: EntryKind | undefined) => {
    for (const field of asking?.fields ?? [])
      if (field.type === 'entry' || field.type === 'entries') for (const id of field.kinds) named.add(id)
  }
  add(kind)
  for (const id of named) add(kindOf(template, id))
  return [...named]
}

/** Whether any of the kinds asks for somebody on the team, so that names need it. */
export function asksForPeople(kinds: readonly EntryKind[]): boolean {
  return kinds.some(({ fields }) => fields.some(({ type }) => type === 'person'))
}

/** Titles by id of the entries, and names of the team's people; an id that is not among them is said to be so. */
export function namesOf(
  template: Template,
  entries: readonly Entry[],
  team: readonly Pick<Member, 'personId' | 'name'>[] = [],
): (id: string) => string {
  const byId = new Map(entries.map((entry) => [entry.id as string, entry]))
  const made = new Map<string, string>(team.map(({ personId, name }) => [personId, name]))
  const nameOf = (id: string): string => {
    const known = made.get(id)
    if (known !== undefined) return known
    const entry = byId.get(id)
    const kind = entry && kindOf(template, entry.kind)
    if (!entry || !kind) return 'not shown'
    // Entries that name each other in a ring end here.
    made.set(id, 'itself')
    const title = entryTitle(kind, entry.content, nameOf)
    const whole = entry.withdrawn ? `${title} (withdrawn)` : title
    made.set(id, whole)
    return whole
  }
  return nameOf
}
