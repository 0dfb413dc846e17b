import { holds, isStaff, maySupervise, type PersonId, type Viewer } from '#core/access/viewer.ts'
import { earlierFields } from '#core/proforma/earlier.ts'
import type { Content, Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { mayWrite } from '../project.access.ts'

/** [P18] In a project they can read: staff read every kind, partners and residents what is shared with them. */
export function mayReadKind(viewer: Viewer, kind: Pick<EntryKind, 'forMembers'>): boolean {
  return isStaff(viewer) || kind.forMembers !== 'none'
}

/** [P18] In a project they can read and that is open. */
export function mayAddEntry(viewer: Viewer, kind: Pick<EntryKind, 'forMembers' | 'isSupervisors'>): boolean {
  if (kind.isSupervisors) return maySupervise(viewer)
  return mayWrite(viewer) || (holds(viewer, 'partner', 'resident') && kind.forMembers === 'write')
}

/**
 * [P18] Those who write here correct and withdraw everything; partners and residents what they added themselves, and
 * whatever is the working group's own.
 */
export function mayChangeEntry(
  viewer: Viewer,
  kind: Pick<EntryKind, 'forMembers' | 'isSupervisors' | 'isGroups'>,
  entry: Readonly<{ added: Readonly<{ by: PersonId }> }>,
): boolean {
  if (!mayAddEntry(viewer, kind)) return false
  return mayWrite(viewer) || kind.isGroups === true || entry.added.by === viewer.personId
}

/** [P24] Whoever an entry names to keep it up gives the answers that are kept up, in a project they can read. */
export function mayKeepUp(
  viewer: Viewer,
  kind: Pick<EntryKind, 'forMembers' | 'keptUp'>,
  entry: Pick<Entry, 'content'>,
): boolean {
  return (
    kind.keptUp !== undefined &&
    mayReadKind(viewer, kind) &&
    entry.content[kind.keptUp.by] === viewer.personId
  )
}

/** [P18] The questions of a kind that this person may see answered. */
export function fieldsFor(viewer: Viewer, kind: EntryKind): EntryKind['fields'][number][] {
  return isStaff(viewer) ? [...kind.fields] : kind.fields.filter((field) => !field.isStaffOnly)
}

/** [P28] What of an entry an earlier version of the template asked; the staff's. */
export function earlierFor(viewer: Viewer, kind: EntryKind, entry: Pick<Entry, 'content'>): Field[] {
  return isStaff(viewer) ? earlierFields(kind, entry.content) : []
}

/** [P18] The entry as this person may read it. Answers that the template no longer asks for are the staff's. */
export function shownTo(viewer: Viewer, kind: EntryKind, entry: Entry): Entry {
  if (isStaff(viewer)) return entry
  const shown: Record<string, Content[string]> = {}
  for (const { name } of fieldsFor(viewer, kind)) shown[name] = entry.content[name] ?? null
  if (kind.dated) shown[kind.dated.on] = entry.content[kind.dated.on] ?? null
  return { ...entry, content: shown }
}
