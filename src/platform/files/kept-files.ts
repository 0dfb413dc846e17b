import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

/** A file as a record names it. */
export type KeptFile = Readonly<{ sha256: string; bytes: number }>

/**
 * Files that never change, by owner and by what they hold. A file is whole on the disk before any record names it: it
 * is written aside, flushed, and renamed into place. What no record names is an orphan of a process that died between
 * the two, and goes after a day. Any number of processes may use one folder.
 */
export type KeptFiles = Readonly<{
  /** A new folder for files on their way in. Whoever made it removes it; a sweep does otherwise. */
  begin(): Promise<string>
  /** Moves a file from such a folder in, for good. */
  keep(owner: string, path: string): Promise<KeptFile>
  /** Its bytes, or `null` where there is no such file. */
  read(owner: string, sha256: string): Promise<ReadableStream<Uint8Array> | null>
  /** Removes what is older than a day and not wanted; gives how many files went. */
  sweep(now: Date, wanted: (owner: string) => Promise<ReadonlySet<string>>): Promise<number>
}>

const DAY_MS = 86_400_000
const INCOMING = 'incoming'
const SHA256 = /^[0-9a-f]{64}$/
const OWNER = /^[0-9a-f-]{36}$/

/** Opens the folder, which is made with the first file. */
export function openKeptFiles(folder: string): KeptFiles {
  const incoming = join(folder, INCOMING)
  // A folder of 256 keeps listings short at a million files.
  const placeOf = (owner: string, sha256: string) => {
    if (!OWNER.test(owner) || !SHA256.test(sha256)) throw new Error('not the name of a kept file')
    return join(folder, owner, sha256.slice(0, 2))
  }

  return {
    async begin() {
      const own = join(incoming, randomUUID())
      await mkdir(own, { recursive: true })
      return own
    },

    async keep(owner, path) {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of createReadStream(path)) {
        hash.update(chunk as Buffer)
        bytes += (chunk as Buffer).length
      }
      const sha256 = hash.digest('hex')
      const place = placeOf(owner, sha256)
      await mkdir(place, { recursive: true })
      await flush(path)
      // Over the same content kept before: its age begins again, so no sweep takes it before its record is there.
      await rename(path, join(place, sha256))
      await flush(place)
      return { sha256, bytes }
    },

    async read(owner, sha256) {
      try {
        const file = await open(join(placeOf(owner, sha256), sha256))
        return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },

    async sweep(now, wanted) {
      const isOld = async (path: string) =>
        now.getTime() - ((await stat(path).catch(() => null))?.mtimeMs ?? now.getTime()) > DAY_MS
      for (const name of await listed(incoming))
        if (await isOld(join(incoming, name)))
          await rm(join(incoming, name), { recursive: true, force: true })
      let removed = 0
      for (const owner of (await listed(folder)).filter((name) => OWNER.test(name))) {
        const kept = await wanted(owner)
        for (const part of await listed(join(folder, owner)))
          for (const name of await listed(join(folder, owner, part))) {
            const path = join(folder, owner, part, name)
            if (kept.has(name) || !(await isOld(path))) continue
            // Set aside first: the same content may be kept again at this very moment, and then it is put back.
            const aside = join(incoming, randomUUID())
            await mkdir(incoming, { recursive: true })
            await rename(path, aside)
            if (await isOld(aside)) {
              await rm(aside)
              removed++
            } else await rename(aside, path)
          }
      }
      return removed
    },
  }
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

async function flush(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
