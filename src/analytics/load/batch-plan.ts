import { createHash } from 'node:crypto'
import type { IsoMonth } from '#core/time/month.ts'
import { parseArchiveName } from './archive-name.ts'
import type { Source } from './source.ts'

const BATCH_FILES = 400

/** Changes when what is staged from the same bytes changes, so that no run goes on from another version's work. */
const STAGING_VERSION = 2

export type Batch = Readonly<{ key: string; sources: readonly Source[]; bytes: number }>

/**
 * A file named as in the archive speaks for its force's whole month. When several have one name (archives overlap),
 * the last one given is used and the others are passed over, since loading both would count crimes twice.
 */
export function withoutSuperseded(sources: readonly Source[]): { used: Source[]; superseded: Source[] } {
  const last = new Map<string, Source>()
  for (const source of sources) {
    if (parseArchiveName(source.baseName)) last.set(source.baseName.toLowerCase(), source)
  }
  const isUsed = (source: Source) => {
    const speaker = last.get(source.baseName.toLowerCase())
    return speaker === undefined || speaker === source
  }
  return { used: sources.filter(isUsed), superseded: sources.filter((source) => !isUsed(source)) }
}

/** The same files make the same batches with the same keys, whichever run plans them. */
export function planBatches(sources: readonly Source[], thisMonth: IsoMonth, batchBytes: number): Batch[] {
  const groups: Source[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const source of sources) {
    if (bytes + source.bytes > batchBytes || groups.at(-1)!.length >= BATCH_FILES) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)!.push(source)
    bytes += source.bytes
  }
  return groups.map((group) => ({
    key: keyOf(group, thisMonth),
    sources: group,
    bytes: group.reduce((sum, source) => sum + source.bytes, 0),
  }))
}

function keyOf(sources: readonly Source[], thisMonth: IsoMonth): string {
  const what = [STAGING_VERSION, thisMonth, ...sources.map(({ name, identity }) => [name, identity])]
  return createHash('sha256').update(JSON.stringify(what)).digest('hex')
}
