import { SaxesParser, type SaxesTagNS } from 'saxes'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import {
  type FileProblem,
  type FileRecord,
  fileText,
  MOST_PEOPLE,
  MOST_TIES,
  type NetworkFile,
} from './network-file.ts'

const NAMESPACE = 'http://graphml.graphdrawing.org/xmlns'
const DEEPEST = 20

/** The network as GraphML, for other programs and to bring in again; nodes by the entries' ids. */
export function graphml(
  kinds: Readonly<{ stakeholder: EntryKind; tie: EntryKind }>,
  entries: readonly Entry[],
): string {
  const live = entries.filter((entry) => !entry.withdrawn)
  const isThere = new Set(live.map(({ id }) => id as string))
  const tieFields = kinds.tie.fields.filter(({ type }) => type !== 'entry')
  const keys = (kind: EntryKind['fields'][number][], of: string) =>
    kind.map(({ name }) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="string"/>\n`)
  const data = (fields: EntryKind['fields'][number][], of: string, { content }: Entry) =>
    fields
      .map((field) => [field.name, fileText(field, content)] as const)
      .filter(([, text]) => text)
      .map(([name, text]) => `<data key="${of}-${name}">${escaped(text)}</data>`)
      .join('')
  const nodes = live
    .filter(({ kind }) => kind === 'stakeholder')
    .map((entry) => `<node id="${entry.id}">${data([...kinds.stakeholder.fields], 'node', entry)}</node>\n`)
  const edges = live
    .filter(({ kind }) => kind === 'tie')
    .map((entry) => ({ entry, from: textOf(entry.content, 'from'), to: textOf(entry.content, 'to') }))
    .filter(({ from, to }) => isThere.has(from) && isThere.has(to))
    .map(
      ({ entry, from, to }) =>
        `<edge id="${entry.id}" source="${from}" target="${to}">${data(tieFields, 'edge', entry)}</edge>\n`,
    )
  return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="${NAMESPACE}">
${keys([...kinds.stakeholder.fields], 'node').join('')}${keys(tieFields, 'edge').join('')}<graph id="network" edgedefault="undirected">
${nodes.join('')}${edges.join('')}</graph>
</graphml>
`
}

// What XML 1.0 cannot hold is left out; the rest is text, whatever it looks like.
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

class Refused extends Error {}

/**
 * Reads the nodes and edges of a GraphML file with a parser that knows no entity but XML's own five: a document type,
 * where others could be declared, is refused. Nodes are named by their data `name` or `label`, or else by their id.
 */
export function readGraphml(file: string, text: string): NetworkFile {
  const people: (FileRecord & { ref: string })[] = []
  const ties: FileRecord[] = []
  const problems: FileProblem[] = []
  const keyNames = new Map<string, string>()
  const refs = new Set<string>()
  const parser = new SaxesParser({ xmlns: true, position: true })
  let depth = 0
  let record: { line: number; texts: Record<string, string> } | null = null
  let dataOf: string | null = null
  let words = ''
  const refuse = (said: string): never => {
    throw new Refused(said)
  }
  parser.on('error', (error) =>
    refuse(`This is not well-formed XML (${error.message.replace(/^\d+:\d+: /, '').slice(0, 120)})`),
  )
  parser.on('doctype', () =>
    refuse('A document type is not taken; remove the line that begins with <!DOCTYPE'),
  )
  parser.on('opentag', (tag) => {
    if (++depth > DEEPEST) refuse('Elements lie too deep in one another')
    const local = tag.local
    const of = (name: string) => attributeOf(tag, name)
    if (depth === 1 && local !== 'graphml') refuse('This is XML, but not GraphML')
    if (local === 'key') keyNames.set(of('id'), of('attr.name') || of('id'))
    else if (local === 'hyperedge') refuse('Ties of more than two (hyperedge) are not taken')
    else if (local === 'node') {
      if (record) refuse('A node inside a node is not taken')
      if (people.length >= MOST_PEOPLE) refuse(`There are more than ${MOST_PEOPLE} nodes`)
      if (refs.has(of('id')))
        problems.push({ file, line: parser.line, text: `Two nodes have the id “${of('id').slice(0, 80)}”` })
      refs.add(of('id'))
      record = { line: parser.line, texts: {} }
      people.push({ file, ref: of('id'), ...record })
    } else if (local === 'edge') {
      if (ties.length >= MOST_TIES) refuse(`There are more than ${MOST_TIES} edges`)
      record = { line: parser.line, texts: { from: of('source'), to: of('target') } }
      ties.push({ file, ...record })
    } else if (local === 'data' && record) {
      dataOf = (keyNames.get(of('key')) ?? of('key')).toLowerCase()
      words = ''
    }
  })
  parser.on('text', (piece) => {
    if (dataOf !== null) words += piece
  })
  parser.on('cdata', (piece) => {
    if (dataOf !== null) words += piece
  })
  parser.on('closetag', ({ local }) => {
    depth--
    if (local === 'data' && record && dataOf !== null) {
      // A tie's ends are its source and target, whatever its data say.
      if (!(dataOf in record.texts)) record.texts[dataOf] = words
      dataOf = null
    } else if (local === 'node' || local === 'edge') record = null
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { people: [], ties: [], problems: [{ file, line: parser.line, text: error.message }] }
  }
  const missing = ties.flatMap(({ line, texts }) =>
    [texts.from!, texts.to!].filter((end) => end && !refs.has(end)).map((end) => ({ line, end })),
  )
  for (const { line, end } of missing)
    problems.push({ file, line, text: `No node of the file has the id “${end.slice(0, 80)}”` })
  return {
    people: people.map((person) => ({
      ...person,
      texts: { ...person.texts, name: person.texts.name ?? person.texts.label ?? person.ref },
    })),
    ties: missing.length ? [] : ties,
    problems,
  }
}

function attributeOf(tag: SaxesTagNS, name: string): string {
  return tag.attributes[name]?.value.trim() ?? ''
}
