import { createReadStream, createWriteStream } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGunzip } from 'node:zlib'
import type { ImportLimits } from './import-limits.ts'
import { ImportRefused } from './import-refusal.ts'
import type { Source } from './source.ts'

/**
 * Puts a source at `path` as a plain file: a link to one that is plain already, the expanded bytes of any other.
 * Refuses what expands to more than it said or than the limits allow, and what does not match its checksum.
 */
export async function layOut(
  source: Source,
  path: string,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<void> {
  const { at } = source
  if (at.kind === 'file') return symlink(resolve(at.path), path)
  try {
    const options = signal ? { signal } : {}
    if (at.kind === 'gzip') {
      const most = Math.max(limits.ratioAppliesFromBytes, source.bytes * limits.expansionRatio)
      const gauge = new Gauge(source.name, Math.min(limits.expandedBytes, most))
      await pipeline(createReadStream(at.path), createGunzip(), gauge, createWriteStream(path), options)
    } else {
      const gauge = new Gauge(source.name, at.entry.uncompressedSize)
      const bytes: Readable = await at.zip.openReadStreamPromise(at.entry)
      await pipeline(bytes, gauge, createWriteStream(path), options)
      if (gauge.checksum !== at.entry.crc32) {
        throw new ImportRefused(
          source.name,
          null,
          'this file is damaged: it does not match the checksum in its zip.',
        )
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isOfTheMachine = code !== undefined && !/^(Z_|ERR_)/.test(code)
    if (error instanceof ImportRefused || isOfTheMachine || signal?.aborted) throw error
    throw new ImportRefused(source.name, null, 'this file is damaged or cut short and cannot be expanded.')
  }
}

/** Counts and checks bytes on their way through. */
class Gauge extends Transform {
  checksum = 0
  #bytes = 0
  #name: string
  #most: number

  constructor(name: string, most: number) {
    super()
    this.#name = name
    this.#most = most
  }

  override _transform(chunk: Buffer, _encoding: string, next: (error: Error | null, chunk?: Buffer) => void) {
    this.#bytes += chunk.length
    this.checksum = crc32(chunk, this.checksum)
    if (this.#bytes <= this.#most) next(null, chunk)
    else
      next(
        new ImportRefused(
          this.#name,
          null,
          `this file expands to more than the ${this.#most} bytes it may have.`,
        ),
      )
  }
}
