import * as Y from 'yjs'
import {
  ELEMENT_KINDS,
  type Element,
  type ElementKind,
  inReadingOrder,
  type Link,
  type Picture,
} from '#core/picture/element.ts'

/*
 * A picture is one shared document: a map of elements and a map of links, each a map of its parts, so that two people
 * who move one element and reword it at the same time both have their way. Whoever draws and whoever lists change it by
 * the functions here, and nothing else writes to it.
 *
 * What comes from elsewhere is read with doubt: a part that is missing or of another type is as if it were not there.
 */

const ELEMENTS = 'elements'
const LINKS = 'links'

const KINDS: ReadonlySet<string> = new Set(ELEMENT_KINDS.map(({ kind }) => kind))

/** A document out of what was kept of it, in the order it was kept. */
export function openPictureDoc(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = new Y.Doc()
  // One transaction, so that what is derived is derived once.
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** Does something to the document and gives what changed by it, to be kept; `null` where nothing did. */
export function changedBy(doc: Y.Doc, change: () => void): Uint8Array | null {
  const changes: Uint8Array[] = []
  const keep = (update: Uint8Array) => changes.push(update)
  doc.on('update', keep)
  doc.transact(change)
  doc.off('update', keep)
  return changes.length > 0 ? Y.mergeUpdates(changes) : null
}

/** What the document holds, what was taken off among it. Cost grows with its parts. */
export function readPicture(doc: Y.Doc): Picture {
  const elements = new Map<string, Element>()
  for (const [id, part] of doc.getMap<unknown>(ELEMENTS)) {
    const element = part instanceof Y.Map ? elementOf(id, part) : null
    if (element) elements.set(id, element)
  }
  const links = [...doc.getMap<unknown>(LINKS)].flatMap(([id, part]) => {
    const link = part instanceof Y.Map ? linkOf(id, part) : null
    return link && elements.has(link.from) && elements.has(link.to) ? [link] : []
  })
  return {
    elements: [...elements.values()].sort(inReadingOrder),
    links: links.sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

export function addElement(doc: Y.Doc, { id, ...parts }: Omit<Element, 'goneAt'>): void {
  doc.getMap(ELEMENTS).set(id, new Y.Map(Object.entries(parts)))
}

export type ElementChange = Partial<
  Pick<Element, 'kind' | 'words' | 'x' | 'y' | 'width' | 'height' | 'goneAt'>
>

/** Changes those parts that are otherwise; `false` where there is no such element. */
export function changeElement(doc: Y.Doc, id: string, change: ElementChange): boolean {
  const part = doc.getMap(ELEMENTS).get(id)
  if (!(part instanceof Y.Map)) return false
  for (const [name, value] of Object.entries(change))
    if ((part.get(name) ?? null) !== value) part.set(name, value)
  return true
}

export function addLink(doc: Y.Doc, { id, ...parts }: Link): void {
  doc.getMap(LINKS).set(id, new Y.Map(Object.entries(parts)))
}

/** `false` where there is no such link. */
export function removeLink(doc: Y.Doc, id: string): boolean {
  const links = doc.getMap(LINKS)
  if (!links.has(id)) return false
  links.delete(id)
  return true
}

function elementOf(id: string, part: Y.Map<unknown>): Element | null {
  const kind = part.get('kind')
  if (typeof kind !== 'string' || !KINDS.has(kind)) return null
  const number = (name: string) => {
    const value = part.get(name)
    return typeof value === 'number' && Number.isFinite(value) ? value : 0
  }
  const text = (name: string) => {
    const value = part.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    id,
    kind: kind as ElementKind,
    words: text('words'),
    x: number('x'),
    y: number('y'),
    width: number('width'),
    height: number('height'),
    addedBy: text('addedBy'),
    addedAt: text('addedAt'),
    goneAt: text('goneAt') || null,
  }
}

function linkOf(id: string, part: Y.Map<unknown>): Link | null {
  const [from, to, words] = ['from', 'to', 'words'].map((name) => part.get(name))
  return typeof from === 'string' && typeof to === 'string'
    ? { id, from, to, words: typeof words === 'string' ? words : '' }
    : null
}
