import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise } from 'yauzl'
import { done, type Outcome, refused } from '#core/outcome.ts'

/** Why an archive is not read. */
export type ArchiveRefusal = 'not-whole' | 'too-many-parts' | 'name-twice' | 'encrypted'

/** A ZIP archive whose directory has been read and judged; nothing is unpacked by the names it holds. */
export type Archive = Readonly<{
  /** Bytes of a part once it is unpacked, as the directory says; `null` where there is no such part. */
  bytesOf(name: string): number | null
  /** Unpacks one part to a path and gives its hash; `null` where it is spoilt or is not as long as the directory says. */
  unpack(name: string, path: string): Promise<Readonly<{ sha256: string }> | null>
  close(): void
}>

/** True for a file that begins as a ZIP archive does. */
export async function isArchive(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(4)
    await file.read(head, 0, 4, 0)
    return head.toString('latin1') === 'PK\x03\x04'
  } finally {
    await file.close()
  }
}

/** Opens an archive of at most `partsMost` parts. Names that lead out of it, or that two parts share, refuse it. */
export async function openArchive(
  path: string,
  partsMost: number,
): Promise<Outcome<Archive, ArchiveRefusal>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => null)
  if (!zip) return refused('not-whole')
  const close = (reason: ArchiveRefusal) => {
    zip.close()
    return refused(reason)
  }
  const parts = new Map<string, Entry>()
  try {
    if (zip.entryCount > partsMost) return close('too-many-parts')
    for await (const part of zip.eachEntry()) {
      if (part.isEncrypted()) return close('encrypted')
      if (parts.has(part.fileName)) return close('name-twice')
      parts.set(part.fileName, part)
    }
  } catch {
    return close('not-whole')
  }
  return done({
    bytesOf: (name) => parts.get(name)?.uncompressedSize ?? null,
    async unpack(name, to) {
      const part = parts.get(name)
      if (!part?.canDecodeFileData()) return null
      const hash = createHash('sha256')
      try {
        // Stops by itself at the first byte more than the directory promised.
        const packed = await zip.openReadStreamPromise(part)
        await pipeline(
          packed,
          async function* (pieces) {
            for await (const piece of pieces) {
              hash.update(piece as Buffer)
              yield piece
            }
          },
          createWriteStream(to),
        )
      } catch (error) {
        if (['ENOSPC', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
        return null
      }
      return { sha256: hash.digest('hex') }
    },
    close: () => zip.close(),
  })
}
