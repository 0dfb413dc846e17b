import type { Entry, ZipFile } from 'yauzl'

/** One file to import, wherever it lies. */
export type Source = Readonly<{
  /** As shown to people: a path, or `archive.zip › 2024-01/2024-01-averley-street.csv`. */
  name: string
  /** Last part of the name, without `.gz`. */
  baseName: string
  /** Expanded, where known without expanding; compressed bytes for `.gz`. */
  bytes: number
  /** Changes whenever the content does: path, size and time of a file; checksum of a zip's entry. */
  identity: string
  at: Place
}>

export type Place =
  | Readonly<{ kind: 'file'; path: string }>
  | Readonly<{ kind: 'gzip'; path: string }>
  | Readonly<{ kind: 'zip'; zip: ZipFile; entry: Entry }>

/** Bytewise order of names, so that every machine takes the same files in the same order. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
