import type { Content } from './entry.ts'
import type { EntryKind } from './entry-kind.ts'
import type { Field } from './field.ts'

/**
 * The questions that an entry answers and its kind does not ask: of an earlier version of the template, or of the
 * template it came with from elsewhere, under the best name there is. In the kind's order, then the entry's.
 */
export function earlierFields(kind: EntryKind, content: Content): Field[] {
  const known = knownIn(kind)
  const unknown = Object.entries(content)
    .filter(([name]) => !known.has(name))
    .map(([name, answer]): Field => {
      const asked = { name, label: spoken(name), short: spoken(name) }
      return Array.isArray(answer) ? { ...asked, type: 'any of', choices: [] } : { ...asked, type: 'words' }
    })
  return [...(kind.earlier ?? []), ...unknown].filter(({ name }) => {
    const answer = content[name]
    return Array.isArray(answer)
      ? answer.length > 0
      : answer !== undefined && answer !== null && answer !== ''
  })
}

// The same for every entry of a kind, and a record has thousands.
const known = new WeakMap<EntryKind, ReadonlySet<string>>()

function knownIn(kind: EntryKind): ReadonlySet<string> {
  const found = known.get(kind)
  if (found) return found
  const names = new Set([...kind.fields, ...(kind.earlier ?? [])].map(({ name }) => name))
  if (kind.dated) names.add(kind.dated.on)
  known.set(kind, names)
  return names
}

// `ownWhoHasTheKey` → `Who has the key`
function spoken(name: string): string {
  const words = name
    .replace(/^own(?=[A-Z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}
