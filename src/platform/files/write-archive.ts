import { Readable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One file of an archive that is made: `isText` is packed, everything else is packed already. */
export type ArchivePart = Readonly<{
  name: string
  isText?: boolean
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}>

/**
 * A ZIP archive, made while it is read, so that no more of it is in memory than one piece of one file. Below 4 GB in
 * all: what is longer needs a form of archive that this does not write.
 */
export function archiveStream(
  parts: AsyncIterable<ArchivePart>,
  at: Date,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return Readable.toWeb(Readable.from(packed(parts, at))) as ReadableStream<Uint8Array<ArrayBuffer>>
}

async function* packed(parts: AsyncIterable<ArchivePart>, at: Date): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const made: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece as Uint8Array<ArrayBuffer>)
  })
  for await (const { name, isText, content } of parts) {
    const part = isText ? new ZipDeflate(name) : new ZipPassThrough(name)
    part.mtime = at
    zip.add(part)
    for await (const piece of content) {
      part.push(piece)
      yield* made.splice(0)
    }
    part.push(new Uint8Array(), true)
    yield* made.splice(0)
  }
  zip.end()
  yield* made.splice(0)
}
